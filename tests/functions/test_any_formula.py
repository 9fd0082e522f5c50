"""Any formula is either refused with a sentence or can be worked out, with its slope and its program."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.own.definition import Definition
from explainer.functions.own.grammar import FormulaError
from explainer.functions.recorded import execute

_NUMBERS = st.sampled_from(["x", "x", "0.5", "1", "2", "3"])
_FUNCTIONS = ["exp", "log", "log1p", "expm1", "tanh", "sqrt", "abs", "sign", "step"]


def _larger(parts):
    pairs = st.tuples(parts, parts)
    return st.one_of(
        st.builds(lambda pair, sign: f"({pair[0]}{sign}{pair[1]})", pairs, st.sampled_from("+-*/")),
        st.builds(lambda pair, name: f"{name}({pair[0]}, {pair[1]})", pairs, st.sampled_from(["max", "min"])),
        st.builds(lambda base, power: f"({base})**{power}", parts, st.sampled_from(["2", "3", "0.5", "(-1)", "x"])),
        st.builds(lambda name, of: f"{name}({of})", st.sampled_from(_FUNCTIONS), parts),
    )


@given(st.recursive(_NUMBERS, _larger, max_leaves=12))
@example("x + max(2, 1)")
@example("x*step(0.5)")
@example("sign(step(x)) + x")
@example("step(x) - step(x + 1)")
@example("tanh(sign(expm1(sqrt(min(x + 1, x/x)))))")
@example("x + exp(0)/(1 + exp(0*x))")
@example("log(0.5)**x")
def test_it_is_refused_or_worked_out(formula):
    try:
        activation = ACTIVATIONS.own(Definition("f", formula, ("x",)))
    except FormulaError:
        return
    z = np.array([[-1000.0, -2.0, -0.3], [0.0, 0.7, 1000.0]])
    a, slope = np.zeros_like(z), np.zeros_like(z)
    program = activation.program(z, a, slope)
    with np.errstate(all="ignore"):
        execute(program.value)
        execute(program.slope)
    assert np.array_equal(a, activation.value.of(z=z), equal_nan=True)
    assert np.array_equal(slope, activation.slope.of(z=z, a=a), equal_nan=True)


@pytest.mark.timeout(20)
def test_the_slope_of_nested_choices_is_derived_at_once():
    activation = ACTIVATIONS.own(Definition("f", "max(x, " * 18 + "0" + ")" * 18, ("x",)))
    slope = activation.slope.of(z=np.array([[-1.0, 2.0]]), a=np.zeros((1, 2)))
    assert slope.tolist() == [[0.0, 1.0]]
