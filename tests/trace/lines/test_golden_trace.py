"""Complete updates as trace files, to the character."""

from __future__ import annotations

import csv

import numpy as np
import pytest
from golden_data import GOLDEN, published
from worked import mazur

from explainer.engine.update.training_loop import run_pass
from explainer.files.scenario.scenario_json import read_scenario
from explainer.trace.lines.trace import Trace

COUNTS = {
    "net": 4,
    "out": 4,
    "error": 2,
    "sample_error": 1,
    "dE_dout": 4,
    "dout_dnet": 4,
    "delta": 4,
    "contribution": 4,
    "gradient": 8,
    "update": 8,
}


def golden_rows(name):
    with (GOLDEN / name).open(encoding="utf-8", newline="") as file:
        return [tuple(row) for row in csv.reader(file)][1:]


def test_two_samples_momentum_and_l2():
    scenario = read_scenario((GOLDEN / "example_trace.scenario.json").read_bytes())
    assert [step.row() for step in Trace(run_pass(scenario))] == golden_rows("example_trace.csv")


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_the_worked_example(order):
    rows = [step.row() for step in Trace(run_pass(mazur(update_order=order)))]
    assert rows == golden_rows(f"worked_example_{order}.csv")


def test_the_worked_example_has_43_rows():
    operations = [step.operation for step in Trace(run_pass(mazur()))]
    assert {name: operations.count(name) for name in operations} == COUNTS


@pytest.mark.parametrize("figure", published()["mazur"]["figures"])
def test_every_printed_figure_is_among_them(figure):
    wanted = {key: figure[key] for key in ("operation", "unit", "parameter") if key in figure}
    for step in Trace(run_pass(mazur())):
        row = step.row()
        cells = {"operation": row[5], "unit": row[7], "parameter": row[8]}
        if wanted.items() <= cells.items():
            slack = figure.get("last_digit_slack", 0) * 10.0 ** -figure["digits"]
            assert np.isclose(round(step.value, figure["digits"]), figure["value"], rtol=0, atol=slack + 1e-12)
            return
    pytest.fail(f"no such row: {wanted}")
