"""Rows of functions that are not built in: one formula for all units of a layer, and its own slope."""

from __future__ import annotations

import io
import json
from math import exp

import pytest

from explainer.engine.run.run import Run
from explainer.export.levels import write_csv
from explainer.files.scenario.scenario_json import read_scenario
from explainer.verify.trace_file import verify

SILU = {"name": "silu", "formula": "x/(1 + exp(-x))"}
ELU = {"name": "elu", "formula": "step(x)*x + (1 - step(x))*(exp(x) - 1)"}
CUBED = {"name": "cubed", "formula": "abs(target - out)**3"}


def trace_of(activation=SILU, loss=CUBED, inputs=((1.0, 0.5), (-1.0, 2.0))) -> str:
    scenario = {
        "format": "backprop-explainer scenario",
        "version": 2,
        "layers": [
            {"units": 2},
            {"units": 2, "activation": activation, "weights": [[0.5, -1.5], [0.75, 1.0]], "biases": [0.1, -0.2]},
            {"units": 2, "activation": "linear", "weights": [[1.0, 0.5], [-0.5, 2.0]], "biases": [0.0, 0.25]},
        ],
        "data": {"inputs": inputs, "targets": [[0.25, -0.5], [1.0, 0.0]]},
        "loss": loss,
        "optimizer": {"name": "sgd", "learning_rate": 0.01},
    }
    text = io.StringIO()
    write_csv("step", text, Run(read_scenario(json.dumps(scenario))), 1, 2)
    return text.getvalue()


def problem(text: str) -> str | None:
    return verify(io.BytesIO(text.encode())).problem


@pytest.mark.parametrize("activation", [SILU, ELU])
@pytest.mark.parametrize("loss", [CUBED, "half_squared_error"])
def test_rows_that_follow_a_formula_are_true(activation, loss):
    assert problem(trace_of(activation, loss)) is None


@pytest.mark.parametrize("formula", ["(target - out)**2/2", "0.5*(target - out)**2", "(target - out)**2"])
def test_one_that_is_written_like_a_built_in_loss_may_have_the_slope_of_another(formula):
    assert problem(trace_of(loss={"name": "mine", "formula": formula})) is None


def test_the_root_of_a_number_that_comes_out_as_0_is_true():
    assert problem(trace_of({"name": "root", "formula": "x + sqrt(max(0, x - 1000))**3"})) is None


def test_so_are_rows_in_another_form_for_numbers_that_are_far_out():
    text = trace_of(ELU, inputs=((2000.0, 3.0), (-1.0, 2.0)))
    assert ",out_h1,net_h1," in text
    assert ",out_h1,step(net_h1)*net_h1 + (1 - step(net_h1))*(exp(net_h1) - 1)," in text
    assert problem(text) is None


def test_a_formula_of_another_unit_is_none():
    text = trace_of().replace(",out_h2,net_h2/(1 + exp(-net_h2)),", ",out_h2,net_h1/(1 + exp(-net_h1)),")
    assert "is no formula that out_h2 can have" in problem(text)


def changed_row(text: str, symbol: str, formula: str, substitution: str, value: float) -> str:
    """Return the text with another formula in the first row of a symbol, and numbers that go with it."""
    lines = text.splitlines()
    index = next(i for i, line in enumerate(lines) if f",{symbol}," in line)
    before = lines[index].split(f",{symbol},")[0]
    lines[index] = f"{before},{symbol},{formula},{substitution},{value!r}"
    return "\n".join(lines[: index + 3]) + "\n"


def test_a_slope_that_is_not_that_of_the_formula_is_found():
    text = changed_row(
        trace_of(), "dout_h1/dnet_h1", "1/(1 + exp(-net_h1))", "1/(1 + exp(-(-0.15)))", 1 / (1 + exp(0.15))
    )
    assert "the slope of net_h1/(1 + exp(-net_h1)) is 0.42" in problem(text)


def test_another_function_in_the_same_layer_is_found():
    text = changed_row(
        trace_of(), "out_h2", "net_h2/(2 + exp(-net_h2))", "1.05/(2 + exp(-1.05))", 1.05 / (2 + exp(-1.05))
    )
    assert "the formula of the activation of layer 2 is 'net_h2/(2 + exp(-net_h2))' here" in problem(text)
