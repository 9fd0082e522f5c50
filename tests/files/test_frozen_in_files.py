"""Names of single parameters that are frozen, in scenario files."""

from __future__ import annotations

import json

import pytest

from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario


def text_of(frozen, biases="per_unit", optimizer="sgd") -> str:
    return json.dumps(
        {
            "format": "backprop-explainer scenario",
            "version": 2,
            "layers": [{"units": 2}, {"units": 2}, {"units": 1}],
            "data": {"inputs": [[1, 2]], "targets": [[0.5]]},
            "biases": biases,
            "frozen": frozen,
            "optimizer": {"name": optimizer},
        }
    )


@pytest.mark.parametrize(
    ("frozen", "biases", "indices"),
    [
        (["w2", "b_h2", "w6"], "per_unit", (1, 5, 7)),
        (["b1", "w5"], "shared", (4, 5)),
        (["w6", "w1"], "none", (0, 5)),
        (["w1"], "frozen", (0,)),
        ([], "per_unit", ()),
    ],
)
def test_names_are_read_and_written_again(frozen, biases, indices):
    scenario = read_scenario(text_of(frozen, biases))
    assert scenario.network.frozen == indices
    written = json.loads(write_scenario(scenario))
    assert sorted(written.get("frozen", [])) == sorted(frozen)
    assert written["version"] == (2 if frozen or biases == "none" else 1)
    assert read_scenario(json.dumps(written)).network == scenario.network


@pytest.mark.parametrize(
    ("frozen", "biases", "told"),
    [
        (
            ["w1", "w9"],
            "per_unit",
            'frozen[1]: "w9" is no weight or bias of this network; weights are w1 to w6, biases b_h1 …',
        ),
        (["x"], "per_unit", 'frozen[0]: "x" is no weight or bias of this network; weights are w1 to w6, biases b_h1 …'),
        (["b_h1"], "shared", 'frozen[0]: "b_h1" is no weight or bias of this network; did you mean "b1"?'),
        (["b_h1"], "frozen", 'frozen[0]: "b_h1" is frozen already, since "biases" is "frozen"'),
        (["w1", "w1"], "per_unit", 'frozen[1]: "w1" is there twice'),
        ("w1", "per_unit", "frozen: expected a list, got a text"),
        ([1], "per_unit", "frozen[0]: expected a text, got a whole number"),
    ],
)
def test_what_is_wrong_is_said_with_its_place(frozen, biases, told):
    with pytest.raises(ScenarioError) as caught:
        read_scenario(text_of(frozen, biases))
    assert str(caught.value).startswith(told)


def test_a_minimiser_needs_something_to_change():
    with pytest.raises(ScenarioError, match="frozen: nothing is left for bfgs to change"):
        read_scenario(text_of([f"w{k}" for k in range(1, 7)], "none", "bfgs"))
