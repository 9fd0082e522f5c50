"""Single parameters that are frozen: training leaves them as they are, whatever the optimizer, and tells it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from strategies import scenarios
from worked import mazur

from explainer.engine.measure.gradient_check import gradient_check
from explainer.engine.run.run import Run
from explainer.files.scenario.scenario_json import read_scenario
from explainer.trace.lines.trace import Trace


def with_frozen(scenario, *frozen):
    return replace(scenario, network=replace(scenario.network, frozen=frozen))


@settings(max_examples=40)
@given(scenario=scenarios())
def test_frozen_parameters_never_change(scenario):
    run, kept = Run(scenario), list(scenario.network.frozen)
    run.advance(4)
    for done in range(run.updates + 1):
        np.testing.assert_array_equal(run.theta(done)[kept], scenario.theta[kept])


def test_the_others_change_as_they_would_without():
    frozen, free = (Run(with_frozen(mazur("per_unit"), *which)) for which in ((0, 7, 10), ()))
    others = [index for index in range(12) if index not in (0, 7, 10)]
    now, then = frozen.pass_of(1), free.pass_of(1)
    np.testing.assert_array_equal(now.theta_after[others], then.theta_after[others])
    np.testing.assert_array_equal(now.arrays.gradient, then.arrays.gradient)


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_a_frozen_parameter_has_a_gradient_and_no_update(order):
    scenario = replace(with_frozen(mazur("per_unit"), 1, 6), update_order=order)
    made = [step.symbol_text for step in Trace(Run(scenario).pass_of(1))]
    updates = ["w1", "w3", "w4", "b_h1", "b_h2"], ["w6", "w7", "w8", "b_o1", "b_o2"]
    expected = [f"{name}+" for layer in (updates if order == "simultaneous" else updates[::-1]) for name in layer]
    assert [name for name in made if name.endswith("+")] == expected
    assert {"dE_total/dw2", "dE_total/dw5"} <= {*made}


def test_the_check_leaves_frozen_parameters_out():
    check = gradient_check(with_frozen(mazur("per_unit"), 1, 6))
    assert np.flatnonzero(~check.checked).tolist() == [1, 6]
    assert check.passed


def test_statquest_trains_one_bias():
    """Josh Starmer's first example: a network of two softplus units, of which only the last bias is learnt."""
    x, t = np.array([0.0, 0.5, 1.0]), np.array([0.0, 1.0, 0.0])
    softplus = [np.logaddexp(0, 3.34 * x - 1.43), np.logaddexp(0, -3.53 * x + 0.57)]
    bias, biases = 0.0, [0.0]
    for _ in range(3):
        out = -1.22 * softplus[0] - 2.30 * softplus[1] + bias
        bias -= 0.1 * (-2 * (t - out)).sum()
        biases.append(bias)
    run = Run(statquest())
    run.advance(3)
    np.testing.assert_allclose([run.theta(done)[-1] for done in range(4)], biases, rtol=1e-12)
    np.testing.assert_array_equal(run.theta(3)[:-1], statquest().theta[:-1])


def statquest():
    return read_scenario(
        """{"format": "backprop-explainer scenario", "version": 2,
        "layers": [{"units": 1},
          {"units": 2, "activation": "softplus", "weights": [[3.34], [-3.53]], "biases": [-1.43, 0.57]},
          {"units": 1, "activation": "linear", "weights": [[-1.22, -2.30]], "biases": [0]}],
        "data": {"inputs": [[0], [0.5], [1]], "targets": [[0], [1], [0]]},
        "loss": "squared_error", "reduction": "sum", "optimizer": {"name": "sgd", "learning_rate": 0.1},
        "frozen": ["w1", "w2", "w3", "w4", "b_h1", "b_h2"]}"""
    )
