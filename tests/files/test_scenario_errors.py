"""Whatever makes a scenario file unusable has a sentence of its own with the place, and nothing else comes out."""

from __future__ import annotations

import copy
import json
import tracemalloc
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples

from explainer.files.checks import ScenarioError
from explainer.files.scenario.scenario_json import read_scenario

GOOD: dict[str, Any] = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [
        {"units": 2},
        {"units": 3, "weights": [[1, 2], [3, 4], [5, 6]], "biases": [1, 2, 3]},
        {"units": 2, "activation": "tanh", "weights": [[1, 2, 3], [4, 5, 6]]},
    ],
    "init": {"scheme": "uniform", "epsilon": 0.1, "seed": 1},
    "optimizer": {"name": "momentum", "learning_rate": 0.1, "momentum": 0.5},
    "data": {"inputs": [[1, 2], [3, 4]], "targets": [[0, 1], [1, 0]]},
    "batch_size": 1,
}
Path = tuple[str | int, ...]


def changed(path: Path, value: object) -> str:
    """Return the good scenario as JSON with `value` at `path`."""
    scenario: Any = copy.deepcopy(GOOD)
    item = scenario
    for key in path[:-1]:
        item = item[key]
    item[path[-1]] = value
    return json.dumps(scenario)


def sentence(content: str | bytes) -> str:
    with pytest.raises(ScenarioError) as caught:
        read_scenario(content)
    return str(caught.value)


