"""Every form of `data` in a scenario: where its numbers come from, how they are prepared, and how it is written."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from nets import network, scenario_text

from explainer.engine.scenario.data import Data
from explainer.files.checks import ScenarioError
from explainer.files.data.csv_table import CsvTable
from explainer.files.data.digits import digits
from explainer.files.data.generators import GENERATORS
from explainer.files.data.table_data import data_from_table
from explainer.files.locate import load, load_file
from explainer.files.scenario.scenario_json import read_scenario
from explainer.files.scenario.scenario_text import write_scenario

POINTS = "x1,x2,kind,y\n0,1,a,1\n2,3,b,0\n4,5,c,1\n6,7,d,0\n"
CSV = {"csv": "points.csv", "inputs": ["x2", "x1"], "targets": ["y"]}
ROWS = {"inputs": [[1, 0], [3, 2], [5, 4], [7, 6]], "targets": [[1], [0], [1], [0]]}


def data(members: object, inputs: int = 2, outputs: int = 1, **more: object) -> Data:
    return read_scenario(scenario_text(members, inputs, outputs, **more)).data


def sentence(members: object, inputs: int = 2, outputs: int = 1, folder: Path | None = None) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(scenario_text(members, inputs, outputs), "", folder or Path())
    return str(caught.value)


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A folder with a table."""
    (tmp_path / "points.csv").write_text(POINTS)
    return tmp_path


def test_a_csv_lies_beside_its_scenario(course: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (course / "mine.json").write_text(scenario_text(CSV))
    expected = data(ROWS)
    assert load_file(course / "mine.json").data.same_as(expected)
    monkeypatch.chdir(course.parent)
    assert load(f"{course.name}/mine.json").data.same_as(expected)
    monkeypatch.chdir(course)
    assert load("mine.json").data.same_as(expected)


def test_a_csv_of_a_scenario_without_a_file_lies_in_the_current_folder(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(course)
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(scenario_text(CSV).encode())))
    assert load("-").data.same_as(data(ROWS))
    assert data(CSV).same_as(data(ROWS))


def test_a_csv_with_its_whole_path(course: Path) -> None:
    assert data(CSV | {"csv": str(course / "points.csv")}).same_as(data(ROWS))


def test_a_column_may_be_input_and_target(course: Path) -> None:
    same = data({"csv": str(course / "points.csv"), "inputs": ["x1", "y"], "targets": ["y"]})
    assert np.array_equal(same.inputs[:, 1:], same.targets)


@pytest.mark.parametrize(
    ("members", "expected"),
    [
        ({"inputs": ["x1", "kind"]}, 'data.csv: points.csv, line 2, column "kind": "a" is not a number'),
        (
            {"targets": ["x_2"]},
            'data.csv: points.csv, line 1: "x_2" is not the name of a column; did you mean "x2"?',
        ),
        ({"csv": ""}, "data.csv: "),
        ({"csv": "no.csv"}, "data.csv: there is no file "),
        ({"csv": "no/points.csv"}, "data.csv: there is no file "),
        ({"csv": "/dev/zero"}, 'data.csv: "/dev/zero" is a device or a pipe, not a file'),
        ({"csv": "a\0b"}, "data.csv: "),
        ({"csv": "\ud800"}, "data.csv: "),
        ({"csv": "x" * 5000}, "data.csv: "),
    ],
)
def test_what_is_wrong_with_a_csv_has_its_place(course: Path, members: dict[str, object], expected: str) -> None:
    assert sentence(CSV | members, folder=course).startswith(expected)


def test_a_table_of_a_person_becomes_data() -> None:
    table = CsvTable(("a", "b", "c"), np.array([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]))
    mine = data_from_table(table, ["c", "a"], ["b"], network(2, 1))
    assert (mine.inputs.tolist(), mine.targets.tolist()) == ([[3, 1], [6, 4]], [[2], [5]])
    with pytest.raises(ScenarioError, match=r'^"d" is not the name of a column; known: a, b, c$'):
        data_from_table(table, ["c", "d"], ["b"], network(2, 1))


def test_the_digits_are_those_of_the_collection() -> None:
    """Known of the collection: its size, how often each digit is in it, the range, and its first picture, a zero."""
    everything = data({"builtin": "digits"}, 64, 10)
    assert everything.inputs.shape == (1797, 64)
    assert set(everything.inputs.ravel()) == set(range(17))
    assert everything.targets.sum(0).tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    assert set(everything.targets.sum(1)) == {1}
    assert everything.targets[:10].tolist() == np.eye(10).tolist()
    assert everything.inputs[0].reshape(8, 8)[:3].tolist() == [
        [0, 0, 5, 13, 9, 1, 0, 0],
        [0, 0, 13, 15, 10, 15, 5, 0],
        [0, 3, 15, 2, 0, 11, 8, 0],
    ]
    assert everything.inputs.sum() + (everything.targets @ np.arange(10)).sum() == 569_788


def test_the_digits_are_read_once() -> None:
    assert digits(network(64, 10)).inputs is digits(network(64, 10)).inputs
    assert not digits(network(64, 10)).inputs.flags.writeable


@pytest.mark.parametrize(
    ("inputs", "outputs", "expected"),
    [
        (63, 10, "data.builtin: the digits have 64 inputs and need 64 input units, the network has 63"),
        (64, 1, "data.builtin: the digits have 10 classes and need 10 output units, the network has 1"),
    ],
)
def test_a_network_for_the_digits_has_the_units(inputs: int, outputs: int, expected: str) -> None:
    assert sentence({"builtin": "digits"}, inputs, outputs) == expected


