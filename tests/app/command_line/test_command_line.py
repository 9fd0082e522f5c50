"""The command line as its users meet it: a process with arguments, streams and an exit status."""

from __future__ import annotations

import csv
import io
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from explainer.app import command_line
from explainer.app.terminal import ProgressBar
from explainer.engine.run.run import Run
from explainer.files.examples import example, example_names, example_text
from explainer.files.scenario.scenario_json import read_scenario

GOLDEN = Path(__file__).parents[2] / "golden"
PROGRAM = [sys.executable, "-m", "explainer"]
DIVERGING = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [{"units": 1}, {"units": 1, "activation": "linear", "weights": [[1]], "biases": [0]}],
    "data": {"inputs": [[1]], "targets": [[0]]},
    "optimizer": {"learning_rate": 1e100},
}
Result = tuple[int, str, str]


@pytest.fixture
def program(capfd: pytest.CaptureFixture[str]) -> Callable[..., Result]:
    """Run the command line in this process; return status, standard output and standard error."""

    def run(*words: object) -> Result:
        status = command_line.main([str(word) for word in words])
        return (status, *capfd.readouterr())

    return run


@pytest.fixture
def diverging(tmp_path: Path) -> Path:
    path = tmp_path / "diverging.json"
    path.write_text(json.dumps(DIVERGING))
    return path


def process(*words: object, **options: Any) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*PROGRAM, *map(str, words)], capture_output=True, timeout=50, **options)


