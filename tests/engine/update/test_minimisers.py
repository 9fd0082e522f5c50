"""SciPy's minimisers: one update is one of their iterates, found here by calling SciPy with arithmetic of our own."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from scipy.optimize import minimize
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.engine.update.minimisers import Minimisation
from explainer.engine.update.objective import Objective
from explainer.files.examples import example
from explainer.functions.optimizers import MINIMISERS

COMPARED = {"newton_cg": (2, 1e-5)}
"""How many iterates, and how closely: newton_cg takes differences of gradients, which magnify every rounding."""
METHODS = {"bfgs": "BFGS", "l_bfgs": "L-BFGS-B", "conjugate_gradient": "CG", "newton_cg": "Newton-CG"}


def with_minimiser(scenario, name):
    return replace(scenario, optimizer=OptimizerSettings(name, 0.0))


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def worked_example(x):
    """The 2-2-2 network as a textbook writes it: error and gradient by its eight weights."""
    i, target = np.array([0.05, 0.10]), np.array([0.01, 0.99])
    w1, w2 = x[:4].reshape(2, 2), x[4:].reshape(2, 2)
    h = sigmoid(w1 @ i + 0.35)
    o = sigmoid(w2 @ h + 0.60)
    delta2 = (o - target) * o * (1 - o)
    delta1 = (w2.T @ delta2) * h * (1 - h)
    return 0.5 * np.sum((target - o) ** 2), np.concatenate([np.outer(delta1, i).ravel(), np.outer(delta2, h).ravel()])


def weights(scenario, theta):
    return np.concatenate([layer.weights(theta).ravel() for layer in scenario.network.layers[1:]])


@pytest.mark.parametrize("name", MINIMISERS)
def test_every_update_is_an_iterate(name):
    scenario = with_minimiser(mazur(), name)
    iterates = [weights(scenario, scenario.theta)]
    start = iterates[0].copy()
    minimize(worked_example, start, jac=True, method=METHODS[name], callback=lambda x: iterates.append(np.array(x)))
    run = Run(scenario)
    run.advance(len(iterates) + 3)
    count, rounding = COMPARED.get(name, (len(iterates), 1e-12))
    for done, expected in enumerate(iterates[:count]):
        np.testing.assert_allclose(weights(scenario, run.theta(done)), expected, rtol=rounding)
    assert run.theta(len(iterates)).tobytes() == run.theta(len(iterates) + 2).tobytes()


@pytest.mark.parametrize("name", MINIMISERS)
def test_any_update_is_replayed_bit_for_bit(name):
    run = Run(with_minimiser(example("xor"), name))
    run.advance(90)
    for number in (1, 2, 40, 33, 90):
        p = run.pass_of(number)
        assert p.after.tobytes() == run.state(number).tobytes()
        assert p.arrays.objective == run.losses[number - 1]


@pytest.mark.parametrize("name", MINIMISERS)
def test_the_error_comes_down_and_frozen_biases_stay(name):
    scenario = with_minimiser(mazur(), name)
    run = Run(scenario)
    run.advance(30)
    assert run.losses[-1] < run.losses[0] / 100
    for layer in scenario.network.layers[1:]:
        assert (layer.biases(run.theta(30)) == layer.biases(scenario.theta)).all()


def test_after_an_edit_the_minimiser_begins_anew_from_there():
    run = Run(with_minimiser(example("xor"), "bfgs"))
    run.advance(5)
    edited = run.scenario_after(5)
    edited = edited.with_data(edited.data.with_target(0, 0, 0.5))
    branch = run.branch(edited, 5)
    branch.advance(3)
    fresh = Run(edited)
    fresh.advance(3)
    assert branch.theta(8).tobytes() == fresh.theta(3).tobytes()


@pytest.mark.parametrize("name", MINIMISERS)
def test_iterates_that_are_not_kept_are_found_again(name):
    scenario = with_minimiser(example("xor"), name)
    whole, few = Minimisation(scenario), Minimisation(scenario, max_bytes=4 * scenario.theta.nbytes)
    for number in (0, 1, 2, 3, 9, 10, 4, 60, 5, 3000, 60, 0, 2999):
        assert few.iterate(number).tobytes() == whole.iterate(number).tobytes()
        assert len(few._kept) <= 4


def test_one_iterate_costs_one_iteration(monkeypatch):
    calls = []
    gradient = Objective.gradient
    monkeypatch.setattr(Objective, "gradient", lambda self, theta: calls.append(1) or gradient(self, theta))
    Minimisation(with_minimiser(example("xor"), "conjugate_gradient")).iterate(1)
    assert len(calls) < 10
