"""A formula that has no value at some number is named where a run ends there."""

from __future__ import annotations

import json

import pytest

from explainer.engine.run.not_finite import formula_without_value
from explainer.engine.run.run import Run
from explainer.files.scenario.scenario_json import read_scenario


def run_of(activation="tanh", loss="half_squared_error", rate=0.1, target=0.5):
    scenario = {
        "format": "backprop-explainer scenario",
        "version": 2,
        "layers": [
            {"units": 1},
            {"units": 2, "activation": activation, "weights": [[1], [-2]], "biases": [0, 0.5]},
            {"units": 1, "activation": "linear", "weights": [[1, 1]], "biases": [0]},
        ],
        "data": {"inputs": [[1]], "targets": [[target]]},
        "loss": loss,
        "optimizer": {"name": "sgd", "learning_rate": rate},
    }
    run = Run(read_scenario(json.dumps(scenario)))
    run.advance(200)
    return run


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        (
            {"activation": {"name": "root", "formula": "sqrt(x)"}},
            "the formula of root has no finite value for net input -1.5 of h2 in layer 2",
        ),
        (
            {"loss": {"name": "entropy", "formula": "-target*log(out)"}},
            "the formula of entropy has no finite value for output -0.143554 and target 0.5 of o1 in layer 3",
        ),
        (
            {"activation": {"name": "root", "formula": "sqrt(abs(x - 1))"}},
            "the slope of root has no finite value for net input 1 of h1 in layer 2",
        ),
        (
            {"loss": {"name": "distance", "formula": "sqrt(abs(target - out))"}, "target": 1.0, "activation": "step"},
            "the slope of distance has no finite value for output 1 and target 1 of o1 in layer 3",
        ),
        ({"activation": "linear", "rate": 100.0}, None),
    ],
)
def test_where_a_run_ends_the_formula_is_named(settings, told):
    run = run_of(**settings)
    assert run.stopped is not None
    found = formula_without_value(run)
    assert (found and found.sentence()) == told
