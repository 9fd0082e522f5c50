"""Sweeps: the counts of a laboratory, against those measured by training update by update."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import numpy as np
import pytest

from explainer.app.command_line import main
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.run.run import Run
from explainer.engine.run.trial import Trial
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings
from explainer.lab_book.reports import summary
from explainer.lab_book.sweep import Sweep, row_of


def counted_one_by_one(scenario: Scenario, until: float, most: int) -> int | None:
    run = Run(scenario)
    run.advance(most)
    return next((done for done in range(most + 1) if evaluate(scenario, run.theta(done)).objective < until), None)


@pytest.mark.parametrize(
    ("name", "values", "until"),
    [
        ("xor", {}, 0.01),
        ("stochastic", {}, 0.14),
        ("mini_batch", {}, 0.2),
        ("l2", {"batch_size": 3}, 0.9),
        ("dropout", {}, 0.1),
    ],
    ids=str,
)
@pytest.mark.parametrize("at_once", [1, 7, 1000])
def test_the_first_update_below_is_found(name: str, values: dict[str, object], until: float, at_once: int) -> None:
    scenario = with_settings(example(name), values)
    trial = Trial(scenario, until, 300)
    while not trial.is_over:
        trial.advance(at_once)
    assert trial.needed == counted_one_by_one(scenario, until, 300) is not None


def test_what_is_low_enough_from_the_start_needs_no_update() -> None:
    assert _ended(Trial(example("and"), 0.1)).needed == 0


def test_what_never_comes_below_ends_all_the_same() -> None:
    assert _ended(Trial(example("xor_single"), 0.1, 500)).needed is None
    trial = Trial(with_settings(example("batch"), {"optimizer.learning_rate": 100}), 0.001)
    while not trial.is_over:
        trial.advance(1000)
    assert trial.run.stopped
    assert trial.needed is None


def test_updates_times_learning_rate_is_nearly_the_same_as_long_as_steps_are_short() -> None:
    sweep = Sweep(example("xor"), {"optimizer.learning_rate": [0.5, 1, 2, 5]}, until=0.01)
    needed = {values[0]: row_of(values, _ended(trial)).needed for values, trial in sweep.trials()}
    assert needed == {0.5: 2070, 1: 1036, 2: 519, 5: 208}


def _ended(trial: Trial) -> Trial:
    while not trial.is_over:
        trial.advance(1000)
    return trial


def test_seeds_draw_the_weights_and_are_summed_up() -> None:
    sweep = Sweep(example("xor"), {"layers.1.units": [2, 3]}, range(1, 6), until=0.01, most=1000)
    rows = [row_of(values, _ended(trial)) for values, trial in sweep.trials()]
    assert len(sweep) == len(rows) == 10
    by_hand = [
        counted_one_by_one(with_settings(example("xor"), {"layers.1.units": 3, "init.seed": seed}), 0.01, 1000)
        for seed in range(1, 6)
    ]
    assert [row.needed for row in rows[5:]] == by_hand
    found = [count for count in by_hand if count is not None]
    said = f"layers.1.units = 3: {len(found)} of 5 seeds came below, in {min(found)} to {max(found)} updates"
    assert summary(sweep.settings, rows)[1] == f"{said}, median {np.median(found):g}"


def test_frozen_biases_stay_as_they_are_whatever_the_seed() -> None:
    drawn = with_settings(example("mazur"), {"init.seed": 4})
    assert sorted(set(drawn.theta.tolist()) & {0.35, 0.6}) == [0.35, 0.6]


def test_a_setting_that_cannot_be_is_refused_before_anything_is_trained() -> None:
    with pytest.raises(ScenarioError, match='batch_sise: "batch_sise" is not a setting'):
        Sweep(example("xor"), {"batch_sise": [1]})


def test_the_command_writes_a_table(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    words = ["sweep", "xor", "--set", "optimizer.learning_rate=5,10", "--until", "0.01"]
    assert main([*words, "-o", str(tmp_path / "sweep.csv")]) == 0
    rows = list(csv.DictReader(io.StringIO((tmp_path / "sweep.csv").read_text())))
    assert [(row["optimizer.learning_rate"], row["updates"], row["reached"]) for row in rows] == [
        ("5", "208", "yes"),
        ("10", "105", "yes"),
    ]
    assert main(words) == 0
    assert capsys.readouterr().out.split()[3:6] == ["5", "208", "0.00996368"]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--set", "optimizer.learning_rate"], "expected PATH=VALUE,VALUE, like optimizer.learning_rate=0.5,1"),
        (["--set", "l2=1", "--set", "l2=2"], "--set l2: it is there twice; give all its values at once"),
        (["--seeds", "5-1"], "expected the smaller seed first, got '5-1'"),
        (["--seeds", "1-99999"], "these are more than 10,000 trainings; give fewer values or seeds"),
        (["--set", "l2=-1"], "l2: expected"),
    ],
    ids=str,
)
def test_bad_words_are_one_line(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["sweep", "xor", "--until", "0.01", *words]) == 2
    error = capsys.readouterr().err
    assert said in error
    assert error.count("\n") == 1