FORMS: list[tuple[dict[str, Any], int, int]] = [
    (ROWS, 2, 1),
    ({"builtin": "digits"}, 64, 10),
    *(({"generator": name, "samples": 20, "noise": 0.1}, GENERATORS[name].inputs, 1) for name in GENERATORS),
    ({"generator": "blobs", "samples": 30, "seed": 2**62}, 2, 7),
]


@pytest.mark.parametrize(("members", "inputs", "outputs"), FORMS, ids=[str(form[0])[:40] for form in FORMS])
@pytest.mark.parametrize("prepared", [{}, {"scale": "standard"}, {"scale": "minmax", "test_fraction": 0.25}])
def test_every_form_is_read_prepared_and_written(
    members: dict[str, Any], inputs: int, outputs: int, prepared: dict[str, Any]
) -> None:
    scenario = read_scenario(scenario_text(members | prepared, inputs, outputs, seed=5))
    written = write_scenario(scenario)
    assert read_scenario(written).same_as(scenario)
    assert write_scenario(read_scenario(written)) == written
    part = json.loads(written)["data"]
    assert part.items() >= prepared.items()
    assert part.keys() - prepared.keys() == (
        {"generator", "samples", "noise", "seed"} if "samples" in part else members.keys()
    )
    mine = scenario.data
    assert (mine.scale, mine.seed) == (prepared.get("scale", "none"), 5)
    assert len(mine.test.rows) == round(prepared.get("test_fraction", 0) * len(mine.inputs))
    if mine.scale == "minmax":
        assert (mine.training.inputs.min(), mine.training.inputs.max()) == (0, 1)


def test_the_seed_of_the_scenario_draws_the_test_part() -> None:
    parts = [data(ROWS | {"test_fraction": 0.5}, seed=seed).test.rows.tolist() for seed in range(20)]
    assert len({tuple(part) for part in parts}) > 1


def test_numbers_of_a_csv_are_written_out_for_a_path_breaks_elsewhere(course: Path) -> None:
    scenario = read_scenario(scenario_text(CSV | {"scale": "standard"}), "", course)
    assert json.loads(write_scenario(scenario))["data"] == ROWS | {"scale": "standard"}
    assert read_scenario(write_scenario(scenario)).same_as(scenario)


def test_a_changed_number_makes_the_data_its_own() -> None:
    scenario = read_scenario(scenario_text({"generator": "xor", "test_fraction": 0.5}))
    changed = scenario.with_data(scenario.data.with_input(0, 0, 9))
    part = json.loads(write_scenario(changed))["data"]
    assert part["inputs"] == [[9, 0], [0, 1], [1, 0], [1, 1]]
    assert part["test_fraction"] == 0.5
    assert read_scenario(write_scenario(changed)).same_as(changed)


ANY = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from(["xor", "blobs", "digits", "points.csv", "x1", "y", "standard", 10**18, -1, 0.5, 10**400]),
    lambda part: st.lists(part, max_size=3),
    max_leaves=5,
)
KEYS = ["csv", "generator", "builtin", "inputs", "targets", "samples", "noise", "seed", "scale", "test_fraction"]


@given(ANY | st.dictionaries(st.sampled_from(KEYS) | st.text(max_size=4), ANY, max_size=5))
def test_anything_as_data_is_read_or_refused(members: object) -> None:
    try:
        problem = "none" if data(members).samples else "no samples"
    except ScenarioError as refusal:
        problem = str(refusal)
    assert problem.isprintable()


@given(
    st.sampled_from(["xor", "blobs", "moons"]),
    st.fixed_dictionaries(
        {},
        optional={
            "samples": st.integers(-1, 50),
            "noise": st.floats(-1, 1e6),
            "seed": st.integers(-1, 2**64),
            "scale": st.sampled_from(["none", "standard", "minmax"]),
            "test_fraction": st.floats(-0.1, 1.1),
        },
    ),
)
def test_a_generator_with_any_settings_is_read_or_refused(name: str, settings: dict[str, Any]) -> None:
    try:
        mine = data({"generator": name, **settings})
    except ScenarioError as refusal:
        problem = str(refusal)
    else:
        problem = "data.fine"
        assert np.all(np.isfinite(mine.training.inputs))
    assert problem.startswith("data.")


def scaled(scale, **members):
    scenario = {
        "format": "backprop-explainer scenario",
        "version": 2,
        "layers": [{"units": 2}, {"units": 1}],
        "data": {"inputs": [[0, 8], [16, -4]], "targets": [[0], [1]], "scale": scale},
        **members,
    }
    return read_scenario(json.dumps(scenario))


def test_inputs_can_be_divided_by_one_number():
    scenario = scaled({"divide": 16})
    assert scenario.data.training.inputs.tolist() == [[0, 0.5], [1, -0.25]]
    assert scenario.data.inputs.tolist() == [[0, 8], [16, -4]]
    written = json.loads(write_scenario(scenario))
    assert (written["data"]["scale"], written["version"]) == ({"divide": 16}, 2)
    assert read_scenario(json.dumps(written)).same_as(scenario)
    assert not scaled({"divide": 8}).same_as(scenario)


@pytest.mark.parametrize(
    ("scale", "told"),
    [
        ({"divide": 0}, "data.scale.divide: expected a number whose size is from 1e-150 to 1e+150, got 0"),
        ({"divide": 1e200}, "data.scale.divide: expected a number whose size is from "),
        ({"divide": "16"}, "data.scale.divide: expected a number, got a text"),
        ({"by": 16}, 'data.scale: "by" is not a key here; known: divide'),
        ({}, 'data.scale: "divide" is missing'),
        ("divide", 'data.scale: "divide" is not a scale; '),
        (16, "data.scale: expected a text or an object, got a whole number"),
    ],
)
def test_what_cannot_divide_is_refused(scale, told):
    with pytest.raises(ScenarioError) as caught:
        scaled(scale)
    assert str(caught.value).startswith(told)
