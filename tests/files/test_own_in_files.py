"""Activations and losses with a formula of one's own in scenario files."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from explainer.engine.measure.gradient_check import gradient_check
from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES

SILU = {"name": "silu", "formula": "x/(1 + exp(-x))"}
SQUARE = {"name": "square", "formula": "(target - out)**2"}


def text_of(activation=SILU, loss=SQUARE, output="linear") -> str:
    return json.dumps(
        {
            "format": "backprop-explainer scenario",
            "version": 2,
            "layers": [{"units": 2}, {"units": 3, "activation": activation}, {"units": 1, "activation": output}],
            "data": {"inputs": [[1, 2]], "targets": [[0.5]]},
            "loss": loss,
        }
    )


def test_a_file_with_formulas_is_read_and_written_again():
    scenario = read_scenario(text_of())
    hidden = ACTIVATIONS[scenario.network.layers[1].activation]
    assert (hidden.name, hidden.typed, LOSSES[scenario.loss].name) == ("silu", "x/(1 + exp(-x))", "square")
    again = json.loads(write_scenario(scenario))
    assert (again["version"], again["layers"][1]["activation"], again["loss"]) == (2, SILU, SQUARE)
    assert read_scenario(json.dumps(again)).same_as(scenario)
    assert gradient_check(scenario).passed


def test_a_file_that_needs_nothing_new_is_one_of_the_first_version():
    assert json.loads(write_scenario(read_scenario(text_of("tanh", "half_squared_error"))))["version"] == 1


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"activation": {"name": "silu", "formula": "x/(1 + exp(-y))"}},
            "layers[1].activation.formula: character 13: “y” is no name in this formula; known: x, exp, log, ",
        ),
        (
            {"loss": {"name": "mine", "formula": "(target - x)**2"}},
            "loss.formula: character 11: “x” is no name in this formula; known: target, out, exp, ",
        ),
        (
            {"activation": {"name": "sigmoid", "formula": "x"}},
            'layers[1].activation.name: "sigmoid" is already the name of a function that is built in',
        ),
        (
            {"activation": {"name": "a b", "formula": "x"}},
            'layers[1].activation.name: "a b" is not a name of at most 40 letters, digits and _ after a letter',
        ),
        ({"activation": {"name": "f"}}, 'layers[1].activation: "formula" is missing'),
        (
            {"activation": {"name": "f", "formula": 3}},
            "layers[1].activation.formula: expected a text, got a whole number",
        ),
        (
            {"activation": {"name": "f", "formula": "x", "slope": "1"}},
            'layers[1].activation: "slope" is not a key here; known: name, formula',
        ),
        (
            {"output": {"name": "silu", "formula": "x"}},
            "layers[2].activation.name: “silu” has another formula elsewhere in this scenario",
        ),
        ({"activation": "silu"}, 'layers[1].activation: "silu" is not an activation; '),
        ({"activation": "silu(x) = x"}, 'layers[1].activation: "silu(x) = x" is not an activation; '),
        ({"activation": 3}, "layers[1].activation: expected a text or an object, got a whole number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(changes, told):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text_of(**changes))
    assert str(caught.value).startswith(told)


def test_a_formula_is_never_carried_out_as_a_program(tmp_path: Path):
    made = tmp_path / "made"
    for formula in (f"open('{made}', 'w')", f"__import__('pathlib').Path('{made}').touch()", "exit()", "x.__class__"):
        with pytest.raises(ScenarioError):
            read_scenario(text_of({"name": "f", "formula": formula}))
    assert not made.exists()
