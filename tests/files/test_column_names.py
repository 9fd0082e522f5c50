"""Inputs from a table are called as its columns are."""

from __future__ import annotations

import json

import pytest

from explainer.files.scenario.scenario_json import read_scenario


def inputs(folder, columns, **first):
    header = ",".join([*columns, "y"])
    (folder / "points.csv").write_text(f"{header}\n1,2,0\n3,4,1\n")
    scenario = {
        "format": "backprop-explainer scenario",
        "version": 1,
        "layers": [{"units": 2, **first}, {"units": 1}],
        "data": {"csv": "points.csv", "inputs": columns, "targets": ["y"]},
    }
    return read_scenario(json.dumps(scenario), folder=folder).network.layers[0].names


@pytest.mark.parametrize(
    ("columns", "names"),
    [
        (["age", "height"], ("age", "height")),
        (["petal length (cm)", "petal width (cm)"], ("petal_length_cm", "petal_width_cm")),
        (["w1", "height"], ("i1", "i2")),  # a weight has that name
        (["1", "2"], ("i1", "i2")),
        (["a b", "a-b"], ("i1", "i2")),
    ],
)
def test_columns_name_the_inputs_where_they_can(tmp_path, columns, names):
    assert inputs(tmp_path, columns) == names


def test_names_that_are_given_stay(tmp_path):
    assert inputs(tmp_path, ["age", "height"], names=["p", "q"]) == ("p", "q")
