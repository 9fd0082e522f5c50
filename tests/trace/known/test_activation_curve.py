"""The curve beside a unit: the activation as the textbook has it, and the unit's own place on it."""

from __future__ import annotations

import math

import numpy as np
import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.trace.known.activation_curve import curve_of
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace

BY_HAND = {
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "tanh": math.tanh,
    "relu": lambda z: max(z, 0.0),
    "leaky_relu": lambda z: z if z > 0 else 0.01 * z,
    "linear": lambda z: z,
    "step": lambda z: 1.0 if z > 0 else 0.0,
}


def trace_of(activation, net=0.7, **settings):
    network = Network.of(default_names([1, 1]), [activation], "per_unit")
    data = Data(frozen(np.array([[1.0]])), frozen(np.array([[0.5]])))
    return Trace(run_pass(Scenario(network, frozen(np.array([net, 0.0])), data, **settings)))


def line(trace, operation):
    return next(step for step in trace if step.operation == operation)


@pytest.mark.parametrize("activation", BY_HAND)
def test_it_is_the_activation(activation):
    curve = curve_of(Known.after(line(trace_of(activation), "out")))
    wanted = [BY_HAND[activation](net) for net in curve.nets]
    assert curve.outs == pytest.approx(wanted, abs=1e-12)
    assert (curve.net, curve.out) == (pytest.approx(0.7), pytest.approx(BY_HAND[activation](0.7)))
    assert math.isnan(curve.slope), "the slope is not known yet in this line"


def test_it_reaches_as_far_as_the_unit():
    curve = curve_of(Known.after(line(trace_of("tanh", net=-30.0), "out")))
    assert curve.nets[0] <= -30.0 <= curve.nets[-1]
    assert curve.nets[0] == -curve.nets[-1]


def test_the_slope_is_that_of_the_line():
    trace = Trace(run_pass(mazur()))
    step = next(step for step in trace if step.symbol_text == "dout_h1/dnet_h1")
    out = 0.5932699921
    assert curve_of(Known.after(step)).slope == pytest.approx(out * (1 - out))


@pytest.mark.parametrize("operation", ["net", "error", "delta", "gradient", "update"])
def test_other_lines_have_none(operation):
    assert curve_of(Known.after(line(trace_of("sigmoid"), operation))) is None


def test_a_softmax_has_none():
    network = Network.of(default_names([1, 2]), ["softmax"], "per_unit")
    data = Data(frozen(np.array([[1.0]])), frozen(np.array([[0.0, 1.0]])))
    scenario = Scenario(network, frozen(np.ones(network.size)), data, loss="categorical_cross_entropy")
    assert curve_of(Known.after(line(Trace(run_pass(scenario)), "out"))) is None


def test_what_is_too_far_out_is_not_drawn():
    assert curve_of(Known.after(line(trace_of("sigmoid", net=-1e7), "out"))) is None
