"""A formula that is not the one of its operation is found, though its numbers are right and its value is its result."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import replace

import pytest
from golden_data import GOLDEN
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.export.levels import write_csv
from explainer.functions.optimizers import OPTIMIZERS
from explainer.verify.trace_file import TraceVerdict, verify

EXAMPLE = (GOLDEN / "example_trace.csv").read_text("utf-8")
SYMBOL = re.compile(r"d\w*/d\w+|\b[A-Za-z_]\w*\b(?!\()")
NAMES = {name: getattr(math, name) for name in ("exp", "log", "log1p", "expm1", "tanh", "sqrt")}
NAMES |= {"abs": abs, "max": max, "sign": lambda x: (x > 0) - (x < 0), "step": lambda x: float(x > 0)}


def verdict(text: str) -> TraceVerdict:
    return verify(io.BytesIO(text.encode()))


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def file_of(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def numbers_in(rows: list[dict[str, str]]) -> dict[str, str]:
    """Return the number of every symbol as it is in the last of the rows that has it."""
    numbers: dict[str, str] = {}
    for row in rows:
        pieces = [re.escape(piece) for piece in SYMBOL.split(row["formula"])]
        found = re.fullmatch(r"(\(-[^()]*\)|[0-9.e-]+)".join(pieces), row["substitution"])
        numbers |= {row["symbol"]: f"({row['value']})" if row["value"].startswith("-") else row["value"]}
        numbers |= zip(SYMBOL.findall(row["formula"]), found.groups(), strict=True)
    return numbers


def with_formula(text: str, number: int, formula: str, **given: str) -> str:
    """Return the text with another formula in a row, its substitution and value to match."""
    rows = rows_of(text)
    numbers = numbers_in(rows[:number]) | given
    substitution = SYMBOL.sub(lambda found: numbers[found[0]], formula)
    value = float(eval(substitution, {"__builtins__": {}}, NAMES))
    rows[number - 1] |= {"formula": formula, "substitution": substitution, "value": repr(value)}
    return file_of(rows[:number])


def test_the_same_formula_is_right():
    for number, row in enumerate(rows_of(EXAMPLE), start=1):
        assert verdict(with_formula(EXAMPLE, number, row["formula"])).problem is None


@pytest.mark.parametrize(
    ("number", "formula"),
    [
        (1, "w1*i1 + w2*net_h1 + b_h1*1"),
        (1, "w1*i1 + w1*i2 + b_h1*1"),
        (1, "w2*i1 + w1*i2 + b_h1*1"),
        (3, "w3*i1 + w4*i1 + b_h2*1"),
        (3, "w3*i1 + b_h2*1"),
        (3, "w1*i1 + w2*i2 + b_h1*1"),
        (3, "w3*i2 + w4*i1 + b_h2*1"),
        (5, "w5*out_h1 + b_o1*1"),
        (5, "w5*out_h2 + w6*out_h1 + b_o1*1"),
        (5, "w5*net_h1 + w6*net_h2 + b_o1*1"),
        (5, "w5*out_h1 + w6*out_h2 + b_h1*1"),
        (5, "w5*out_h1 + w5*out_h2 + b_o1*1"),
        (2, "net_h1*i1"),
        (2, "net_h1*out_h1"),
        (4, "1/(1 + exp(-net_h2))*1.01"),
        (7, "(target_o1 - net_o1)**2"),
        (8, "E_o1 + E_o1"),
        (9, "E_total"),
        (10, "(target_o1 - out_o1)"),
        (11, "1 - out_o1**2"),
        (12, "dE_total/dout_o1"),
        (12, "out_o1 - target_o1"),
        (13, "delta_o1*out_h2"),
        (13, "delta_o1*net_h1"),
        (17, "delta_o1*2"),
        (19, "delta_o1*w6"),
        (20, "dE_o1/dout_h1*2"),
        (77, "E_total/n"),
        (78, "l2/m*(w1**2 + w2**2)"),
        (78, "l2/(2*m)*(w1**2)"),
        (79, "l2/(2*m)*(w1**2 + w2**2)"),
        (81, "penalty_h1 + penalty_h2"),
        (82, "E_batch"),
        (82, "E_total + penalty"),
        (83, "sum_w1/n"),
        (83, "sum_w2/n + l2/m*w1"),
        (83, "sum_w1 + l2/m*w1"),
        (83, "dE_total/dw1 + l2/m*w1"),
        (87, "sum_b_h1/n + l2/m*b_h1"),
        (92, "momentum*velocity_w1 + dE_total/dw1"),
        (93, "w1 + learning_rate*velocity_w1"),
        (93, "w1 - learning_rate*dE_batch/dw1"),
        (95, "w2 - learning_rate*velocity_w1"),
    ],
)
def test_another_formula_is_found(number, formula):
    given = {"velocity_w1": "0.0", "n": "2", "m": "2", "l2": "0.1", "momentum": "0.9", "learning_rate": "0.5"}
    given |= {"dE_total/dw1": rows_of(EXAMPLE)[66]["value"]} if number in (83, 92) else {}
    given |= {
        row["parameter"]: row["substitution"].split()[0] for row in rows_of(EXAMPLE) if row["operation"] == "update"
    }
    given |= {"i1": "0.05", "i2": "0.1", "target_o1": "0.01"} if number < 20 else {}
    said = verdict(with_formula(EXAMPLE, number, formula, **given)).problem
    assert said is not None
    assert said.startswith(f"row {number} (update 1, step {number}, ")


@pytest.mark.parametrize(
    ("number", "cell", "content", "told"),
    [
        (8, "unit", "o1", "a row of sample_error has no "),
        (8, "layer", "3", "a row of sample_error has no layer"),
        (8, "parameter", "w1", "a row of sample_error has no parameter"),
        (5, "parameter", "w5", "a row of net has no parameter"),
        (19, "parameter", "", "a row of contribution has its parameter"),
        (77, "sample", "1", "a row of batch_error has no sample"),
        (77, "layer", "3", "a row of batch_error has no layer"),
        (83, "unit", "", "w1 is in layer 2 here, and elsewhere before"),
        (5, "layer", "03", "layer '03' has no such rows"),
        (5, "layer", "4", "layer 4 is worked out here, but no unit of the layer below was"),
    ],
)
def test_a_cell_that_is_not_of_its_operation_is_found(number, cell, content, told):
    rows = rows_of(EXAMPLE)
    rows[number - 1][cell] = content
    said = verdict(file_of(rows)).problem
    assert said.startswith(f"row {number} ")
    assert told in said


def test_a_batch_that_is_divided_by_another_number_is_found():
    said = verdict(with_formula(EXAMPLE, 77, "E_sum/n", n="3")).problem
    assert said == "row 77 (update 1, step 77, E_batch): n is 3.0 here, but this update has 2 samples"


def test_a_batch_that_is_divided_here_and_not_there_is_found():
    rows = rows_of(EXAMPLE)
    error, penalty = rows[76]["substitution"].split("/")[0], rows[80]["value"]
    rows[76] |= {"formula": "E_sum", "substitution": error, "value": error}
    rows[81] |= {"substitution": f"{error} + {penalty}", "value": repr(float(error) + float(penalty))}
    assert verdict(file_of(rows)).problem == (
        "row 83 (update 1, step 83, dE_batch/dw1): by its formula the reduction is mean, but by row 77 sum"
    )


def test_a_sum_that_leaves_out_a_sample_is_found():
    rows = [row for row in rows_of(EXAMPLE)[:77] if row["symbol"] != "E_sum" or row["sample"] != "1"]
    rows = [row | {"step": str(step)} for step, row in enumerate(rows, start=1)]
    last = next(row for row in rows if row["symbol"] == "E_sum")
    error = last["substitution"].split(" + ")[1]
    last |= {"substitution": f"0.0 + {error}", "value": error}
    rows[-1] |= {"substitution": f"{error}/2", "value": repr(float(error) / 2)}
    assert verdict(file_of(rows)).problem.endswith("E_sum is used, but it is the sum of 1 of 2 samples")


def two_updates(**settings: object) -> list[dict[str, str]]:
    text = io.StringIO()
    write_csv("step", text, Run(mazur(**settings)), 1, 2)
    return rows_of(text.getvalue())


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_a_file_that_breaks_off_says_so(order):
    rows = two_updates(update_order=order)
    length = len(rows) // 2
    for kept in range(1, len(rows) + 1):
        found = verdict(file_of(rows[:kept]))
        update, step = divmod(kept - 1, length)
        assert found.problem is None
        whole = kept % length == 0
        told = None if whole else f"update {update + 1} ends at step {step + 1}, before its last update row"
        assert (found.unfinished or "").split(", unless")[0] == (told or "")
        assert str(found).endswith("builds on" if whole else f"; {found.unfinished}")


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_an_update_of_a_parameter_left_out_in_the_middle_is_found(order):
    rows = two_updates(update_order=order)
    length = len(rows) // 2
    at = max(i for i in range(length) if rows[i]["operation"] == "update")
    first = [row | {"step": str(step)} for step, row in enumerate(rows[:at] + rows[at + 1 : length], start=1)]
    said = verdict(file_of(first + rows[length:])).problem
    name = rows[at]["parameter"]
    assert re.match(rf"row \d+ \(update 2, step \d+, net_\w+\): {name} is [\d.]+ here, but row \d+ says", said)


def test_what_is_frozen_is_so_in_every_update():
    scenario, texts = mazur(), []
    for frozen in ((2, 7), (7,)):
        texts.append(io.StringIO())
        network = replace(scenario.network, frozen=frozen)
        write_csv("step", texts[-1], Run(replace(scenario, network=network, theta=scenario.theta)), 1, 2)
    kept, changed = (rows_of(text.getvalue()) for text in texts)
    assert verdict(file_of(kept)).problem is None
    new = next(row for row in changed if row["symbol"] == "w3+")
    number = {"step": str(len(kept) // 2 + 1), "epoch": kept[-1]["epoch"], "update": "2"}
    slope = next(row for row in kept[len(kept) // 2 :] if row["symbol"] == "dE_total/dw3")
    value = float(new["substitution"].split()[0]) - 0.5 * float(slope["value"])
    more = new | number | {"substitution": f"0.25 - 0.5*{slope['value']}", "value": repr(value)}
    assert "this update has changed w3, which no update before it did" in verdict(file_of([*kept, more])).problem


@pytest.mark.parametrize(
    "changes",
    [
        {"optimizer": OptimizerSettings("adam", 0.01, OPTIMIZERS["adam"].options)},
        {"dropout": 0.4, "l2": 0.1, "reduction": "sum"},
        {"loss": "binary_cross_entropy"},
    ],
)
def test_settings_may_change_in_the_middle_of_a_run(changes):
    past = Run(mazur())
    past.advance(4)
    text = io.StringIO()
    scenario = replace(mazur(), **changes)
    write_csv("step", text, Run(replace(scenario, theta=past.state(2)[: scenario.network.size]), past, 2), 1, 5)
    assert verdict(text.getvalue())[1:] == (5, None, None)


def test_the_memory_of_another_parameter_is_found():
    rows = rows_of(EXAMPLE)
    row = rows[94]
    assert row["symbol"] == "w2+"
    row["formula"] = row["formula"].replace("velocity_w2", "velocity_w1")
    row["substitution"] = row["substitution"].split("*")[0] + "*99.0"
    row["value"] = repr(eval(row["substitution"]))
    assert "'w2 - learning_rate*velocity_w1' is no formula that w2+ can have" in verdict(file_of(rows)).problem
