"""What the lab book says of experiments: only what differs, counts of our own training, numbers in full."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainer.engine.run.run import Run
from explainer.engine.run.trial import Trial
from explainer.files.checks import ScenarioError
from explainer.files.examples import example
from explainer.files.scenario.scenario_text import members_of
from explainer.files.scenario.settings_by_path import with_settings
from explainer.lab_book import differences
from explainer.lab_book.book_table import book_rows, setting_name, spoken_rows
from explainer.lab_book.experiment import MOST_POINTS, of_run, of_trial
from explainer.lab_book.typed_values import typed_loss, typed_seeds, typed_values


def after(scenario, updates, **more):
    run = Run(scenario)
    run.advance(updates)
    return of_run(run, **more)


def test_only_what_differs_is_a_column() -> None:
    xor = example("xor")
    tried = [xor, with_settings(xor, {"optimizer.learning_rate": 0.5}), with_settings(xor, {"l2": 0.1})]
    head, *rows = book_rows([after(scenario, 2) for scenario in tried])
    assert head[:3] == ("experiment", "optimizer.learning_rate", "l2")
    assert [row[1:3] for row in rows] == [("5.0", "0.0"), ("0.5", "0.0"), ("5.0", "0.1")]
    assert book_rows([after(xor, 2)])[0] == ("experiment", "updates", "to come below", "reached", "loss")


def test_other_settings_of_another_optimizer_stand_empty_where_there_are_none() -> None:
    xor = example("xor")
    momentum = with_settings(xor, {"optimizer.name": "momentum"})
    head, first, second = book_rows([after(xor, 1), after(momentum, 1)])
    column = head.index("optimizer.momentum")
    assert (first[column], second[column]) == ("", str(momentum.optimizer.options["momentum"]))


def test_weights_that_were_changed_by_hand_are_told_apart_by_letters() -> None:
    xor = example("xor")
    moved = xor.with_theta(xor.theta + 0.5)
    head, *rows = book_rows([after(scenario, 1) for scenario in (xor, moved, xor)])
    assert [row[head.index("starting weights")] for row in rows] == ["A", "B", "A"]
    drawn = [with_settings(xor, {"init.seed": seed}) for seed in (1, 2)]
    assert "starting weights" not in book_rows([after(scenario, 1) for scenario in drawn])[0]


def test_an_experiment_ends_where_the_loss_came_below() -> None:
    trial = Trial(example("xor"), 0.01, 1000)
    while not trial.is_over:
        trial.advance(7)
    experiment = of_trial(trial)
    assert (experiment.updates, experiment.needed) == (208, 208)
    assert experiment.done.tolist() == list(range(208))
    assert experiment.loss == trial.loss < 0.01 <= experiment.losses[-1]


def test_what_did_not_come_below_is_said_so() -> None:
    trial = Trial(example("xor_single"), 0.01, 30)
    while not trial.is_over:
        trial.advance(30)
    found = of_trial(trial)
    assert spoken_rows([found], str)[1][1] == "not in 30"
    assert book_rows([found])[1][1:4] == ("30", "0.01", "no")


def test_a_long_training_keeps_its_first_and_last_losses() -> None:
    scenario = example("and")
    run = Run(scenario)
    run.advance(5000)
    experiment = of_run(run)
    assert experiment.losses.size == MOST_POINTS
    assert (experiment.done[0], experiment.done[-1]) == (0, 4999)
    np.testing.assert_array_equal(experiment.losses, run.losses[experiment.done.astype(int)])


def test_what_was_changed_in_mid_run_is_mixed() -> None:
    scenario = example("mazur")
    run = Run(scenario)
    run.advance(3)
    other = run.branch(with_settings(run.scenario_after(2), {"optimizer.learning_rate": 0.1}), 2)
    other.advance(2)
    assert not of_run(run).is_mixed
    assert of_run(other).is_mixed
    head, *rows = spoken_rows([of_run(run), of_run(other)], str)
    assert [row[head.index("changed on the way")] for row in rows] == ["no", "yes"]


def test_settings_have_names_of_people() -> None:
    assert setting_name("optimizer.learning_rate") == "learning rate"
    assert setting_name("layers.1.activation") == "activation of layer 1"
    assert setting_name("batch_size") == "batch size"
    named = replace(after(example("and"), 1), name="mine")
    assert "mine" in spoken_rows([named], str)[1]


@pytest.mark.parametrize(
    ("text", "values"),
    [("0.5, 1,2", [0.5, 1, 2]), ("sgd,adam", ["sgd", "adam"]), ("null", [None]), ("1e-3", [0.001])],
)
def test_values_are_read_as_they_are_typed(text, values) -> None:
    assert typed_values(text) == values


@pytest.mark.parametrize(
    ("read", "text"),
    [
        *((typed_values, text) for text in ("", ",", "1,,2", "1,")),
        *((typed_seeds, text) for text in ("", "-", "5-1", "1-2-3", "-3", "1.5", "٣", "9" * 30)),
        *((typed_loss, text) for text in ("", "0", "-1", "nan", "inf", "1_0", "0,01")),
    ],
)
def test_what_cannot_be_is_one_sentence(read, text) -> None:
    with pytest.raises(ScenarioError) as told:
        read(text)
    assert "\n" not in str(told.value)


def test_seeds_are_from_one_to_the_other() -> None:
    assert list(typed_seeds("3-5")) == [3, 4, 5]
    assert list(typed_seeds("7")) == [7]


def test_settings_are_read_once_though_rows_come_and_are_named(monkeypatch) -> None:
    read = []
    monkeypatch.setattr(differences, "members_of", lambda start: read.append(start) or members_of(start))
    xor = example("xor")
    first, second = (after(with_settings(xor, {"optimizer.learning_rate": rate}), 1) for rate in (0.5, 1.0))
    for experiments in ([first], [first, second], [replace(first, name="mine"), second]):
        book_rows(experiments)
    assert read == [first.start, second.start]
