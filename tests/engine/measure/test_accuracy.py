"""Where a network is to tell classes apart, and how often it names the right one."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.engine.arrays import frozen
from explainer.engine.measure.classes import classes_of, classes_to_tell, sureness
from explainer.engine.measure.evaluate import evaluate, evaluate_test
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario

CROSS = "categorical_cross_entropy"


def scenario_of(targets, activation="sigmoid", loss="half_squared_error", **data):
    """Return a network whose parameters are all 0, with as many samples as there are rows of targets."""
    network = Network.of(default_names([1, len(targets[0])]), [activation], "per_unit")
    inputs = frozen([[float(row)] for row in range(len(targets))])
    return Scenario(network, frozen(np.zeros(network.size)), Data(inputs, frozen(targets), **data), loss=loss)


@pytest.mark.parametrize(
    ("outputs", "targets", "share", "undecided"),
    [
        ([[0.2], [0.7], [0.6]], [[0], [1], [0]], 2 / 3, 0),
        ([[-0.2], [0.3]], [[-1], [1]], 1.0, 0),
        ([[0.1, 0.9], [0.8, 0.2]], [[0, 1], [0, 1]], 0.5, 0),
        ([[0.5, 0.2, 0.3], [0.1, 0.2, 0.7]], [[1, 0, 0], [0, 0, 1]], 1.0, 0),
        ([[0.5, 0.5], [0.1, 0.9]], [[1, 0], [0, 1]], 0.5, 1),
        ([[0.5], [0.5]], [[0], [1]], 0.0, 2),
    ],
)
def test_accuracy_is_the_share_of_right_classes_and_a_tie_is_not_right(outputs, targets, share, undecided):
    targets = np.array(targets, dtype=float)
    assert sureness(classes_of(targets), np.array(outputs), targets) == (share, undecided)


@pytest.mark.parametrize(
    ("targets", "activation", "loss"),
    [
        ([[0.0], [1.0]], "sigmoid", "half_squared_error"),
        ([[-1.0], [1.0]], "tanh", "half_squared_error"),
        ([[0.0], [1.0]], "step", "half_squared_error"),
        ([[0.0]], "sigmoid", "binary_cross_entropy"),
        ([[0.0, 1.0], [1.0, 0.0]], "sigmoid", "half_squared_error"),
        ([[0.0, 1.0]], "softmax", CROSS),
    ],
)
def test_classes_have_an_accuracy(targets, activation, loss):
    scenario = scenario_of(targets, activation, loss)
    assert classes_to_tell(scenario) is not None
    assert evaluate(scenario, scenario.theta).accuracy is not None


@pytest.mark.parametrize(
    ("targets", "activation", "loss"),
    [
        ([[0.0], [1.0]], "linear", "half_squared_error"),
        ([[0.0], [1.0]], "relu", "half_squared_error"),
        ([[1.0, 0.0], [0.0, 1.0]], "linear", "half_squared_error"),
        ([[0.0]], "sigmoid", "half_squared_error"),
        ([[1.0, 0.0]], "sigmoid", "half_squared_error"),
        ([[0.01, 0.99]], "sigmoid", "half_squared_error"),
        ([[0.2, 0.8]], "softmax", CROSS),
    ],
)
def test_numbers_have_none(targets, activation, loss):
    scenario = scenario_of(targets, activation, loss)
    assert classes_to_tell(scenario) is None
    assert evaluate(scenario, scenario.theta).accuracy is None


def test_equal_outputs_of_a_network_are_undecided_and_not_right():
    scenario = scenario_of([[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]], "softmax", CROSS)
    found = evaluate(scenario, scenario.theta)
    assert (found.accuracy, found.undecided) == (0.0, 3)


def test_a_test_part_of_one_class_has_an_accuracy_too():
    scenario = scenario_of([[0.0], [1.0], [1.0], [1.0]], test_fraction=0.25, seed=3)
    assert len(np.unique(scenario.data.test.targets)) == 1
    assert evaluate_test(scenario, scenario.theta).accuracy == 0.0
