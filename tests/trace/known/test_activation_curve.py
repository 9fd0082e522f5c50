"""The curve beside a unit: the activation as the textbook has it, and the unit's own place on it."""

from __future__ import annotations

import math

import pytest

from explainer.trace.known.activation_curve import function_curve

BY_HAND = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "linear": lambda z: z,
    "step": lambda z: 1.0 if z > 0 else 0.0,
}


@pytest.mark.parametrize("activation", BY_HAND)
def test_it_is_the_activation(activation):
    curve = function_curve(activation, 0.7)
    wanted = [BY_HAND[activation](net) for net in curve.nets]
    assert curve.outs == pytest.approx(wanted, abs=1e-12)


def test_it_reaches_as_far_as_the_unit():
    curve = function_curve("tanh", -30.0)
    assert curve.nets[0] <= -30.0 <= curve.nets[-1]
    assert curve.nets[0] == -curve.nets[-1]


def test_its_slope_is_that_of_the_activation():
    curve = function_curve("sigmoid", 0.3775)
    assert curve.slopes == pytest.approx(curve.outs * (1 - curve.outs))


def test_what_is_too_far_out_does_not_stretch_it():
    assert function_curve("sigmoid", -1e7).nets[-1] < 1e3