def test_trace_prints_the_golden_file_to_the_byte_in_any_locale() -> None:
    done = process(
        "trace", GOLDEN / "example_trace.scenario.json", "--updates", 1, env=os.environ | {"PYTHONIOENCODING": "ascii"}
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == (GOLDEN / "example_trace.csv").read_bytes()


def test_a_scenario_comes_from_standard_input() -> None:
    done = process("trace", "-", "--updates", "1", "-o", "-", input=example_text("mazur").encode())
    assert done.returncode == 0
    assert done.stdout.count(b"\n") == 44


def test_a_closed_pipe_is_silent() -> None:
    with subprocess.Popen(
        [*PROGRAM, "trace", "mazur", "--updates", "100000"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as trace:
        assert trace.stdout is not None
        assert trace.stderr is not None
        assert trace.stdout.readline().startswith(b"step,")
        trace.stdout.close()
        assert trace.stderr.read() == b""
        assert trace.wait(10) == 0


def test_standard_output_that_cannot_be_written() -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*PROGRAM, "examples"], stdout=full, stderr=subprocess.PIPE, timeout=50)
    assert done.returncode == 2
    assert done.stderr == b"backprop-explainer: standard output: No space left on device\n"


def test_the_commands_import_no_qt() -> None:
    run = "import sys; from explainer.app.command_line import main; main(sys.argv[1:])"
    code = f"{run}; assert 'PySide6' not in sys.modules"
    for words in (["examples"], ["trace", "mazur", "--updates", "1"], ["train", "mazur", "--updates", "1"]):
        subprocess.run([sys.executable, "-c", code, *words], check=True, stdout=subprocess.DEVNULL, timeout=50)


def test_examples_are_listed_and_printed(program: Callable[..., Result]) -> None:
    status, listed, _ = program("examples")
    assert status == 0
    assert [line.split()[0] for line in listed.splitlines()] == example_names()
    assert program("examples", "xor") == (0, example_text("xor"), "")


def test_train_tells_the_result_as_json(program: Callable[..., Result]) -> None:
    status, printed, _ = program("train", "xor", "--updates", 10, "--json")
    report = json.loads(printed)
    run = Run(example("xor"))
    run.advance(10)
    assert status == 0
    keys = ["updates", "epochs", "loss", "data_loss", "penalty", "loss_history", "outputs", "weights", "biases"]
    assert list(report) == keys
    assert (report["updates"], report["epochs"], report["penalty"]) == (10, 10, 0)
    assert report["loss_history"] == run.losses.tolist()
    assert report["loss"] == report["data_loss"] == run.pass_of(11).arrays.objective
    assert len(report["outputs"]) == 4
    assert report["weights"][1] == run.scenario.network.layers[2].weights(run.theta(10)).tolist()
    assert [len(biases) for biases in report["biases"]] == [2, 1]


def test_train_counts_completed_epochs_and_gives_shared_biases_for_each_unit(
    program: Callable[..., Result], tmp_path: Path
) -> None:
    scenario = json.loads(example_text("xor")) | {"batch_size": 3, "biases": "shared"}
    scenario["layers"] = [{"units": 2}, {"units": 2}, {"units": 1}]
    path = tmp_path / "shared.json"
    path.write_text(json.dumps(scenario))
    report = json.loads(program("train", path, "--updates", 5, "--json")[1])
    assert report["epochs"] == 2
    assert [len(biases) for biases in report["biases"]] == [2, 1]
    assert report["biases"][0][0] == report["biases"][0][1]


def test_train_without_updates_tells_the_start(program: Callable[..., Result]) -> None:
    report = json.loads(program("train", "mazur", "--updates", 0, "--json")[1])
    assert report["loss"] == pytest.approx(0.298371109, abs=1e-9)
    assert report["loss_history"] == []
    assert report["weights"][0] == [[0.15, 0.2], [0.25, 0.3]]


def test_train_for_people(program: Callable[..., Result]) -> None:
    status, printed, _ = program("train", "mazur", "--updates", 1)
    assert status == 0
    assert printed.splitlines() == [
        "A step by step backpropagation example",
        "updates 1, completed epochs 1",
        "loss 0.29102777369359933",
        "sample 1: o1 0.742088111 (target 0.01), o2 0.775284968 (target 0.99)",
    ]


@pytest.mark.parametrize(
    ("outputs", "told"),
    [
        ({"activation": "sigmoid"}, ", 0.00% of the classes right, 4 samples undecided"),
        ({"activation": "linear"}, ""),
    ],
)
def test_train_counts_ties_as_undecided_and_only_where_there_are_classes(
    program: Callable[..., Result], tmp_path: Path, outputs: dict[str, str], told: str
) -> None:
    scenario = json.loads(example_text("xor"))
    scenario["layers"] = [{"units": 2}, {"units": 1, "weights": [[0, 0]], "biases": [0], **outputs}]
    path = tmp_path / "zeros.json"
    path.write_text(json.dumps(scenario))
    _, printed, _ = program("train", path, "--updates", 0)
    (line,) = [line for line in printed.splitlines() if line.startswith("loss")]
    assert re.sub(r"loss [\d.]+", "", line) == told


def test_train_writes_the_trained_scenario(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "trained.json"
    assert program("train", "mazur", "--updates", 3, "-o", path)[0] == 0
    run = Run(example("mazur"))
    run.advance(3)
    assert read_scenario(path.read_bytes()).theta.tolist() == run.theta(3).tolist()
    assert program("train", "mazur", "--updates", 3, "-o", "-") == (0, path.read_text(), "")


def test_train_may_replace_its_own_scenario(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(example_text("mazur"))
    assert program("train", path, "--updates", 1, "-o", path)[0] == 0
    assert read_scenario(path.read_bytes()).theta[0] == pytest.approx(0.149780716, abs=1e-9)


def test_trace_does_not_replace_its_own_scenario(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "mine.json"
    path.write_text(example_text("mazur"))
    link = tmp_path / "link.csv"
    link.symlink_to(path)
    for output in (path, link):
        sentence = f"backprop-explainer: {output} is the scenario itself; name another file\n"
        assert program("trace", path, "--updates", 1, "-o", output) == (2, "", sentence)
    assert path.read_text() == example_text("mazur")


def test_trace_writes_levels_stretches_and_the_spreadsheet_variant(
    program: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "out.csv"
    words = ("--level", "update", "--from", "3", "--spreadsheet", "-o", path)
    assert program("trace", "mazur", "--updates", 2, *words) == (0, "", "")
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    assert lines[0].startswith("update;epoch;loss;data_loss;penalty;w1;")
    assert [line.split(";")[0] for line in lines[1:]] == ["2", "3", "4"]


def rows_of(text: str) -> list[list[str]]:
    return list(csv.reader(text.splitlines()))


@pytest.mark.parametrize(
    ("notation", "expected"),
    [
        ("worked", ["w5", "w5+", "w5 - learning_rate*dE_total/dw5"]),
        ("theta", ["Theta2_1_1", "Theta2_1_1", "Theta2_1_1 - alpha*D2_1_1"]),
        ("matrix", ["w3_1_1", "w3_1_1", "w3_1_1 - eta*dE/dw3_1_1"]),
    ],
)
def test_trace_writes_the_names_of_a_notation(
    program: Callable[..., Result], notation: str, expected: list[str]
) -> None:
    status, out, errors = program("trace", "mazur", "--updates", 2, "--notation", notation)
    rows, worked = rows_of(out), rows_of(program("trace", "mazur", "--updates", 2)[1])
    assert (status, errors, rows[0]) == (0, "", worked[0])
    assert rows[40][8:11] == expected
    assert [row[:8] + row[11:] for row in rows] == [row[:8] + row[11:] for row in worked]
    assert (rows == worked) == (notation == "worked")


def test_columns_of_parameters_follow_the_notation(program: Callable[..., Result]) -> None:
    words = ("trace", "mazur", "--updates", 1, "--level")
    names = rows_of(program(*words, "update", "--notation", "matrix")[1])[0][5:]
    assert names == [*(f"w{layer}_{j}_{k}" for layer in (2, 3) for j in (1, 2) for k in (1, 2)), "b2", "b3"]
    assert program(*words, "epoch", "--notation", "theta") == program(*words, "epoch")


@pytest.mark.parametrize("notation", ["theta", "matrix"])
def test_verify_says_which_notation_it_cannot_read(
    program: Callable[..., Result], tmp_path: Path, notation: str
) -> None:
    path = tmp_path / "trace.csv"
    assert program("trace", "mazur", "--updates", 1, "--notation", notation, "--spreadsheet", "-o", path)[0] == 0
    status, out, errors = program("verify", path)
    assert (status, out) == (2, "")
    assert errors.endswith(
        f"this trace is written in the {notation} notation; only one in the worked notation can be verified\n"
    )


@pytest.mark.parametrize("level", ["step", "update"])
def test_a_run_that_stops_being_finite_ends_there(
    program: Callable[..., Result], diverging: Path, tmp_path: Path, level: str
) -> None:
    output = tmp_path / "out.csv"
    status, _, errors = program("trace", diverging, "--updates", 9, "--level", level, "-o", output)
    assert status == 1
    assert errors.startswith("backprop-explainer: the ")
    assert errors.count("\n") == 1
    assert "inf" not in output.read_text()
    assert output.read_text().count("\n") > 2


def test_training_that_stops_being_finite_tells_what_it_has(
    program: Callable[..., Result], diverging: Path, tmp_path: Path
) -> None:
    output = tmp_path / "trained.json"
    status, printed, errors = program("train", diverging, "--updates", 9, "--json", "-o", output)
    report = json.loads(printed)
    assert status == 1
    assert errors == (
        f"backprop-explainer: the numbers of update {report['updates'] + 1} are not finite, so the run ends before it\n"
    )
    assert len(report["loss_history"]) == report["updates"] > 0
    assert read_scenario(output.read_bytes()).theta[0] == report["weights"][0][0][0]


def test_a_number_that_is_not_finite_prints_as_null(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    path.write_text(json.dumps(DIVERGING | {"data": {"inputs": [[1e200]], "targets": [[0]]}}))
    output = tmp_path / "trained.json"
    status, printed, _ = program("train", path, "--updates", 1, "--json", "-o", output)
    report = json.loads(printed)
    assert status == 1
    assert (report["updates"], report["loss"], report["outputs"]) == (0, None, [[1e200]])
    assert not output.exists()


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["train", "mazur"], "the following arguments are required: --updates"),
        (["train", "mazur", "--updates", "-1"], "argument --updates: expected a whole number from 0 to "),
        (["train", "mazur", "--updates", "1.5"], "argument --updates: expected a whole number from 0 to "),
        (["train", "mazur", "--updates", "9" * 5000], "argument --updates: expected a whole number from 0 to "),
        (["train", "mazur", "--upd", "1"], "the following arguments are required: --updates"),
        (["train", "mazur", "--updates", "1", "--json", "-o", "-"], "--json and -o - cannot both be printed; "),
        (["trace", "mazur", "--updates", "1", "--from", "0"], "argument --from: expected a whole number from 1 to "),
        (["trace", "mazur", "--updates", "1", "--level", "layer"], "argument --level: invalid choice: 'layer'"),
        (["trace", "mazur", "--updates", "1", "--notation", "greek"], "argument --notation: invalid choice: 'greek'"),
        (["trace", "mazur", "--updates", "1", "more\nwords"], "unrecognized arguments: more words"),
        (["trace", "mazor", "--updates", "1"], 'there is no file "mazor", and "mazor" is not a built-in scenario; '),
        (
            ["trace", "mazur", "--updates", "1", "-o", "/no/out.csv"],
            "/no/out.csv cannot be written: there is no folder",
        ),
        (["examples", "mazor"], '"mazor" is not a built-in scenario; did you mean "mazur"?'),
        (
            ["trian", "mazur"],
            'expected one scenario, or a command first; "trian" is not a command; did you mean "train',
        ),
        (["--nonsense"], "unrecognized arguments: --nonsense"),
    ],
    ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else "",
)
def test_bad_input_gets_one_line_and_status_2(program: Callable[..., Result], words: list[str], expected: str) -> None:
    status, printed, errors = program(*words)
    assert (status, printed) == (2, "")
    assert errors.startswith(f"backprop-explainer: {expected}")
    assert errors.count("\n") == 1


def test_help_and_version(program: Callable[..., Result]) -> None:
    status, printed, _ = program("--help")
    assert status == 0
    assert all(word in printed for word in ("SCENARIO", "examples", "trace", "train"))
    assert program("--version") == (0, "backprop-explainer 0.1.0\n", "")
    assert "--from K" in program("trace", "--help")[1]


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_a_bar_in_a_terminal_once_it_takes_long(monkeypatch: pytest.MonkeyPatch) -> None:
    terminal = Terminal()
    monkeypatch.setattr(sys, "stderr", terminal)
    now = 0.0
    with ProgressBar(200, lambda: now) as bar:
        bar(10)
        assert terminal.getvalue() == ""
        now = 1.0
        bar(100)
        bar(101)
    assert terminal.getvalue() == "\r[###############               ]  50%  100 of 200 updates\r\x1b[K"


@pytest.mark.parametrize("stream", [io.StringIO(), None])
def test_progress_is_silent_where_nobody_looks(monkeypatch: pytest.MonkeyPatch, stream: io.StringIO | None) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    now = 0.0
    with ProgressBar(2, lambda: now) as bar:
        now = 9.0
        bar(1)
    assert stream is None or stream.getvalue() == ""


def test_the_window_is_opened_with_what_was_named(monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []

    def run_window(argument: str) -> int:
        opened.append(argument)
        return 0

    start = ModuleType("explainer.app.start")
    vars(start)["run_window"] = run_window
    monkeypatch.setitem(sys.modules, "explainer.app.start", start)
    assert [command_line.main(words) for words in ([], ["xor"], ["./train"], ["-"])] == [0, 0, 0, 0]
    assert opened == ["mazur", "xor", "./train", "-"]


def test_check_tells_whether_the_gradients_are_right(program: Callable[..., Result]) -> None:
    status, out, err = program("check", "mazur")
    assert (status, err) == (0, "")
    assert out.startswith("passed: the gradients of 8 parameters agree")
    status, out, _ = program("check", "mazur_sequential")
    assert status == 1
    assert out.startswith("FAILED: 4 of 8 gradients disagree")
    assert "w4" in out


def test_check_as_json(program: Callable[..., Result]) -> None:
    status, out, _ = program("check", "mazur", "--json")
    report = json.loads(out)
    assert status == 0
    assert report["epsilon"] == 1e-4
    assert report["passed"] is True
    assert report["max_relative_error"] < 1e-8
    assert report["weights"]["analytic"][1][0][0] == pytest.approx(0.082167041, abs=1e-9)  # as the page prints it
    assert report["weights"]["numeric"][1][0][0] == pytest.approx(0.082167041, abs=1e-9)
    assert report["biases"] == {"analytic": [[], []], "numeric": [[], []]}
    assert program("check", "mazur_sequential", "--json")[0] == 1


def test_check_of_shared_and_of_single_biases(program: Callable[..., Result], tmp_path: Path) -> None:
    scenario = json.loads(example_text("mazur"))
    for biases, lengths in (("shared", [1, 1]), ("per_unit", [2, 2])):
        path = tmp_path / f"{biases}.json"
        path.write_text(json.dumps(scenario | {"biases": biases}))
        report = json.loads(program("check", path, "--json")[1])
        assert [len(layer) for layer in report["biases"]["numeric"]] == lengths


def test_a_gradient_that_is_not_a_number_is_null(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "huge.json"
    data = {"inputs": [[1e200]], "targets": [[0]]}
    layers = [{"units": 1}, {"units": 1, "activation": "linear", "weights": [[1e200]]}]
    path.write_text(json.dumps(DIVERGING | {"data": data, "layers": layers}))
    status, out, _ = program("check", path, "--json")
    report = json.loads(out)
    assert (status, report["passed"], report["max_relative_error"]) == (1, False, None)


def test_verify_finds_the_row_that_was_tampered_with(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "trace.csv"
    assert program("trace", "mazur", "--updates", "2", "-o", path)[0] == 0
    status, out, err = program("verify", path)
    assert (status, err) == (0, "")
    assert out.startswith("86 rows of 2 updates")
    lines = path.read_text().splitlines()
    lines[30] = lines[30][:-1] + ("1" if lines[30][-1] != "1" else "2")
    lines[12] = lines[12].replace("0.5*", "0.25*")
    path.write_text("\n".join(lines) + "\n")
    status, out, _ = program("verify", path)
    assert status == 1
    assert out.startswith("row ")
    assert out.count("\n") == 1


def test_training_tells_the_test_part_apart(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "split.json"
    scenario = json.loads(example_text("xor"))
    scenario["data"]["test_fraction"] = 0.25
    path.write_text(json.dumps(scenario))
    _, out, _ = program("train", path, "--updates", "1")
    assert "test loss " in out
    assert "(1 sample)" in out


PRICE = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [
        {"units": 1},
        {"units": 2, "weights": [[0.1], [0.2]], "biases": [0.3, 0.4]},
        {"units": 1, "activation": "linear", "weights": [[1e-3, 2e-3]], "biases": [0.5]},
    ],
    "data": {"inputs": [[1]], "targets": [[1e8]]},
}


AREA = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [
        {"units": 1},
        {"units": 2, "weights": [[5e-4], [-3.5e-4]], "biases": [0.1, 0.2]},
        {"units": 1, "activation": "linear", "weights": [[0.6, -0.4]], "biases": [0.3]},
    ],
    "data": {"inputs": [[2000]], "targets": [[1]]},
}


def test_check_says_where_rounding_hides_what_it_compares(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "price.json"
    path.write_text(json.dumps(PRICE))
    status, output, errors = program("check", path)
    assert (status, errors) == (0, "")
    assert output.startswith("passed: the gradients of ")
    rounding = "the objective is so large that its rounding alone moves a slope by up to "
    assert f"no further apart than rounding ({rounding}" in output
    status, output, _ = program("check", path, "--json")
    report = json.loads(output)
    assert set(report) == {"epsilon", "max_relative_error", "passed", "weights", "biases", "not_counted"}
    assert set(report["not_counted"]) == {"kink", "rounding", "bend", "not_trained"}
    assert report["not_counted"]["rounding"]
    assert report["passed"]
    assert report["max_relative_error"] <= 1e-5


def test_check_says_where_the_objective_bends_within_its_step(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "area.json"
    path.write_text(json.dumps(AREA))
    status, output, errors = program("check", path)
    assert (status, errors) == (0, "")
    assert "agree over a shorter step only, since the objective bends within epsilon: w1, w2" in output


def test_check_fails_for_a_wrong_gradient_however_large_the_objective(
    program: Callable[..., Result], tmp_path: Path
) -> None:
    path = tmp_path / "slip.json"
    slip = {"update_order": "sequential", "optimizer": {"learning_rate": 1e-6}}
    path.write_text(json.dumps(PRICE | slip))
    status, output, _ = program("check", path)
    assert status == 1
    assert output.startswith("FAILED: ")


def overflowing(tmp_path: Path, weight: float, rate: float) -> Path:
    """Return a scenario whose loss is infinite at once, or after an update, although its parameters are not."""
    layers = [{"units": 1}, {"units": 1, "activation": "linear", "weights": [[weight]], "biases": [0]}]
    path = tmp_path / "overflowing.json"
    path.write_text(json.dumps(DIVERGING | {"layers": layers, "optimizer": {"learning_rate": rate}}))
    return path


@pytest.mark.parametrize(
    ("weight", "rate", "updates"), [(1e200, 0.1, 0), (1e200, 0.1, 3), (1, 1e200, 1), (1, 1e200, 4)]
)
def test_a_loss_that_is_infinite_is_told_alike_by_train_and_trace(
    program: Callable[..., Result], tmp_path: Path, weight: float, rate: float, updates: int
) -> None:
    path = overflowing(tmp_path, weight, rate)
    for words in (("trace", "--level", "update"), ("train",), ("train", "--json")):
        status, _, errors = program(words[0], path, "--updates", updates, *words[1:])
        assert status == 1
        assert errors.count("\n") == 1
        assert "not finite" in errors


@pytest.mark.parametrize(("command", "status"), [("check", 1), ("train", 1), ("trace", 1)])
def test_what_overflows_gives_no_warnings(tmp_path: Path, command: str, status: int) -> None:
    words = () if command == "check" else ("--updates", 2)
    result = process(command, overflowing(tmp_path, 1e200, 0.1), *words)
    assert result.returncode == status
    assert b"Warning" not in result.stderr


def test_a_gradient_of_nothing_is_told_without_a_minus(program: Callable[..., Result]) -> None:
    _, out, _ = program("check", "perceptron")
    assert out.splitlines()[3].split() == ["w1", "0", "0", "0"]


def traced(program: Callable[..., Result], *words: object) -> list[dict[str, str]]:
    status, out, err = program("trace", *words)
    assert (status, err) == (0, "")
    return list(csv.DictReader(io.StringIO(out)))


def test_a_trace_as_on_paper(program: Callable[..., Result]) -> None:
    rows = traced(program, "mazur", "--updates", 2, "--round-decimals", 3)
    assert len(rows) == 86
    values = {row["symbol"]: row["value"] for row in rows[:43]}
    assert (values["net_h1"], values["out_h1"], values["w5+"]) == ("0.378", "0.593", "0.359")
    assert rows[1]["substitution"] == "1/(1 + exp(-0.378))"
    assert rows[43 + 4]["substitution"].startswith("0.359*0.593 + ")


@pytest.mark.parametrize("rounding", [("--round-decimals", 3), ("--round-digits", 4), ("--round-digits", 15)])
@pytest.mark.parametrize("name", ["mazur", "mazur_sequential", "mini_batch", "valley_adam", "dropout"])
def test_a_trace_as_on_paper_is_verified_as_such(
    program: Callable[..., Result], tmp_path: Path, name: str, rounding: tuple[object, ...]
) -> None:
    path = tmp_path / "paper.csv"
    program("trace", name, "--updates", 2, *rounding, "-o", path)
    assert "every one follows" in program("verify", path, *rounding)[1]


def test_who_verifies_a_rounded_trace_is_told_how(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "paper.csv"
    program("trace", "mazur", "--updates", 1, "--round-digits", 4, "-o", path)
    status, out, _ = program("verify", path)
    assert status == 1
    assert "rounded as on paper? Then add --round-digits D or --round-decimals D" in out
    assert "which is not that rounded to 3 digits" in program("verify", path, "--round-digits", 3)[1]
    text = path.read_text("utf-8")
    path.write_text(text.replace(",0.5933\n", ",0.5934\n", 1), "utf-8")
    assert program("verify", path, "--round-digits", 4)[1].startswith("row 2 (update 1, step 2, out_h1)")


def test_later_updates_as_on_paper_go_on_from_the_first(program: Callable[..., Result]) -> None:
    whole = traced(program, "mini_batch", "--updates", 3, "--round-digits", 4)
    assert traced(program, "mini_batch", "--updates", 1, "--from", 3, "--round-digits", 4) == [
        row for row in whole if row["update"] == "3"
    ]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("mazur", "--round-digits", 0), "expected a whole number from 1 to 15"),
        (("mazur", "--round-decimals", 16), "expected a whole number from 0 to 15"),
        (("mazur", "--round-decimals", 2, "--round-digits", 2), "not allowed with"),
        (("mazur", "--round-decimals", 2, "--level", "update"), "for --level step"),
        (("xor_bfgs", "--round-decimals", 2), "a minimiser finds its steps by itself"),
    ],
)
def test_rounding_that_cannot_be_is_refused_in_a_line(
    program: Callable[..., Result], words: tuple[object, ...], said: str
) -> None:
    status, out, err = program("trace", *words, "--updates", 1)
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert said in err


def test_check_prints_both_gradients(program: Callable[..., Result]) -> None:
    _, out, _ = program("check", "mazur")
    table = [line.split() for line in out.splitlines() if re.match(r"w\d", line)]
    assert [row[0] for row in table] == [f"w{number}" for number in range(1, 9)]
    assert [float(number) for number in table[4][1:3]] == pytest.approx([0.082167041] * 2, abs=1e-9)
    many = program("check", "sine")[1]
    assert "b_o1" in many


@pytest.mark.parametrize("epsilon", ["1e-3", "1e-5"])
def test_check_moves_parameters_by_the_epsilon_that_is_asked_for(program: Callable[..., Result], epsilon: str) -> None:
    found = json.loads(program("check", "mazur", "--json", "--epsilon", epsilon)[1])
    usual = json.loads(program("check", "mazur", "--json")[1])
    assert (found["epsilon"], found["passed"]) == (float(epsilon), True)
    assert found["weights"]["analytic"] == usual["weights"]["analytic"]
    assert found["weights"]["numeric"] != usual["weights"]["numeric"]


@pytest.mark.parametrize("epsilon", ["0", "-1e-4", "nan", "inf", "1e-4_0", "small"])
def test_an_epsilon_that_cannot_be_is_refused(program: Callable[..., Result], epsilon: str) -> None:
    status, out, err = program("check", "mazur", f"--epsilon={epsilon}")
    assert (status, out) == (2, "")
    assert "expected a number from 1e-12 to 1" in err


def test_check_never_says_that_nothing_agrees(program: Callable[..., Result], tmp_path: Path) -> None:
    path = tmp_path / "kink.json"
    layers = [{"units": 1}, {"units": 1, "activation": "relu", "weights": [[0]], "biases": [0]}]
    path.write_text(json.dumps(DIVERGING | {"layers": layers}))
    status, out, _ = program("check", path)
    assert status == 0
    assert out.startswith("nothing could be compared, of 2 gradients (epsilon 0.0001)\nat a kink")
    assert json.loads(program("check", path, "--json")[1])["not_counted"]["kink"] == ["w1", "b_o1"]


def test_all_outputs_have_as_many_digits(program: Callable[..., Result]) -> None:
    outputs = re.findall(r"o\d ([0-9.e-]+) \(", program("train", "xor", "--updates", 200)[1])
    outputs += re.findall(r"o\d ([0-9.e-]+) \(", program("train", "mazur", "--updates", 10)[1])
    assert {len(re.sub(r"e.*", "", out).replace(".", "").lstrip("0")) for out in outputs} == {9}
