"""The tables that people take away, to the character."""

from __future__ import annotations

import csv
import io
import json
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios

from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.export.csv_form import CsvForm, safe_text
from explainer.export.levels import write_csv
from explainer.export.steps_csv import HEADER
from explainer.files.examples import example, example_names
from explainer.files.scenario.scenario_json import read_scenario
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Trace

GOLDEN = Path(__file__).parent.parent / "golden"
SCENARIO = {
    "format": "backprop-explainer scenario",
    "version": 1,
    "layers": [{"units": 1}, {"units": 1, "activation": "linear", "weights": [[1]], "biases": [0]}],
    "data": {"inputs": [[1], [2], [3]], "targets": [[1], [0], [2]]},
    "l2": 0.1,
    "batch_size": 2,
}


def read(**changes: object) -> Scenario:
    return read_scenario(json.dumps(SCENARIO | changes))


def steps(scenario: Scenario, first: int = 1, count: int = 1, spreadsheet: bool = False) -> str:
    stream = io.StringIO()
    assert write_csv("step", stream, Run(scenario), first, count, CsvForm(spreadsheet)) == count
    return stream.getvalue()


def levels(scenario: Scenario, first: int, count: int, spreadsheet: bool = False) -> list[list[str]]:
    stream = io.StringIO()
    assert write_csv("update", stream, Run(scenario), first, count, CsvForm(spreadsheet)) == count
    text = stream.getvalue().removeprefix("\ufeff")
    return list(csv.reader(io.StringIO(text), delimiter=";" if spreadsheet else ","))


def test_the_golden_trace() -> None:
    scenario = read_scenario((GOLDEN / "example_trace.scenario.json").read_bytes())
    assert steps(scenario) == (GOLDEN / "example_trace.csv").read_text(encoding="utf-8")


def test_no_updates_are_a_header() -> None:
    assert steps(example("mazur"), count=0) == ",".join(HEADER) + "\n"


def test_any_stretch_of_updates_is_the_same_stretch_of_the_whole() -> None:
    scenario = read()
    lines = steps(scenario, 1, 6).splitlines()
    later = [line for line in lines[1:] if line.split(",")[2] in {"4", "5"}]
    assert steps(scenario, 4, 2).splitlines() == [lines[0], *later]


@examples(12)
@given(scenarios(), st.integers(1, 5))
def test_each_row_is_the_line_of_its_update(scenario: Scenario, first: int) -> None:
    run, stream = Run(scenario), io.StringIO()
    written = write_csv("step", stream, run, first, 8)
    lines = [list(step.row()) for number in range(first, first + written) for step in Trace(run.pass_of(number))]
    assert list(csv.reader(io.StringIO(stream.getvalue())))[1:] == lines


@examples(12)
@given(scenarios(), st.sampled_from([Notation.THETA, Notation.MATRIX]))
def test_each_row_is_the_line_of_its_update_in_every_notation(scenario: Scenario, notation: Notation) -> None:
    stream, run = io.StringIO(), Run(scenario)
    written = write_csv("step", stream, run, 1, 3, CsvForm(notation=notation))
    lines = [list(step.row(notation)) for number in range(1, written + 1) for step in Trace(run.pass_of(number))]
    assert list(csv.reader(io.StringIO(stream.getvalue())))[1:] == lines


def test_steps_samples_and_epochs_count_from_1() -> None:
    rows = list(csv.DictReader(io.StringIO(steps(read(), 1, 3))))
    assert [row["step"] for row in rows if row["update"] == "2"][:2] == ["1", "2"]
    assert {(row["update"], row["epoch"]) for row in rows} == {("1", "1"), ("2", "1"), ("3", "2")}
    assert {row["sample"] for row in rows if row["update"] == "2"} == {"3", ""}


LARGE = {"digits", "spiral"}
"""Their updates have some hundred thousand rows of the same kinds."""


@pytest.mark.parametrize("name", [name for name in example_names() if name not in LARGE])
def test_no_cell_begins_like_a_formula_of_a_spreadsheet(name: str) -> None:
    for row in csv.DictReader(io.StringIO(steps(example(name), 1, 2))):
        value = row.pop("value")
        assert repr(float(value)) == value
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in row.values())


