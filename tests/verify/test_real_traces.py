"""No row of a true trace is refused."""

from __future__ import annotations

import io
import json

import pytest
from golden_data import GOLDEN, pytorch_cases
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.export.csv_form import CsvForm
from explainer.export.levels import write_csv
from explainer.files.scenario.scenario_json import read_scenario
from explainer.verify.trace_file import TraceVerdict, verify


def traced(scenario, first=1, count=3, spreadsheet=False) -> bytes:
    text = io.StringIO()
    write_csv("step", text, Run(scenario), first, count, CsvForm(spreadsheet))
    return text.getvalue().encode()


def verdict(content: bytes):
    return verify(io.BytesIO(content))


@pytest.mark.parametrize("path", sorted(GOLDEN.glob("*.csv")), ids=lambda path: path.stem)
def test_golden_files(path):
    content = path.read_bytes()
    assert verdict(content) == TraceVerdict(content.count(b"\n") - 1, 1)


@pytest.mark.parametrize("case", pytorch_cases(), ids=lambda case: case["name"])
def test_golden_scenarios(case):
    scenario = read_scenario(json.dumps(case["scenario"]).encode())
    assert verdict(traced(scenario, count=5))[1:] == (5, None, None)


@examples(25)
@given(scenarios(hidden=(0, 3)), st.integers(1, 4), st.booleans())
def test_random_scenarios(scenario, first, spreadsheet):
    assert verdict(traced(scenario, first, 3, spreadsheet))[2:] == (None, None)


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_many_updates(order):
    assert str(verdict(traced(mazur(update_order=order), count=500))) == (
        "21,500 rows of 500 updates: every one follows from its own numbers and the rows it builds on"
    )


def test_lines_that_a_spreadsheet_has_ended_its_way():
    content = (GOLDEN / "example_trace.csv").read_bytes().replace(b"\n", b"\r\n")
    assert verdict(content) == TraceVerdict(109, 1)


def test_a_header_alone():
    assert str(verdict(traced(mazur(), count=0))).startswith("0 rows of 0 updates")


@pytest.mark.parametrize("nets", [(1.7e308, 1.7e308, 1e308), (1.7e308, 1.7e308, 1.7e308), (1e308, 8e307, 8e307)])
def test_a_softmax_of_the_largest_numbers(nets):
    scenario = {
        "format": "backprop-explainer scenario",
        "version": 1,
        "layers": [
            {"units": 1},
            {"units": 3, "activation": "softmax", "weights": [[net] for net in nets], "biases": [0, 0, 0]},
        ],
        "data": {"inputs": [[1]], "targets": [[1, 0, 0]]},
        "loss": "categorical_cross_entropy",
        "optimizer": {"learning_rate": 0.1},
    }
    assert verdict(traced(read_scenario(json.dumps(scenario)), count=1)).problem is None
