"""Activations and their slopes as curves, against arithmetic of the standard library."""

from __future__ import annotations

import math

import numpy as np
import pytest

from explainer.trace.known.activation_curve import function_at, function_curve, why_flat

NETS = (-2.5, -0.3, 0.4, 3.0)


def squash(x):
    return 1 / (1 + math.exp(-x))


FUNCTIONS = {
    "sigmoid": squash,
    "tanh": math.tanh,
    "relu": lambda x: max(0.0, x),
    "leaky_relu": lambda x: x if x > 0 else 0.01 * x,
    "linear": lambda x: x,
    "step": lambda x: float(x > 0),
    "softmax": squash,  # beside one unit whose net input is 0: exp(x)/(exp(x) + 1)
}


@pytest.mark.parametrize("name", FUNCTIONS)
def test_values_and_slopes_are_those_of_the_function(name):
    f = FUNCTIONS[name]
    found = function_at(name, np.array(NETS))
    slopes = [(f(x + 1e-6) - f(x - 1e-6)) / 2e-6 for x in NETS]
    assert found.outs == pytest.approx([f(x) for x in NETS], rel=1e-12)
    assert found.slopes == pytest.approx(slopes, abs=1e-9)


def test_a_softmax_depends_on_the_others_of_its_layer():
    others = np.array([1.0, -2.0])
    found = function_at("softmax", np.array([0.5]), others)
    share = math.exp(0.5) / (math.exp(0.5) + math.exp(1.0) + math.exp(-2.0))
    assert found.outs[0] == pytest.approx(share, rel=1e-12)
    assert found.slopes[0] == pytest.approx(share * (1 - share), rel=1e-12)


@pytest.mark.parametrize(("net", "reach"), [(0.0, 6.0), (-20.0, 25.0), (1e300, 6.0)])
def test_a_curve_reaches_as_far_as_the_net_input(net, reach):
    nets = function_curve("tanh", net).nets
    assert nets[0] == -reach == -nets[-1]
    assert (np.diff(nets) > 0).all()


def test_a_step_is_upright():
    nets, outs, _ = function_curve("step", 0.0)
    jump = int(np.flatnonzero(np.diff(outs))[0])
    assert (outs[jump], outs[jump + 1]) == (0, 1)
    assert nets[jump + 1] - nets[jump] < 1e-300


@pytest.mark.parametrize(
    ("name", "net", "word"),
    [
        ("sigmoid", 4.7, "Saturated"),
        ("sigmoid", 3.5, ""),
        ("tanh", -2.7, "Saturated"),
        ("tanh", 1.9, ""),
        ("relu", -1.0, "Off"),
        ("relu", 1.0, ""),
        ("leaky_relu", -9.0, ""),
        ("linear", 9.0, ""),
        ("step", 1.0, "A step is flat"),
    ],
)
def test_it_says_where_hardly_any_blame_passes(name, net, word):
    at = function_at(name, np.array([net]))
    why = why_flat(name, at.outs[0], at.slopes[0])
    assert why.startswith(word)
    assert bool(why) == bool(word)
