"""The gradients against finite differences, and sums in the order in which they are written."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from hypothesis import given
from strategies import SMOOTH, examples, scenarios
from worked import mazur, one_unit

from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.engine.update.training_loop import run_pass

EPSILON = 1e-5


def objective(scenario, theta):
    return run_pass(scenario.with_theta(theta)).arrays.objective


@examples(40)
@given(scenarios(activations=SMOOTH))
def test_gradient_is_the_slope_of_the_objective(scenario):
    scenario = replace(scenario, update_order="simultaneous", l1=0.0, optimizer=OptimizerSettings())
    network, p = scenario.network, run_pass(scenario)
    for layer in network.layers[1:]:
        for index in network.trained(layer):
            up, down = scenario.theta.copy(), scenario.theta.copy()
            up[index] += EPSILON
            down[index] -= EPSILON
            slope = (objective(scenario, up) - objective(scenario, down)) / (2 * EPSILON)
            assert abs(slope - p.arrays.gradient[index]) <= 1e-6 * max(1, abs(slope))


@examples(20)
@given(scenarios())
def test_frozen_biases_stay(scenario):
    p = run_pass(scenario)
    for layer in scenario.network.layers[1:]:
        same = np.array_equal(layer.biases(p.theta_before), layer.biases(p.theta_after))
        assert same or scenario.network.trains_biases


def test_a_sequential_update_is_an_update_with_another_gradient_below_the_top():
    right, slip = run_pass(mazur()), run_pass(mazur(update_order="sequential"))
    assert np.array_equal(right.arrays.gradient[6:10], slip.arrays.gradient[6:10])
    assert not np.isclose(right.arrays.gradient[:4], slip.arrays.gradient[:4], rtol=1e-3).any()


def test_far_below_zero_a_sigmoid_keeps_its_digits():
    outs = run_pass(one_unit([1.0], 0.0, "sigmoid", [[-720.0], [-710.0], [-800.0], [720.0]])).out(1)[:, 0]
    assert np.allclose(outs[:2], [np.exp(-720.0), np.exp(-710.0)], rtol=1e-12)
    assert outs[2:].tolist() == [0.0, 1.0]
