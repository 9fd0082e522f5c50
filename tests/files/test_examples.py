"""The built-in scenarios give the figures that the lectures print."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from explainer.engine.evaluate import evaluate
from explainer.engine.passes import run_pass
from explainer.engine.run import Run
from explainer.files.errors import ScenarioError
from explainer.files.examples import example, example_names, example_text, example_titles
from explainer.files.scenario_json import read_scenario
from explainer.files.scenario_text import write_scenario

FIGURES: dict[str, Any] = json.loads(
    (Path(__file__).parent.parent / "golden" / "published_figures.json").read_text(encoding="utf-8")
)


@pytest.mark.parametrize("name", example_names())
def test_every_example_has_a_title_and_notes_and_is_written_as_it_stands(name: str) -> None:
    scenario = example(name)
    assert scenario.title
    assert scenario.notes
    assert write_scenario(read_scenario(example_text(name))) == example_text(name)
    assert example_titles()[name] == scenario.title


def test_the_worked_example_comes_first() -> None:
    assert example_names()[:2] == ["mazur", "mazur_sequential"]


def test_an_unknown_example_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError, match=r'^"mazurr" is not a built-in scenario; did you mean "mazur"\?$'):
        example_text("mazurr")


@pytest.mark.parametrize("name", ["mazur", "mazur_sequential"])
def test_the_worked_example_reaches_its_error_after_training(name: str) -> None:
    run = Run(example(name))
    run.advance(10_000)
    order = run.scenario.update_order
    figures = FIGURES["mazur"]["after_training"]["published"]
    for figure in figures:
        if figure["update_order"] == order and "error" in figure["what"]:
            whole = evaluate(run.scenario, run.theta(figure["updates"]))
            assert round(whole.objective, figure["digits"]) == figure["value"], figure["what"]
        elif figure["update_order"] == order:
            outputs = evaluate(run.scenario, run.theta(figure["updates"])).outputs[0]
            assert round(outputs[int(figure["what"][5]) - 1], figure["digits"]) == figure["value"], figure["what"]


@pytest.mark.parametrize("name", ["and", "or"])
def test_the_logic_gates_start_with_the_printed_sums(name: str) -> None:
    start = run_pass(example(name))
    sums = FIGURES["logic_gates"][name.upper()]["net"]
    for row, net in zip(example(name).data.inputs, start.layer(1).z[:, 0], strict=True):
        assert net == sums[f"{row[0]:.0f}{row[1]:.0f}"]
    assert np.array_equal(np.round(start.out(1)), example(name).data.targets)


def test_the_perceptron_has_the_printed_sums_and_learns_nothing() -> None:
    scenario = example("perceptron")
    start = run_pass(scenario)
    for sample, figure in enumerate(FIGURES["perceptron"]["figures"]):
        assert scenario.data.inputs[sample].tolist() == figure["inputs"]
        assert start.layer(1).z[sample, 0] == figure["net"]
        assert start.out(1)[sample, 0] == figure["out"]
    assert start.arrays.objective > 0
    assert np.array_equal(start.theta_after, start.theta_before)


def test_the_linear_output_network_has_the_printed_cost_and_gradients() -> None:
    figures = FIGURES["linear_output_network"]
    scenario = example("square")
    start = run_pass(scenario)
    assert round(start.arrays.objective, figures["cost"]["digits"]) == figures["cost"]["value"]
    assert _column_by_column(scenario.theta).tolist() == figures["setup"]["unrolled"]
    printed = figures["unrolled_gradient"]
    slack = 1.5 * 10.0 ** -printed["digits"]
    assert _column_by_column(start.arrays.gradient) == pytest.approx(printed["values"], abs=slack, rel=0)


def _column_by_column(theta: np.ndarray) -> np.ndarray:
    """Return the parameters of 1-4-1 as the lecture unrolls them: matrix by matrix, the bias column first."""
    return np.concatenate([theta[4:8], theta[:4], theta[12:], theta[8:12]])


def test_xor_is_learnt_as_its_notes_say() -> None:
    run = Run(example("xor"))
    run.advance(300)
    outputs = evaluate(run.scenario, run.theta(300)).outputs[:, 0]
    assert [round(float(out), 2) for out in outputs] == [0.10, 0.90, 0.91, 0.08]
    assert "300 updates" in run.scenario.notes
    assert "0.10, 0.90, 0.91 and 0.08" in run.scenario.notes
