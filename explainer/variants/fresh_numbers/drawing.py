"""Drawing the numbers of a scenario anew, with two decimals: weights, biases, inputs and targets of its kind."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.activations import ACTIVATIONS

MOST_WEIGHTS = 60
"""As many can all have different sizes, and be worked with by hand."""
_MOST_SAMPLES = 8
_SIZES = np.arange(10, 96) / 100
_INPUTS = np.arange(20, 96) / 100
_RATES = (0.4, 0.5, 0.6, 0.8)
_NEAR_0, _NEAR_1 = (0.01, 0.05, 0.1), (0.9, 0.95, 0.99)


def numbers_drawn(scenario: Scenario, rng: np.random.Generator) -> Scenario:
    """Return the scenario with other weights and, unless they mean something, other data."""
    data = _data(scenario, rng) if _is_any_data(scenario.data) else scenario.data
    return replace(scenario, theta=_theta(scenario, rng), data=data, optimizer=_optimizer(scenario, rng))


def _theta(scenario: Scenario, rng: np.random.Generator) -> Array:
    """Draw sizes, no two of them equal, and signs. A bias that a layer has in common stays one number, and a single
    parameter that is frozen stays what it is."""
    network = scenario.network
    theta = _signed(rng.choice(_SIZES, network.size, replace=False), rng)
    for layer in network.layers[1:]:
        if scenario.has_one_bias_per_layer:
            layer.biases(theta)[:] = layer.biases(theta)[:1]
    kept = list(network.frozen)
    theta[kept] = scenario.theta[kept]
    return frozen(theta)


def _signed(sizes: Array, rng: np.random.Generator) -> Array:
    return np.where(rng.random(sizes.shape) < 0.5, -sizes, sizes)


def _optimizer(scenario: Scenario, rng: np.random.Generator) -> OptimizerSettings:
    """A learning rate that is usual by hand is drawn anew, every other belongs to its optimizer and its data."""
    optimizer = scenario.optimizer
    is_usual = _RATES[0] <= optimizer.learning_rate <= _RATES[-1] and optimizer.name == "sgd"
    return replace(optimizer, learning_rate=float(rng.choice(_RATES))) if is_usual else optimizer


def _is_any_data(data: Data) -> bool:
    """Tell whether the numbers are just numbers: those of a table, a generator, of classes or a truth table are not."""
    is_named = bool(data.source or data.classes or data.file)
    is_truth_table = len(data.inputs) > 1 and bool(np.isin(data.inputs, (-1, 0, 1)).all())
    return not is_named and not is_truth_table and len(data.inputs) <= _MOST_SAMPLES


def _data(scenario: Scenario, rng: np.random.Generator) -> Data:
    data = scenario.data
    inputs = rng.choice(_INPUTS, data.inputs.shape)
    if (data.inputs < 0).any():
        inputs = _signed(inputs, rng)
    return data.with_numbers(inputs, _targets(scenario, rng))


def _targets(scenario: Scenario, rng: np.random.Generator) -> Array:
    """Draw targets that the outputs can come near to."""
    targets = scenario.data.targets
    if np.isin(targets, (0, 1)).all():
        return _marks(targets, rng)
    limits = ACTIVATIONS[scenario.network.layers[-1].activation].limits
    if limits:
        high = rng.permuted(np.arange(targets.size) % 2 == rng.integers(2)).reshape(targets.shape)
        least, most = limits
        near = np.where(high, rng.choice(_NEAR_1, targets.shape), rng.choice(_NEAR_0, targets.shape))
        return np.round(least + (most - least) * near, 2)
    sizes = rng.choice(_INPUTS, targets.shape)
    return _signed(sizes, rng) if (targets < 0).any() else sizes


def _marks(targets: Array, rng: np.random.Generator) -> Array:
    """Exchange zeros and ones: those of a sample where exactly one of several is 1, or else all."""
    if targets.shape[1] > 1 and (targets.sum(1) == 1).all():
        return rng.permuted(targets, axis=1)
    return rng.permuted(targets.ravel()).reshape(targets.shape) if targets.size > 1 else 1 - targets * rng.integers(2)
