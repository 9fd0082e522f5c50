"""Whatever is wrong with a scenario, its data or the words of a command: status 2, one line that names the place,
nothing on standard output, and no file."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from explainer.app.command_line import main

GOOD: dict[str, Any] = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [
        {"units": 2},
        {"units": 3, "activation": "tanh", "weights": [[1, 2], [3, 4], [5, 6]], "biases": [1, 2, 3]},
        {"units": 1, "weights": [[1, 2, 3]]},
    ],
    "data": {"inputs": [[1, 2], [3, 4]], "targets": [[0], [1]]},
}
POINTS = "x1,x2,y\n1,2,0\n3,4,1\n"
CSV = {"csv": "points.csv", "inputs": ["x1", "x2"], "targets": ["y"]}
CIRCLES = {"generator": "circles", "samples": 20, "noise": 0.1, "seed": 0}
SOFTMAX = {"units": 2, "activation": "softmax"}
REMOVED = object()

BROKEN_SCENARIOS: list[tuple[str, dict[str, Any], str]] = [
    ("no format", {"format": REMOVED}, "format"),
    ("another format", {"format": "onnx"}, "format"),
    ("no version", {"version": REMOVED}, "version"),
    ("newer version", {"version": 3}, "newer version"),
    ("version is a text", {"version": "one"}, "version"),
    ("no layers", {"layers": REMOVED}, "layers"),
    ("one layer", {"layers": [{"units": 2}]}, "layers"),
    ("layers without end", {"layers": [{"units": 1}] * 10_000}, "layers: more than the 1,000 layers"),
    ("no data", {"data": REMOVED}, "data"),
    ("unknown key", {"optimiser": {}}, 'did you mean "optimizer"'),
    ("no units", {"layers.1": {}}, "layers[1]"),
    ("zero units", {"layers.1.units": 0}, "layers[1].units"),
    ("negative units", {"layers.0.units": -2}, "layers[0].units"),
    ("half a unit", {"layers.1.units": 2.5}, "layers[1].units"),
    ("a million million units", {"layers.1.units": 10**12}, "5,000,000"),
    ("digits without end", {"layers.1.units": 10**400}, ""),
    ("activation of the input", {"layers.0.activation": "tanh"}, "layers[0].activation"),
    ("unknown activation", {"layers.1.activation": "sigmoyd"}, 'did you mean "sigmoid"'),
    ("rows missing", {"layers.1.weights": [[1, 2]]}, "layers[1].weights: expected 3 rows of 2 numbers"),
    ("columns missing", {"layers.1.weights": [[1], [2], [3]]}, "layers[1].weights"),
    ("ragged weights", {"layers.1.weights": [[1, 2], [3], [5, 6]]}, "layers[1].weights[1]"),
    ("weight is a text", {"layers.1.weights": [[1, 2], [3, "4"], [5, 6]]}, "layers[1].weights[1][1]"),
    ("weight is null", {"layers.1.weights": [[1, 2], [3, None], [5, 6]]}, "layers[1].weights[1][1]"),
    ("weight is not finite", {"layers.1.weights": [[1, 2], [3, float("nan")], [5, 6]]}, "layers[1].weights[1][1]"),
    ("bias is infinite", {"layers.1.biases": [1, float("inf"), 3]}, "layers[1].biases[1]"),
    ("biases of another size", {"layers.1.biases": [1]}, "layers[1].biases"),
    ("biases alone", {"layers.1.weights": REMOVED}, "layers[1].biases"),
    ("unequal shared biases", {"biases": "shared"}, "layers[1].biases"),
    ("unknown bias rule", {"biases": "per_layer"}, "biases"),
    ("names too few", {"layers.0.names": ["x"]}, "layers[0].names"),
    ("name twice", {"layers.0.names": ["x", "x"]}, "layers[0].names[1]"),
    ("name of a parameter", {"layers.0.names": ["w1", "x"]}, "layers[0].names[0]"),
    ("name of a function", {"layers.0.names": ["exp", "x"]}, "layers[0].names[0]"),
    ("name of a quantity of dropout", {"layers.0.names": ["keep_h1", "x"]}, "layers[0].names[0]"),
    ("name with a space", {"layers.0.names": ["a b", "x"]}, "layers[0].names[0]"),
    ("unknown loss", {"loss": "mse"}, "loss"),
    ("softmax with squared error", {"layers.2": SOFTMAX, "data.targets": [[0, 1], [1, 0]]}, "loss"),
    ("softmax inside", {"layers.1.activation": "softmax"}, "layers[1].activation"),
    (
        "cross-entropy of a tanh",
        {"loss": "binary_cross_entropy", "layers.2.activation": "tanh"},
        "layers[2].activation",
    ),
    ("cross-entropy without softmax", {"loss": "categorical_cross_entropy"}, "layers[2].activation"),
    ("target above 1", {"loss": "binary_cross_entropy", "data.targets": [[0], [2]]}, "data.targets[1][0]"),
    (
        "shares that are not 1",
        {"loss": "categorical_cross_entropy", "layers.2": SOFTMAX, "data.targets": [[0, 1], [1, 1]]},
        "data.targets[1]",
    ),
    (
        "a single class",
        {"loss": "categorical_cross_entropy", "layers.2": {"units": 1, "activation": "softmax"}},
        "an output for each class",
    ),
    ("unknown reduction", {"reduction": "median"}, "reduction"),
    ("unknown optimizer", {"optimizer": {"name": "adma"}}, 'did you mean "adamax"'),
    ("setting of another optimizer", {"optimizer": {"name": "sgd", "momentum": 0.9}}, "optimizer"),
    ("negative rate", {"optimizer": {"learning_rate": -1}}, "optimizer.learning_rate"),
    ("rate is not finite", {"optimizer": {"learning_rate": float("inf")}}, "optimizer.learning_rate"),
    ("beta of 1", {"optimizer": {"name": "adam", "beta1": 1}}, "optimizer.beta1"),
    ("minimiser by batches", {"optimizer": {"name": "bfgs"}, "batch_size": 1}, "batch_size"),
    ("minimiser with dropout", {"optimizer": {"name": "l_bfgs"}, "dropout": 0.5}, "dropout"),
    ("minimiser layer by layer", {"optimizer": {"name": "newton_cg"}, "update_order": "sequential"}, "update_order"),
    ("negative l1", {"l1": -0.1}, "l1"),
    ("l2 is a text", {"l2": "much"}, "l2"),
    ("dropout of 1", {"dropout": 1}, "dropout"),
    ("negative dropout", {"dropout": -0.1}, "dropout"),
    ("batch of nothing", {"batch_size": 0}, "batch_size"),
    ("shuffle is a text", {"shuffle": "yes"}, "shuffle"),
    ("negative seed", {"seed": -1}, "seed"),
    ("seed without end", {"seed": 2**70}, "seed"),
    ("unknown order", {"update_order": "random"}, "update_order"),
    ("unknown scheme", {"init": {"scheme": "xaver"}}, 'did you mean "xavier"'),
    ("negative epsilon", {"init": {"scheme": "uniform", "epsilon": -1}}, "init.epsilon"),
    ("no samples", {"data": {"inputs": [], "targets": []}}, "data.inputs"),
    ("targets too few", {"data.targets": [[0]]}, "data.targets"),
    ("inputs too wide", {"data.inputs": [[1, 2, 3], [4, 5, 6]]}, "data.inputs"),
    ("input is not finite", {"data.inputs": [[1, 2], [3, float("-inf")]]}, "data.inputs[1][1]"),
    ("unknown form of data", {"data": {"genrator": "circles"}}, 'did you mean "generator"'),
    ("unknown generator", {"data": {"generator": "circels"}}, 'did you mean "circles"'),
    ("samples without end", {"data": CIRCLES | {"samples": 10**18}}, "data.samples"),
    ("no samples generated", {"data": CIRCLES | {"samples": 0}}, "data.samples"),
    ("negative noise", {"data": CIRCLES | {"noise": -1}}, "data.noise"),
    ("generator of one input", {"data": {"generator": "sine"}}, "data.generator"),
    ("unknown built-in", {"data": {"builtin": "digit"}}, 'did you mean "digits"'),
    ("digits for two inputs", {"data": {"builtin": "digits"}}, "data.builtin"),
    (
        "a pass without end",
        {"data": CIRCLES | {"samples": 200}, "layers": [{"units": 2}, {"units": 500_000}, {"units": 1}]},
        "numbers of a pass",
    ),
    ("unknown scale", {"data": CIRCLES | {"scale": "max"}}, "data.scale"),
    ("everything is a test", {"data": CIRCLES | {"test_fraction": 1}}, "data.test_fraction"),
    ("CSV that is not there", {"data": CSV | {"csv": "nowhere.csv"}}, "nowhere.csv"),
    ("CSV that is a folder", {"data": CSV | {"csv": "."}}, "data.csv"),
    ("column that is not there", {"data": CSV | {"inputs": ["x1", "x3"]}}, '"x3"'),
    ("columns too few", {"data": CSV | {"inputs": ["x1"]}}, "data.inputs"),
]

BROKEN_TABLES: list[tuple[str, bytes, str]] = [
    ("empty", b"", "points.csv"),
    ("numbers for names", b"0.5,1,0\n1,2,0\n", "line 1: there are numbers where the names"),
    ("header alone", b"x1,x2,y\n", "points.csv"),
    ("a word", b"x1,x2,y\n1,2,0\n3,four,1\n", 'line 3, column "x2"'),
    ("an empty cell", b"x1,x2,y\n1,,0\n", 'line 2, column "x2"'),
    ("too few cells", b"x1,x2,y\n1,2\n", "line 2"),
    ("too many cells", b"x1,x2,y\n1,2,3,4\n", "line 2"),
    ("not a number", b"x1,x2,y\n1,nan,0\n", 'column "x2"'),
    ("beyond numbers", b"x1,x2,y\n1,1e999,0\n", 'column "x2"'),
    ("the same name twice", b"x1,x1,y\n1,2,0\n", '"x1"'),
    ("not UTF-8", b"x1,x2,y\n1,2,\xff\n", "points.csv"),
    ("zero bytes", b"x1,x2,y\n1,2,\x00\n", "points.csv"),
    ("an open quote", b'x1,x2,y\n1,2,"0\n', "points.csv"),
]

BROKEN_TEXTS: list[tuple[str, bytes, str]] = [
    ("nothing", b"", "empty"),
    ("not JSON", b'{"format": ', "line 1"),
    ("a list", b"[]", "expected an object"),
    ("a number", b"7", "expected an object"),
    ("not UTF-8", b'{"title": "\xff"}', "UTF-8"),
    ("nested without end", b"[" * 100_000, "nested"),
    ("the same key twice", b'{"version": 1, "version": 1}', "version"),
]

BROKEN_WORDS: list[tuple[list[str], str]] = [
    (["trace"], "SCENARIO"),
    (["trace", "mazur"], "--updates"),
    (["trace", "mazur", "--updates", "-1"], "--updates"),
    (["trace", "mazur", "--updates", "1.5"], "--updates"),
    (["trace", "mazur", "--updates", "9" * 30], "--updates"),
    (["trace", "mazur", "--updates", "1", "--from", "0"], "--from"),
    (["trace", "mazur", "--updates", "1", "--level", "layer"], "--level"),
    (["trace", "mazur", "--updates", "1", "--colour"], "--colour"),
    (["trace", "mazzur", "--updates", "1"], 'did you mean "mazur"'),
    (["train", "nowhere.json", "--updates", "1"], "nowhere.json"),
    (["train", "mazur", "--updates", "1", "-o", "nowhere/out.json"], "nowhere"),
    (["train", "mazur", "--updates", "1", "--json", "-o", "-"], "--json"),
    (["check"], "SCENARIO"),
    (["check", "mazzur"], "mazur"),
    (["verify"], "TRACE.csv"),
    (["verify", "nowhere.csv"], "nowhere.csv"),
    (["verify", "."], "."),
    (["examples", "mazzur"], "mazur"),
    (["trian", "mazur"], "train"),
    (["--loud"], "--loud"),
]


def broken(changes: dict[str, Any]) -> bytes:
    """Return the good scenario with values replaced at their paths (`layers.1.units`)."""
    scenario: Any = copy.deepcopy(GOOD)
    for path, value in changes.items():
        *way, last = [int(key) if key.isdigit() else key for key in path.split(".")]
        item = scenario
        for key in way:
            item = item[key]
        if value is REMOVED:
            del item[last]
        else:
            item[last] = value
    return json.dumps(scenario).encode()


def refused(capsys: pytest.CaptureFixture[str], words: list[str]) -> str:
    """Run the command line and return its one line of complaint."""
    before = sorted(Path().iterdir())
    assert main(words) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.count("\n") == 1
    assert "Traceback" not in said.err
    assert sorted(Path().iterdir()) == before
    return said.err


@pytest.fixture(autouse=True)
def in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("points.csv").write_text(POINTS)


def test_what_is_broken_here_was_good(capsys: pytest.CaptureFixture[str]) -> None:
    for data in (GOOD["data"], CSV, CIRCLES):
        Path("good.json").write_bytes(broken({"data": data}))
        assert main(["train", "good.json", "--updates", "1"]) == 0


@pytest.mark.parametrize(
    ("changes", "place"), [case[1:] for case in BROKEN_SCENARIOS], ids=[c[0] for c in BROKEN_SCENARIOS]
)
@pytest.mark.parametrize("words", [["train", "--updates", "1", "-o", "out.json"], ["check"]], ids=["train", "check"])
def test_scenarios(capsys: pytest.CaptureFixture[str], changes: dict[str, Any], place: str, words: list[str]) -> None:
    Path("broken.json").write_bytes(broken(changes))
    complaint = refused(capsys, [words[0], "broken.json", *words[1:]])
    assert "broken.json" in complaint
    assert place in complaint


@pytest.mark.parametrize(("table", "place"), [case[1:] for case in BROKEN_TABLES], ids=[c[0] for c in BROKEN_TABLES])
def test_tables(capsys: pytest.CaptureFixture[str], table: bytes, place: str) -> None:
    Path("good.json").write_bytes(broken({"data": CSV}))
    Path("points.csv").write_bytes(table)
    assert place in refused(capsys, ["trace", "good.json", "--updates", "1", "-o", "out.csv"])


@pytest.mark.parametrize(("text", "place"), [case[1:] for case in BROKEN_TEXTS], ids=[c[0] for c in BROKEN_TEXTS])
def test_texts(capsys: pytest.CaptureFixture[str], text: bytes, place: str) -> None:
    Path("broken.json").write_bytes(text)
    assert place in refused(capsys, ["trace", "broken.json", "--updates", "1", "-o", "out.csv"])


@pytest.mark.parametrize(("words", "place"), BROKEN_WORDS, ids=[" ".join(case[0])[:40] for case in BROKEN_WORDS])
def test_words(capsys: pytest.CaptureFixture[str], words: list[str], place: str) -> None:
    assert place in refused(capsys, words)
