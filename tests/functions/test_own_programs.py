"""Array operations of functions that people write: the same numbers, and nothing worked out twice."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.recorded import execute

SHARING = ("x/(1 + exp(-x))", "0.5*x*(1 + tanh(0.8*(x + 0.045*x**3)))", "x**5 - x**3")
FORMULAS = (*SHARING, "x*tanh(log(1 + exp(x)))")


def program_on(formula, z):
    a, slope = np.zeros_like(z), np.zeros_like(z)
    return ACTIVATIONS[f"f(x) = {formula}"].program(z, a, slope), a, slope


@pytest.mark.parametrize("formula", SHARING)
def test_value_and_slope_share_what_they_have_in_common(formula):
    program, _, _ = program_on(formula, np.ones((2, 3)))
    done = [function for part in program for function, _ in part]
    for costly in (np.exp, np.tanh):
        assert done.count(costly) <= formula.count(costly.__name__)
    assert np.power not in done


@pytest.mark.parametrize("formula", FORMULAS)
@pytest.mark.parametrize("far", [3.0, 500.0, 1000.0, 1e30])
def test_together_they_are_what_each_is_alone(formula, far):
    z = np.array([[-1.0, 0.5, 2.0], [-far, 0.0, far]])
    program, a, slope = program_on(formula, z)
    activation = ACTIVATIONS[f"f(x) = {formula}"]
    with np.errstate(all="ignore"):
        execute(program.value)
        execute(program.slope)
    assert a.tobytes() == activation.value.of(z=z).tobytes()
    assert slope.tobytes() == activation.slope.of(z=z, a=a).tobytes()


def test_a_program_is_carried_out_again_on_other_numbers():
    z = np.array([[0.5, -2.0]])
    program, a, slope = program_on(FORMULAS[0], z)
    for numbers in ([1.0, 2.0], [-3.0, 800.0], [0.0, -800.0]):
        z[0] = numbers
        with np.errstate(all="ignore"):
            execute(program.value)
            execute(program.slope)
        s = 1 / (1 + np.exp(-z.clip(-700, 700)))
        assert a == pytest.approx(z * s, rel=1e-12, abs=1e-300)
        assert slope == pytest.approx(s + z * s * (1 - s), rel=1e-12, abs=1e-12)