def test_the_spreadsheet_variant_changes_separator_and_value_only() -> None:
    plain, variant = steps(example("mazur")), steps(example("mazur"), spreadsheet=True)
    assert variant.startswith("\ufeff")
    rows = list(csv.reader(io.StringIO(variant.removeprefix("\ufeff")), delimiter=";"))
    assert [[*row[:-1], row[-1].replace(",", ".")] for row in rows] == list(csv.reader(io.StringIO(plain)))
    assert "0,3775" in rows[1]
    assert "\r" not in variant


def test_one_row_for_each_number_of_updates_done() -> None:
    scenario = read()
    run = Run(scenario)
    run.advance(3)
    header, *rows = levels(scenario, 1, 3)
    assert header == ["update", "epoch", "loss", "data_loss", "penalty", "w1", "b_o1"]
    assert [row[:2] for row in rows] == [["0", "0"], ["1", "1"], ["2", "1"], ["3", "2"]]
    for done, row in enumerate(rows):
        whole = evaluate(scenario, run.theta(done))
        assert [float(cell) for cell in row[2:5]] == [whole.objective, whole.data_loss, whole.penalty]
        assert [float(cell) for cell in row[5:]] == run.theta(done).tolist()


def test_loss_is_over_the_whole_data_and_the_penalty_apart() -> None:
    _, start = levels(read(), 1, 0)
    assert [float(cell) for cell in start[2:5]] == pytest.approx([2.5 / 3 + 0.1 / 6, 2.5 / 3, 0.1 / 6])
    _, start = levels(read(reduction="sum"), 1, 0)
    assert float(start[3]) == 2.5


def test_frozen_equal_biases_are_one_column_after_the_weights() -> None:
    header, *rows = levels(example("mazur"), 10, 2)
    assert header[5:] == [*(f"w{k}" for k in range(1, 9)), "b1", "b2"]
    assert [row[0] for row in rows] == ["9", "10", "11"]


def test_levels_for_spreadsheets_have_decimal_commas() -> None:
    plain, variant = levels(example("mazur"), 1, 2), levels(example("mazur"), 1, 2, spreadsheet=True)
    assert [[cell.replace(",", ".") for cell in row] for row in variant] == plain
    assert variant[1][5] == "0,15"


def test_a_run_with_a_past_has_its_rows_from_before_the_edit() -> None:
    run = Run(example("mazur"))
    run.advance(2)
    edited = run.scenario_after(2).with_learning_rate(5.0)
    branch = run.branch(edited, 2)
    before, after = io.StringIO(), io.StringIO()
    write_csv("update", before, run, 1, 3)
    write_csv("update", after, branch, 1, 3)
    assert before.getvalue().splitlines()[:4] == after.getvalue().splitlines()[:4]
    assert before.getvalue().splitlines()[4] != after.getvalue().splitlines()[4]


DIVERGING = {"optimizer": {"learning_rate": 1e155}, "batch_size": None, "l2": 0}


def test_rows_end_with_the_last_update_whose_numbers_are_finite() -> None:
    run, stream = Run(read(**DIVERGING)), io.StringIO()
    written = write_csv("step", stream, run, 1, 10)
    rows = list(csv.DictReader(io.StringIO(stream.getvalue())))
    assert 0 < written < 10
    assert run.stopped == written + 1
    assert rows[-1]["update"] == str(written)
    assert not {"inf", "-inf", "nan"} & {row["value"] for row in rows}


@pytest.mark.parametrize("computed", [0, 5, 1000])
@pytest.mark.parametrize("rate", [2.0, 40.0, 1e30])
def test_rows_end_in_the_same_place_however_far_the_run_was_computed(computed: int, rate: float) -> None:
    scenario = read(optimizer={"learning_rate": rate}, batch_size=None, l2=0)
    run, stream = Run(scenario), io.StringIO()
    run.advance(computed)
    written = write_csv("step", stream, run, 1, 2000)
    assert run.stopped == written + 1
    assert stream.getvalue() == steps(scenario, 1, written)
    assert not run.pass_of(written + 1).arrays.is_finite()


