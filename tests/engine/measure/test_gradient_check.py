"""Gradient checking: right gradients pass, the classic slips do not, and kinks are named."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from strategies import SMOOTH, examples, scenarios
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.measure.evaluate import Forward
from explainer.engine.measure.gradient_check import GradientChecker, gradient_check
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

SMALL = 1e-5
"""With the usual step a few strongly curved objectives differ from their slope by more than is allowed."""


@examples(20)
@given(scenarios(activations=SMOOTH))
def test_right_gradients_pass(scenario):
    check = gradient_check(replace(scenario, update_order="simultaneous"), SMALL)
    assert check.passed, check.max_relative_error
    trained = [index for layer in scenario.network.layers[1:] for index in scenario.network.trained(layer)]
    assert np.flatnonzero(check.checked).tolist() == trained
    assert np.isnan(np.delete(check.analytic, trained)).all()


def test_the_sequential_slip_fails_where_it_is_wrong():
    check = gradient_check(mazur(update_order="sequential"))
    assert not check.passed
    wrong = check.relative_error > 1e-5
    assert np.flatnonzero(wrong).tolist() == [0, 1, 2, 3]  # the output layer is updated first, so it is still right


def test_numbers_of_the_worked_example():
    check = gradient_check(mazur())
    w5 = mazur().network.layers[2].weight(0, 0)
    assert check.analytic[w5] == pytest.approx(0.082167041, abs=1e-9)  # as the page prints it
    assert check.numeric[w5] == pytest.approx(0.082167041, abs=1e-9)


def one_weight(activation, weight, **settings):
    network = Network.of(default_names([1, 1]), [activation], "per_unit")
    return Scenario(network, frozen([weight, 0.0]), Data(frozen([[1.0]]), frozen([[1.0]])), **settings)


@pytest.mark.parametrize("activation", ["relu", "leaky_relu", "step"])
def test_a_kink_is_named_and_does_not_fail(activation):
    check = gradient_check(one_weight(activation, 5e-5))
    assert check.at_kink.tolist() == [True, True]
    assert check.passed


def test_the_corner_of_l1_is_a_kink_of_its_weight_only():
    check = gradient_check(one_weight("linear", 5e-5, l1=0.5))
    assert check.at_kink.tolist() == [True, False]
    assert check.passed


def test_it_goes_on_where_it_stopped():
    checker = GradientChecker(mazur())
    assert checker.total == 8
    checker.check(3)
    assert checker.done == 3
    assert checker.result.checked.sum() == 3
    checker.check(100)
    assert checker.done == 8
    assert (
        checker.result.numeric[checker.result.checked] == gradient_check(mazur()).numeric[checker.result.checked]
    ).all()


def test_what_is_not_a_number_does_not_pass():
    scenario = one_weight("linear", 1e300)
    check = gradient_check(scenario.with_data(scenario.data.with_input(0, 0, 1e300)))
    assert not check.passed


def prices(order="simultaneous", scale=3e5, rows=50):
    """Return a network that is to learn prices as they are, in whole currency: its error is far beyond 1e10."""
    rng = np.random.default_rng(1)
    network = Network.of(default_names([3, 4, 4, 1]), ["sigmoid", "sigmoid", "linear"], "per_unit")
    data = Data(frozen(rng.normal(size=(rows, 3))), frozen(scale * (1 + rng.random((rows, 1)))))
    theta = frozen(rng.normal(0, 0.5, network.size))
    return Scenario(network, theta, data, reduction="sum", update_order=order)


@pytest.mark.parametrize("rows", [1, 50, 2000])
@pytest.mark.parametrize("scale", [3e5, 1e8])
def test_right_gradients_of_a_large_objective_pass_within_its_rounding(scale, rows):
    check = gradient_check(prices(scale=scale, rows=rows))
    assert check.in_noise.any()
    assert check.passed
    assert (np.abs(check.analytic - check.numeric)[check.in_noise] <= check.noise[check.in_noise]).all()


@pytest.mark.parametrize("order", ["simultaneous", "sequential"])
def test_the_noise_of_a_usual_objective_is_far_below_what_is_told(order):
    check = gradient_check(mazur(update_order=order))
    assert not check.in_noise.any()
    assert check.noise[check.checked].max() < 1e-11


def test_a_wrong_gradient_of_a_large_objective_still_fails():
    slipped = prices("sequential")
    check = gradient_check(slipped.with_learning_rate(1e-3))
    assert not check.passed
    assert np.flatnonzero(check.counted & (check.relative_error > 1e-5)).max() < slipped.network.layers[3].start


def areas(order="simultaneous", area=2000.0):
    """Return a network that is given areas as they are: its error bends within the usual step."""
    network = Network.of(default_names([1, 2, 1]), ["sigmoid", "linear"], "per_unit")
    data = Data(frozen([[area], [area / 2]]), frozen([[1.0], [0.0]]))
    theta = frozen([1 / area, -0.7 / area, 0.1, 0.2, 0.6, -0.4, 0.3])
    return Scenario(network, theta, data, update_order=order)


@pytest.mark.parametrize("area", [500.0, 2000.0, 20000.0])
def test_right_gradients_pass_where_large_inputs_bend_the_error(area):
    check = gradient_check(areas(area=area))
    assert (check.relative_error[check.at_bend] > 1e-5).all()
    assert np.flatnonzero(check.at_bend).tolist() == [0, 1]
    assert check.passed


def test_a_wrong_gradient_agrees_over_no_step_however_short():
    slipped = areas("sequential").with_learning_rate(0.5)
    check = gradient_check(slipped)
    assert not check.passed
    assert not check.at_bend.any()


def test_nothing_bends_in_the_worked_example():
    assert not gradient_check(mazur(update_order="sequential")).at_bend.any()


def test_a_shorter_step_that_agrees_only_by_chance_excuses_nothing():
    """Far below the noise of a shorter step, a wrong gradient agrees with it now and then."""
    excused = 0
    for seed in range(40):
        rng = np.random.default_rng(seed)
        network = Network.of(default_names([2, 2, 1]), ["sigmoid", "linear"], "per_unit")
        data = Data(frozen(rng.normal(size=(3, 2))), frozen(3e3 * (1 + rng.random((3, 1)))))
        scenario = Scenario(network, frozen(rng.normal(size=network.size)), data, update_order="sequential")
        excused += int(gradient_check(scenario.with_learning_rate(3e-8)).at_bend.sum())
    assert excused == 0


def thousands(seed, activations=("tanh", "linear"), order="simultaneous", near=False):
    """Return a network whose inputs and targets are in the thousands; its outputs may be near the targets."""
    rng = np.random.default_rng(seed)
    network = Network.of(default_names([3, *(4 for _ in activations[1:]), 2]), list(activations), "per_unit")
    inputs = rng.uniform(-5000, 5000, (6, 3))
    theta = frozen(rng.normal(0, 1, network.size) * np.where(np.arange(network.size) < 16, 3e-4, 1.0))
    scenario = Scenario(network, theta, Data(frozen(inputs), frozen(rng.uniform(1000, 9000, (6, 2)))))
    if near:
        outputs = Forward(scenario, 6).outputs(theta, scenario.data.inputs)
        scenario = scenario.with_data(Data(frozen(inputs), frozen(outputs + rng.normal(0, 0.1, (6, 2)))))
    return replace(scenario, update_order=order)


@pytest.mark.parametrize("near", [False, True])
@pytest.mark.parametrize("activations", [("linear",), ("tanh", "linear"), ("sigmoid", "linear"), ("relu", "linear")])
@pytest.mark.parametrize("epsilon", [1e-3, 1e-4, 1e-5, 1e-6, 1e-7])
def test_right_gradients_pass_where_inputs_and_targets_are_in_the_thousands(activations, near, epsilon):
    for seed in range(5):
        scenario = thousands(seed, activations, near=near)
        assert gradient_check(scenario, epsilon).passed, seed


def test_the_error_of_the_quotient_is_no_excuse_for_a_wrong_gradient():
    for seed in range(10):
        slipped = thousands(seed, order="sequential").with_learning_rate(1e-7)
        assert not gradient_check(slipped).passed, seed


@pytest.mark.parametrize("factor", [1.01, 0.99, 2.0, -1.0])
def test_a_gradient_that_is_off_fails_where_numbers_are_in_the_thousands(factor, monkeypatch):
    right = Objective.gradient
    monkeypatch.setattr(Objective, "gradient", lambda self, theta, sums=None: factor * right(self, theta))
    for seed in range(5):
        check = gradient_check(thousands(seed))
        assert not check.passed
        assert check.counted.sum() > check.checked.sum() / 2
