"""Nudging: against the printed arithmetic of the worked example, against training, and where there is no slope."""

from __future__ import annotations

import math
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import SMOOTH, scenarios
from worked import mazur, one_unit

from explainer.engine.arrays import frozen
from explainer.engine.measure.nudge import Nudger
from explainer.engine.run.run import Run
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.engine.update.training_loop import run_pass


def worked_error(w5: float) -> float:
    """The error of the worked example by the formulas of the web's page, with another w5."""
    out_h1, out_h2 = 1 / (1 + math.exp(-0.3775)), 1 / (1 + math.exp(-0.3925))
    out_o1 = 1 / (1 + math.exp(-(w5 * out_h1 + 0.45 * out_h2 + 0.60)))
    out_o2 = 1 / (1 + math.exp(-(0.50 * out_h1 + 0.55 * out_h2 + 0.60)))
    return 0.5 * (0.01 - out_o1) ** 2 + 0.5 * (0.99 - out_o2) ** 2


def w5(p):
    return p.scenario.network.parameter(p.scenario.network.layers[2].start)


def test_the_worked_example_with_a_pocket_calculator() -> None:
    p = run_pass(mazur())
    found = Nudger(p).nudge(w5(p), 0.01)
    assert (found.w, found.epsilon) == (0.40, 0.01)
    assert found.here == pytest.approx(worked_error(0.40), rel=1e-14)
    assert found.above == pytest.approx(worked_error(0.41), rel=1e-14)
    assert found.below == pytest.approx(worked_error(0.39), rel=1e-14)
    assert found.one_sided == pytest.approx((worked_error(0.41) - worked_error(0.40)) / 0.01, rel=1e-9)
    assert found.two_sided == pytest.approx(0.082167041, abs=1e-6)
    assert not found.crosses_kink


def test_the_curve_is_the_error_at_each_offset() -> None:
    p = run_pass(mazur())
    offsets = np.linspace(-2, 2, 9)
    curve = Nudger(p).curve(w5(p), offsets)
    assert curve == pytest.approx([worked_error(0.40 + offset) for offset in offsets], rel=1e-13)


@given(scenarios(hidden=(2, 3), activations=SMOOTH), st.data())
def test_the_slope_is_the_gradient_of_that_very_update(scenario, data) -> None:
    """Batches, dropout and penalty included; in sequential order only at the outputs."""
    network, run = scenario.network, Run(scenario)
    number = 1 + run.advance(2)
    p = run.pass_of(number)
    layers = network.layers[1:] if scenario.update_order == "simultaneous" else network.layers[-1:]
    index = data.draw(st.sampled_from([index for layer in layers for index in network.with_gradients(layer)]))
    nudger, parameter = Nudger(p), network.parameter(index)
    assert nudger.value(parameter, 0.0) == p.arrays.objective
    found = nudger.nudge(parameter, 1e-5)
    if not found.crosses_kink and np.isfinite([found.here, found.above, found.below]).all():
        size = max(1.0, abs(p.arrays.gradient[index]), abs(found.here))
        assert found.two_sided == pytest.approx(p.arrays.gradient[index], abs=2e-5 * size)


def test_in_the_other_order_the_slope_is_not_what_the_update_uses() -> None:
    right, slip = run_pass(mazur()), run_pass(mazur(update_order="sequential"))
    w1 = slip.scenario.network.parameter(0)
    slope = Nudger(slip).nudge(w1, 1e-5).two_sided
    assert slope == pytest.approx(right.arrays.gradient[0], rel=1e-6)
    assert abs(slope - slip.arrays.gradient[0]) > 1e-6


def test_a_frozen_bias_in_common_is_moved_for_its_whole_layer() -> None:
    together, apart = run_pass(mazur()), run_pass(mazur("per_unit"))
    layer = together.scenario.network.layers[2]
    first, second = (apart.scenario.network.parameter(layer.bias_start + unit) for unit in (0, 1))
    slopes = [Nudger(apart).nudge(bias, 1e-5).two_sided for bias in (first, second)]
    assert len(set(slopes)) == 2
    # the two biases of a per-unit scenario that are equal are still two
    assert Nudger(together).nudge(first, 1e-5).two_sided == pytest.approx(sum(slopes), rel=1e-8)
    assert together.arrays.gradient[first.index] == 0


def test_a_corner_between_the_nudges_is_told() -> None:
    p = run_pass(one_unit([1.0], -2.0, "relu", [[2.0]]))
    w = p.scenario.network.parameter(0)
    assert Nudger(p).nudge(w, 0.1).crosses_kink
    assert not Nudger(run_pass(one_unit([1.0], -1.0, "relu", [[2.0]]))).nudge(w, 0.1).crosses_kink


def test_the_corner_of_an_l1_penalty_is_told() -> None:
    network = Network.of(default_names([1, 1]), ["linear"], "per_unit")
    scenario = Scenario(network, frozen([0.005, 1.0]), Data(frozen([[1.0]]), frozen([[0.0]])), l1=0.1)
    nudger = Nudger(run_pass(scenario))
    assert nudger.nudge(network.parameter(0), 0.01).crosses_kink
    assert not nudger.nudge(network.parameter(0), 0.001).crosses_kink
    assert not nudger.nudge(network.parameter(1), 10.0).crosses_kink


def test_rounding_grows_as_the_nudge_shrinks() -> None:
    p = run_pass(mazur())
    nudger = Nudger(p)
    true = p.arrays.gradient[w5(p).index]
    for epsilon in (1e-2, 1e-5, 1e-8, 1e-11):
        found = nudger.nudge(w5(p), epsilon)
        assert found.rounding == pytest.approx(2.0**-54 / epsilon)  # E = 0.298 is between 1/4 and 1/2
        assert abs(found.two_sided - true) < 0.05 * epsilon**2 + 4 * found.rounding


def test_a_nudge_into_the_infinite_says_so_without_a_warning() -> None:
    big = 1e200
    p = run_pass(one_unit([big], 0.0, "linear", [[1.0]]))
    found = Nudger(p).nudge(p.scenario.network.parameter(0), 1.0)
    assert not np.isfinite(found.above)


def test_the_pass_is_left_as_it_was() -> None:
    settings = OptimizerSettings("adam", 0.1, MappingProxyType({"beta1": 0.9, "beta2": 0.999, "epsilon": 1e-8}))
    scenario = mazur("shared")
    p = Run(Scenario(scenario.network, scenario.theta, scenario.data, optimizer=settings)).pass_of(1)
    before, after = p.before.copy(), p.after.copy()
    Nudger(p).nudge(w5(p), 0.5)
    assert np.array_equal(p.before, before)
    assert np.array_equal(p.after, after)