CASES: list[tuple[Path, object, str]] = [
    (("format",), "other", 'format: not a scenario of this program, which says "backprop-explainer scenario"'),
    (("version",), 3, "version: made by a newer version of this program; this one reads versions 1 to 2"),
    (("version",), 0, "version: there is no such version; this program reads versions 1 to 2"),
    (("version",), "1", "version: expected a whole number, got a text"),
    (("title",), 3, "title: expected a text, got a whole number"),
    (("title",), "\ud800", "title: the text has half a character (a lone surrogate) in it"),
    (("lerning_rate",), 1, '"lerning_rate" is not a key here; known: '),
    (("bach_size",), 1, '"bach_size" is not a key here; did you mean "batch_size"?'),
    (("layers",), {}, "layers: expected a list, got an object"),
    (("layers",), [], "layers: expected at least an input layer and an output layer, got 0"),
    (("layers",), [{"units": 2}], "layers: expected at least an input layer and an output layer, got 1"),
    (("layers", 1), 3, "layers[1]: expected an object, got a whole number"),
    (("layers", 1), {}, 'layers[1]: "units" is missing'),
    (("layers", 1, "unit"), 3, 'layers[1]: "unit" is not a key here; did you mean "units"?'),
    (("layers", 1, "units"), 0, "layers[1].units: expected a whole number from 1 up"),
    (("layers", 1, "units"), 2.5, "layers[1].units: expected a whole number, got a number"),
    (("layers", 1, "units"), True, "layers[1].units: expected a whole number, got true or false"),
    (("layers", 1, "units"), 10**12, "layers: more than the 5,000,000 weights and biases that a network may have"),
    (("layers", 0, "units"), 10**4000, "layers: more than the 5,000,000 weights and biases that a network may have"),
    (("layers", 0, "activation"), "tanh", "layers[0].activation: the first layer is the input and has none"),
    (("layers", 0, "weights"), [[1]], "layers[0].weights: the first layer is the input and has none"),
    (
        ("layers", 1, "activation"),
        "sigmiod",
        'layers[1].activation: "sigmiod" is not an activation; did you mean "sigmoid"?',
    ),
    (("layers", 2, "weights"), [[1, 2], [3, 4]], "layers[2].weights: expected 2 rows of 3 numbers, got 2 rows of 2"),
    (("layers", 2, "weights"), [[1, 2, 3]], "layers[2].weights: expected 2 rows of 3 numbers, got 1 row of 3"),
    (("layers", 2, "weights"), [], "layers[2].weights: expected 2 rows of 3 numbers, got no rows"),
    (("layers", 2, "weights"), [[1, 2, 3], [4]], "layers[2].weights[1]: expected 3 numbers, got 1"),
    (("layers", 2, "weights"), [[1, 2, 3], [4], [5]], "layers[2].weights: expected 2 rows of 3 numbers, got 3 rows of"),
    (("layers", 2, "weights"), [1, 2], "layers[2].weights[0]: expected a list, got a whole number"),
    (("layers", 2, "weights"), None, "layers[2].weights: expected a list, got null"),
    (("layers", 2, "weights"), [[1, 2, 3], [4, "5", 6]], "layers[2].weights[1][1]: expected a number, got a text"),
    (("layers", 2, "weights"), [[1, 2, 3], [4, True, 6]], "layers[2].weights[1][1]: expected a number, got true or"),
    (("layers", 2, "weights"), [[1, 2, 3], [4, 5, 10**400]], "layers[2].weights[1][2]: the number is too large"),
    (("layers", 2, "weights"), [[1, 2, 3], [4, 5, float("nan")]], "layers[2].weights[1][2]: the number is not finite"),
    (("layers", 1, "biases"), [1, 2], "layers[1].biases: expected 3 numbers, got 2"),
    (("layers", 1, "biases"), [1, 2, float("inf")], "layers[1].biases[2]: the number is not finite"),
    (("layers", 2), {"units": 2, "biases": [0, 0]}, "layers[2].biases: biases need the layer's weights beside them"),
    (("biases",), "none", 'layers[1].biases: this network has none, since "biases" is "none"'),
    (("biases",), "shared", "layers[1].biases: shared biases must be equal within a layer"),
    (("biases",), "froze", 'biases: "froze" is not a rule for biases; did you mean "frozen"?'),
    (("layers", 0, "names"), ["a"], "layers[0].names: expected 2 names, got 1"),
    (("layers", 0, "names"), ["a", 1], "layers[0].names[1]: expected a text, got a whole number"),
    (("init",), [], "init: expected an object, got a list"),
    (("init", "scheme"), "xaver", 'init.scheme: "xaver" is not a way to draw weights; did you mean "xavier"?'),
    (("init", "seed"), -1, "init.seed: expected a whole number from 0 to 9223372036854775807"),
    (("init", "epsilon"), -0.5, "init.epsilon: expected a number not below 0, got -0.5"),
    (("init", "eps"), 1, 'init: "eps" is not a key here; '),
    (("seed",), 2**63, "seed: expected a whole number from 0 to 9223372036854775807"),
    (("loss",), "squared", "loss: "),
    (("reduction",), "men", 'reduction: "men" is not a reduction; did you mean "mean"?'),
    (("update_order",), "", 'update_order: "" is not an update order; known: simultaneous, sequential'),
    (("optimizer", "name"), "sdg", 'optimizer.name: "sdg" is not an optimizer; did you mean "sgd"?'),
    (("optimizer", "name"), 1, "optimizer.name: expected a text, got a whole number"),
    (("optimizer", "momentun"), 1, 'optimizer: "momentun" is not a key here; did you mean "momentum"?'),
    (("optimizer", "learning_rate"), -1, "optimizer.learning_rate: expected a number not below 0, got -1"),
    (("optimizer", "learning_rate"), None, "optimizer.learning_rate: expected a number, got null"),
    (("optimizer", "learning_rate"), float("inf"), "optimizer.learning_rate: the number is not finite"),
    (("optimizer",), {"name": "sgd", "momentum": 0.9}, 'optimizer: "momentum" is not a key here; '),
    (("l1",), -1, "l1: expected a number not below 0, got -1"),
    (("l2",), float("nan"), "l2: the number is not finite"),
    (("dropout",), 1, "dropout: expected a number below 1, got 1"),
    (("dropout",), 1, "dropout: expected a number below 1, got 1"),
    (("batch_size",), 0, "batch_size: expected a whole number from 1 up"),
    (("batch_size",), "all", "batch_size: expected a whole number or null, got a text"),
    (("shuffle",), 1, "shuffle: expected true or false, got a whole number"),
    (("data",), [], "data: expected an object, got a list"),
    (("data",), {}, 'data: "inputs" is missing'),
    (("data", "scale"), "minmaks", 'data.scale: "minmaks" is not a scale; did you mean "minmax"?'),
    (("data", "scale"), 1, "data.scale: expected a text or an object, got a whole number"),
    (
        ("data",),
        {"inputs": [[0, 1e200]], "targets": [[0, 1]], "scale": "minmax"},
        "data.scale: an input is beyond 1e+150",
    ),
    (("data", "test_fraction"), 1, "data.test_fraction: expected a number below 1, got 1"),
    (("data", "test_fraction"), -0.1, "data.test_fraction: expected a number not below 0, got -0.1"),
    (("data", "test_fraction"), float("nan"), "data.test_fraction: the number is not finite"),
    (("data", "test_fraction"), "0.1", "data.test_fraction: expected a number, got a text"),
    (("data",), {"generatr": "xor"}, 'data: "generatr" is not a key here; did you mean "generator"?'),
    (("data",), {"generator": 1}, "data.generator: expected a text, got a whole number"),
    (("data",), {"generator": "moon"}, 'data.generator: "moon" is not a generator; did you mean "moons"?'),
    (("data",), {"generator": "xor", "inputs": [[1]]}, 'data: "inputs" is not a key here; known: '),
    (("data",), {"generator": "xor", "sample": 3}, 'data: "sample" is not a key here; did you mean "samples"?'),
    (("data",), {"generator": "xor", "samples": 0}, "data.samples: expected a whole number from 1 up"),
    (("data",), {"generator": "xor", "samples": 2.5}, "data.samples: expected a whole number, got a number"),
    (("data",), {"generator": "xor", "samples": None}, "data.samples: expected a whole number, got null"),
    (("data",), {"generator": "xor", "samples": 10**18}, "data.samples: that would be more than the 20,000,000 "),
    (("data",), {"generator": "xor", "samples": 5_000_001}, "data.samples: that would be more than the 20,000,000 "),
    (("data",), {"generator": "xor", "noise": -0.1}, "data.noise: expected a number not below 0, got -0.1"),
    (("data",), {"generator": "xor", "noise": float("inf")}, "data.noise: the number is not finite"),
    (("data",), {"generator": "xor", "noise": 1e300}, "data.noise: expected a number below 1e+300, got 1e+300"),
    (("data",), {"generator": "xor", "seed": -1}, "data.seed: expected a whole number from 0 to 9223372036854775807"),
    (("data",), {"generator": "sine"}, "data.generator: sine has 1 input and needs 1 input unit, the network has 2"),
    (
        ("data",),
        {"builtin": "digit"},
        'data.builtin: "digit" is not a data set of this program; did you mean "digits"?',
    ),
    (("data",), {"builtin": "digits", "noise": 1}, 'data: "noise" is not a key here; known: '),
    (
        ("data",),
        {"builtin": "digits"},
        "data.builtin: the digits have 64 inputs and need 64 input units, the network has",
    ),
    (
        ("data",),
        {"csv": 1, "inputs": ["a", "b"], "targets": ["c", "d"]},
        "data.csv: expected a text, got a whole number",
    ),
    (("data",), {"csv": "a.csv", "inputs": ["a", "b"]}, 'data: "targets" is missing'),
    (("data",), {"csv": "a.csv", "inputs": ["a", 2], "targets": ["y"]}, "data.inputs[1]: expected a text, got a whole"),
    (
        ("data",),
        {"csv": "a.csv", "inputs": ["a", "b", "c"], "targets": ["y"]},
        "data.inputs: expected 2 columns, one for each input unit, got 3",
    ),
    (
        ("data",),
        {"csv": "a.csv", "inputs": ["a", "b"], "targets": ["y"]},
        "data.targets: expected 2 columns, one for each output unit, got 1",
    ),
    (
        ("data",),
        {"csv": "a.csv", "inputs": ["a", "a"], "targets": ["y", "z"]},
        'data.inputs: the column "a" is there more than once',
    ),
    (("data", "inputs"), [], "data.inputs: expected at least one sample, got none"),
    (("data", "inputs", 1), [1, 2, 3], "data.inputs[1]: expected 2 numbers, got 3"),
    (("data", "targets"), [[0], [1]], "data.targets: expected 2 rows of 2 numbers, got 2 rows of 1"),
    (("data", "targets"), [[0, 1]], "data.targets: expected 2 rows, one for each sample, got 1"),
    (("data", "target"), [[0, 1]], 'data: "target" is not a key here; did you mean "targets"?'),
]


