"""Data loss, penalty and test loss over a run, against the formulas written out here."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.scenario.data import Data
from explainer.state.histories.loss_history import LossHistory
from explainer.state.walkthrough.walkthrough import Walkthrough


def history_of(scenario, updates):
    walkthrough = Walkthrough(scenario)
    walkthrough.go_to(updates + 1, 0)
    history = LossHistory(walkthrough)
    history.finish()
    return walkthrough.run, history


def output(theta, x):
    """The output of a 1-4-1 network with tanh and linear units, as in the lectures."""
    hidden = np.tanh(theta[:4] * x + theta[4:8])
    return theta[8:12] @ hidden + theta[12]


def test_data_loss_and_penalty_are_those_of_the_formulas_and_add_up(qapp):
    scenario = square()
    run, history = history_of(scenario, 40)
    samples = list(zip(scenario.data.inputs[:, 0], scenario.data.targets[:, 0], strict=True))
    assert history.done.tolist() == list(range(40)), "the loss of the next update is told by its own lines"
    for done, (data_loss, penalty, test) in zip(history.done.astype(int), history.losses, strict=True):
        theta = run.theta(done)
        squares = [0.5 * (t - output(theta, x)) ** 2 for x, t in samples]
        weights = np.concatenate([theta[:4], theta[8:12]])
        assert data_loss == pytest.approx(np.mean(squares), rel=1e-12)
        assert penalty == pytest.approx(scenario.l2 / (2 * len(samples)) * np.sum(weights**2), rel=1e-12)
        assert np.isnan(test)
    assert history.losses[:, :2].sum(1) == pytest.approx(run.losses, rel=1e-12)
    assert history.is_that_of_updates
    assert history.is_complete


def test_the_test_loss_is_that_of_samples_not_trained_on(qapp):
    given = square()
    data = Data(np.array([[1.0], [2.0], [3.0], [4.0]]), np.array([[1.0], [4.0], [9.0], [16.0]]), test_fraction=0.25)
    run, history = history_of(replace(given, data=data, optimizer=replace(given.optimizer, learning_rate=0.001)), 10)
    (x,), (t,) = data.test.inputs[0], data.test.targets[0]
    expected = [0.5 * (t - output(run.theta(done), x)) ** 2 for done in range(10)]
    assert history.has_test
    assert history.losses[:, 2] == pytest.approx(expected, rel=1e-12)


def test_where_a_loss_has_no_parts_nothing_is_worked_out(qapp):
    _, history = history_of(mazur(), 10)
    assert not history.is_needed
    assert history.done.size == 0