def test_levels_end_with_the_last_row_that_is_finite() -> None:
    run, stream = Run(read(**DIVERGING)), io.StringIO()
    written = write_csv("update", stream, run, 1, 10)
    lines = stream.getvalue().splitlines()
    assert lines[-1].startswith(f"{written},")
    assert "inf" not in stream.getvalue()
    assert "nan" not in stream.getvalue()


def test_an_export_can_be_given_up() -> None:
    def give_up(updates: int) -> None:
        if updates == 3:
            raise KeyboardInterrupt

    stream = io.StringIO()
    with pytest.raises(KeyboardInterrupt):
        write_csv("step", stream, Run(example("mazur")), 1, 100, progress=give_up)
    assert stream.getvalue().splitlines()[-1].split(",")[2] == "3"


def epochs(scenario: Scenario, first: int, count: int) -> list[dict[str, str]]:
    stream = io.StringIO()
    assert write_csv("epoch", stream, Run(scenario), first, count) == count
    return list(csv.DictReader(io.StringIO(stream.getvalue())))


def test_the_epoch_level_has_the_start_and_the_end_of_each_epoch() -> None:
    scenario = read(batch_size=2)  # three samples: two updates an epoch
    rows = epochs(scenario, 1, 5)
    assert [(row["update"], row["epoch"]) for row in rows] == [("0", "0"), ("2", "1"), ("4", "2")]
    assert [(row["update"], row["epoch"]) for row in epochs(scenario, 4, 3)] == [("4", "2"), ("6", "3")]
    by_update = {row[0]: row[2:5] for row in levels(scenario, 1, 5)}
    assert [[row["loss"], row["data_loss"], row["penalty"]] for row in rows] == [by_update[key] for key in "024"]
    assert set(rows[0]) == {"update", "epoch", "loss", "data_loss", "penalty"}


def test_the_epoch_level_counts_no_tie_as_right_and_tells_no_accuracy_of_numbers() -> None:
    blobs = example("blobs")
    even = blobs.with_theta(np.zeros(len(blobs.theta)))
    assert epochs(even, 1, 1)[0]["accuracy"] == "0.0"
    assert "accuracy" not in epochs(example("saturated_squared"), 1, 1)[0]


def test_the_epoch_level_tells_accuracy_and_what_becomes_of_the_test_part() -> None:
    xor = example("xor")
    assert [row["accuracy"] for row in epochs(xor, 1, 300)][::300] == ["0.5", "1.0"]
    split = replace(xor, data=replace(xor.data, test_fraction=0.25))
    row = epochs(split, 1, 1)[1]
    assert {"accuracy", "test_loss", "test_accuracy"} <= set(row)
    run = Run(split)
    run.advance(1)
    tested = evaluate_test(split, run.theta(1))
    assert tested is not None
    assert float(row["test_loss"]) == tested.data_loss


@pytest.mark.parametrize("text", ["=1+1", "+1", "-w5", "@sum", "\tx", "\r="])
def test_text_that_a_spreadsheet_could_run_is_put_in_parentheses(text: str) -> None:
    assert safe_text(text) == f"({text})"
    assert safe_text(f"a{text}") == f"a{text}"


@pytest.mark.parametrize("name", ["adagrad", "adadelta", "rmsprop", "adam", "nadam"])
@pytest.mark.parametrize("notation", Notation)
def test_the_square_of_a_gradient_is_in_parentheses(name: str, notation: Notation) -> None:
    """Read by the usual rules, dE/dw**2 would be the slope by w squared."""
    stream = io.StringIO()
    write_csv("step", stream, Run(example(f"valley_{name}")), 1, 1, CsvForm(notation=notation))
    formulas = [row["formula"] for row in csv.DictReader(io.StringIO(stream.getvalue()))]
    assert not [formula for formula in formulas if re.search(r"/d\w+\*\*", formula)]
    squares = [formula for formula in formulas if re.search(r"\(d\w+/d\w+\)\*\*2", formula)]
    assert len(squares) == (0 if notation is Notation.THETA else 2)