def test_the_scenario_that_the_cases_change_is_good() -> None:
    assert read_scenario(json.dumps(GOOD)).data.samples == 2


@pytest.mark.parametrize(("path", "value", "expected"), CASES, ids=[case[2] for case in CASES])
def test_what_is_wrong_is_said_with_its_place(path: Path, value: object, expected: str) -> None:
    assert sentence(changed(path, value)).startswith(expected)


@pytest.mark.parametrize("key", ["format", "version", "layers", "data"])
def test_a_missing_part_is_named(key: str) -> None:
    assert sentence(json.dumps({k: v for k, v in GOOD.items() if k != key})) == f'"{key}" is missing'


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "the file is empty"),
        (b" \n", "the file is empty"),
        (b'{\n "format": 1,,\n}', "not JSON: line 2, column 14: expecting property name enclosed in double quotes"),
        (b"\x89PNG\r\n", "not a text in UTF-8: byte 1 cannot be read as such"),
        ('{"a": 1}'.encode("utf-16"), "not a text in UTF-8: byte 1 cannot be read as such"),
        (b"\x00\x00", "not JSON: line 1, column 1: expecting value"),
        (b"[]", "expected an object, got a list"),
        (b"null", "expected an object, got null"),
        (b"[" * 100_000, "not a scenario: its brackets are nested too deeply"),
        (b'{"seed": ' + b"9" * 5000 + b"}", "not a scenario: a whole number in it has too many digits"),
        (b'{"seed": 1, "l2": 0, "seed": 2}', 'the key "seed" is there more than once in the same object'),
        (b" " * (64 * 2**20 + 1), "the file is larger than the 64 MiB that a scenario may have"),
        (b"," * 25_000_001, "more than 25,000,000 numbers are too many for a scenario"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_what_is_no_scenario_at_all_is_refused(content: bytes, expected: str) -> None:
    assert sentence(content) == expected


def test_numbers_beyond_float64_are_not_finite() -> None:
    text = changed(("l2",), 12345).replace("12345", "1e999")
    assert sentence(text) == "l2: the number is not finite"


def test_the_name_of_the_file_comes_first() -> None:
    with pytest.raises(ScenarioError, match=r"^points\.json: the file is empty$"):
        read_scenario("", "points.json")


def read_or_refused(content: str) -> None:
    """Fail unless `content` is a scenario or refused in one line."""
    try:
        scenario = read_scenario(content)
    except ScenarioError as refusal:
        problem = str(refusal)
    else:
        problem = "none"
        assert scenario.theta.size == scenario.network.size
    assert problem.isprintable()


def paths(value: object, here: Path = ()) -> list[Path]:
    """Return the path of every part of a JSON value."""
    parts = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    return [path for key, part in parts for path in [(*here, key), *paths(part, (*here, key))]]


ANY_JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=6)
    | st.sampled_from([10**400, -1, 10**12, "sgd", "shared", "i1", "net_h1"]),
    lambda part: st.lists(part, max_size=3) | st.dictionaries(st.text(max_size=6), part, max_size=3),
    max_leaves=6,
)


@examples(100)
@given(st.sampled_from(paths(GOOD)), ANY_JSON)
def test_a_scenario_with_anything_in_any_place_is_read_or_refused(path: Path, value: object) -> None:
    read_or_refused(changed(path, value))


@examples(50)
@given(st.binary() | st.text())
def test_arbitrary_content_is_refused(content: bytes | str) -> None:
    assert sentence(content)


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b"[" + b"{}," * 20_000_000, "100,000 objects"),
        (b"[" + b"[]," * 20_000_000, "4,000,000 lists"),
        (b"[" + b'"",' * 20_000_000, "2,000,000 texts"),
    ],
    ids=["objects", "lists", "texts"],
)
def test_what_would_fill_memory_is_counted_before_it_is_decoded(content: bytes, what: str) -> None:
    tracemalloc.start()
    try:
        with pytest.raises(ScenarioError, match=f"^more than {what} are too many for a scenario$"):
            read_scenario(content)
        assert tracemalloc.get_traced_memory()[1] < 3 * len(content)
    finally:
        tracemalloc.stop()
