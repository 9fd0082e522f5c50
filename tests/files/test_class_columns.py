"""A column of classes, as words or numbers, becomes one output for each class."""

from __future__ import annotations

import json

import pytest

from explainer.files.checks import ScenarioError
from explainer.files.locate import load_file
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario

WORDS = "size,weight,kind\n1,2,plum\n3,4,apple\n5,6,Pear\n7,8,plum\n"
NUMBERS = "size,weight,kind\n1,2,10\n3,4,2\n5,6,2.0\n7,8,-1\n"


def scenario_in(folder, table, outputs=3, **members):
    (folder / "table.csv").write_text(table)
    data = {"csv": "table.csv", "inputs": ["size", "weight"], "targets": ["kind"], "classes": True} | members
    file = folder / "scenario.json"
    file.write_text(
        json.dumps(
            {
                "format": "backprop-explainer scenario",
                "version": 2,
                "layers": [{"units": 2}, {"units": outputs, "activation": "softmax"}],
                "data": data,
                "loss": "categorical_cross_entropy",
            }
        )
    )
    return load_file(file)


@pytest.mark.parametrize(
    ("table", "classes", "targets"),
    [
        (WORDS, ("apple", "Pear", "plum"), [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]),
        (NUMBERS, ("-1", "2", "10"), [[0, 0, 1], [0, 1, 0], [0, 1, 0], [1, 0, 0]]),
        (
            NUMBERS.replace("10", "ten"),
            ("-1", "2", "2.0", "ten"),
            [[0, 0, 0, 1], [0, 1, 0, 0], [0, 0, 1, 0], [1, 0, 0, 0]],
        ),
        (WORDS.replace(",", ";"), ("apple", "Pear", "plum"), [[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 0, 1]]),
    ],
)
def test_classes_are_outputs_in_their_order(tmp_path, table, classes, targets):
    scenario = scenario_in(tmp_path, table, len(classes))
    assert scenario.data.classes == classes
    assert scenario.data.targets.tolist() == targets
    assert scenario.data.inputs.tolist() == [[1, 2], [3, 4], [5, 6], [7, 8]]


def test_the_order_is_kept_in_the_file(tmp_path):
    scenario = scenario_in(tmp_path, WORDS, classes=["plum", "apple", "Pear"])
    assert scenario.data.targets.tolist() == [[1, 0, 0], [0, 1, 0], [0, 0, 1], [1, 0, 0]]
    written = json.loads(write_scenario(scenario))
    assert (written["version"], written["data"]["classes"]) == (2, ["plum", "apple", "Pear"])
    again = read_scenario(json.dumps(written))
    assert again.same_as(scenario)
    assert again.data.classes == ("plum", "apple", "Pear")


@pytest.mark.parametrize(
    ("table", "members", "told"),
    [
        (WORDS, {"targets": ["kind", "size"]}, "data.targets: classes are in one column, which is no input"),
        (WORDS, {"targets": ["size"]}, "data.targets: classes are in one column, which is no input"),
        (WORDS, {"inputs": ["size"]}, "data.inputs: expected 2 columns, one for each input unit, got 1"),
        (WORDS.replace("plum", "apple"), {}, 'column "kind": there are 2 classes in it, and 3 output units: an output'),
        (WORDS, {"classes": ["plum", "fig", "kiwi"]}, 'column "kind": "apple" is none of the classes plum, fig, kiwi'),
        (WORDS.replace("Pear", ""), {}, 'line 4, column "kind": the cell is empty'),
        (WORDS, {"classes": False}, 'got 1; one column that names classes needs "classes": true'),
        (WORDS, {"classes": "yes"}, "data.classes: expected "),
        (WORDS, {"targets": ["sort"]}, '"sort" is not the name of a column'),
    ],
)
def test_what_makes_no_classes_is_refused_with_its_place(tmp_path, table, members, told):
    with pytest.raises(ScenarioError) as caught:
        scenario_in(tmp_path, table, **members)
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
