"""Curvature by two parameters, against second derivatives worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from explainer.engine.measure.curvature import Curvature, curvature
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example


def _measured(scenario: Scenario) -> Curvature:
    """Return the curvature by the first number of the first layer, and that of the last, or its bias."""
    first, *others = (layer.start for layer in scenario.network.layers[1:])
    pair = (first, others[0] if others else first + 1)
    found = curvature(scenario, *map(scenario.network.parameter, pair))
    assert found is not None
    return found


def test_the_hessian_of_a_line_through_points_is_made_of_their_means() -> None:
    """Half the mean of (w x + b - y)² has the second derivatives mean x², mean x and 1."""
    scenario = example("batch")
    x = scenario.data.inputs[:, 0]
    found = _measured(scenario)
    assert found.hessian == pytest.approx(np.array([[np.mean(x**2), np.mean(x)], [np.mean(x), 1]]), abs=1e-7)
    assert found.eigenvalues == pytest.approx(((4.5 + np.sqrt(2.5**2 + 4 * 1.5**2)) / 2, 0.2974), abs=1e-4)
    assert found.largest_rate == pytest.approx(0.475900, abs=1e-6)
    assert found.after_newton == pytest.approx([0.9, 0.9], abs=1e-6)


@pytest.mark.parametrize(("rate", "converges"), [(0.475, True), (0.477, False)])
def test_below_the_largest_rate_training_converges_and_above_it_explodes(rate: float, converges: bool) -> None:
    run = Run(example("batch").with_learning_rate(rate))
    run.advance(4000)
    assert (run.losses[-1] < 0.09) == converges


def test_a_product_of_two_weights_has_a_saddle_at_0() -> None:
    """½(1 - w1 w2)² has the Hessian [[w2², 2 w1 w2 - 1], [2 w1 w2 - 1, w1²]]."""
    scenario = example("saddle")
    for w1, w2 in ((0.0, 0.0), (1.0, -0.99), (2.0, 0.5)):
        found = _measured(_at(scenario, w1, w2))
        expected = np.array([[w2**2, 2 * w1 * w2 - 1], [2 * w1 * w2 - 1, w1**2]])
        assert found.hessian == pytest.approx(expected, abs=1e-6)
    flat = _measured(_at(scenario, 0.0, 0.0))
    assert flat.eigenvalues == pytest.approx((1, -1))
    assert not flat.goes_down
    assert flat.after_newton == pytest.approx([0, 0], abs=1e-9)


def _at(scenario: Scenario, w1: float, w2: float) -> Scenario:
    first, second = (layer.start for layer in scenario.network.layers[1:])
    theta = scenario.theta.copy()
    theta[[first, second]] = w1, w2
    return scenario.with_theta(theta)


def test_where_nothing_curves_there_is_no_limit_and_no_step() -> None:
    found = _measured(replace(example("perceptron"), loss="half_squared_error"))
    assert (found.eigenvalues, found.largest_rate, found.after_newton) == ((0.0, 0.0), None, None)
