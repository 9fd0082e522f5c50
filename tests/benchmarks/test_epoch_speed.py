"""One epoch of a 64-30-10 network on as many samples as there are handwritten digits, in batches of 32.

The samples are drawn: how long an epoch takes does not depend on what they show.
"""

# ruff: noqa: N806 - the letters of the formulas: W
from __future__ import annotations

import json

import numpy as np
import pytest
from conftest import Race
from yardsticks import handwritten

from explainer.engine.run.run import Run
from explainer.files.scenario.scenario_json import read_scenario

SAMPLES, PIXELS, HIDDEN, DIGITS = 1797, 64, 30, 10
BATCH, RATE, SEED = 32, 0.5, 3
ROUNDS = 100
OUTPUTS = {
    "half_squared_error": ("sigmoid", handwritten.squared),
    "categorical_cross_entropy": ("softmax", handwritten.cross_entropy),
}

pytestmark = pytest.mark.timeout(600)


def work(loss):
    return f"1 epoch of digits, {OUTPUTS[loss][0]} outputs"


def scenario_of(loss):
    rng = np.random.default_rng(1)
    weights = [rng.normal(0, below**-0.5, (units, below)) for below, units in ((PIXELS, HIDDEN), (HIDDEN, DIGITS))]
    hidden, output = ({"units": len(W), "weights": W.tolist(), "biases": [0.0] * len(W)} for W in weights)
    inputs = rng.integers(0, 17, (SAMPLES, PIXELS)) / 16
    targets = np.eye(DIGITS)[rng.integers(0, DIGITS, SAMPLES)]
    document = {
        "format": "backprop-explainer scenario",
        "version": 1,
        "layers": [{"units": PIXELS}, {**hidden, "activation": "sigmoid"}, {**output, "activation": OUTPUTS[loss][0]}],
        "data": {"inputs": inputs.tolist(), "targets": targets.tolist()},
        "loss": loss,
        "optimizer": {"name": "sgd", "learning_rate": RATE},
        "batch_size": BATCH,
        "shuffle": True,
        "seed": SEED,
    }
    return read_scenario(json.dumps(document), "digits")


def ours(scenario):
    run = Run(scenario)
    run.advance(scenario.updates_per_epoch)
    return run


def by_hand(scenario):
    layers, data = scenario.network.layers[1:], scenario.data
    weights = [layer.weights(scenario.theta) for layer in layers]
    biases = [layer.biases(scenario.theta) for layer in layers]
    order = np.random.default_rng([SEED, 1]).permutation(SAMPLES)
    loss = OUTPUTS[scenario.loss][1]
    return handwritten.epoch(weights, biases, data.inputs, data.targets, order, BATCH, RATE, loss)


def assert_same(run, losses, weights, biases):
    theta = run.theta(run.updates)
    np.testing.assert_allclose(run.losses, losses, rtol=1e-9)
    for layer, W, b in zip(run.scenario.network.layers[1:], weights, biases, strict=True):
        np.testing.assert_allclose(layer.weights(theta), W, rtol=1e-9, atol=1e-9)
        np.testing.assert_allclose(layer.biases(theta), b, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("loss", OUTPUTS)
def test_against_numpy_by_hand(run_race, loss):
    scenario = scenario_of(loss)
    assert_same(ours(scenario), *by_hand(scenario))
    race = Race(work(loss), "NumPy by hand", 1.3)
    run_race(race, lambda: ours(scenario), lambda: by_hand(scenario), rounds=ROUNDS)


def test_against_scikit_learn(run_race):
    """Its classifier has softmax outputs and cross-entropy."""
    sklearn_mlp = pytest.importorskip("yardsticks.sklearn_mlp")
    scenario = scenario_of("categorical_cross_entropy")
    inputs, labels = scenario.data.inputs, scenario.data.targets.argmax(axis=1)
    mlp = sklearn_mlp.classifier(inputs, labels, HIDDEN, BATCH, RATE)
    assert [W.shape for W in mlp.coefs_] == [(PIXELS, HIDDEN), (HIDDEN, DIGITS)]
    assert mlp.t_ == SAMPLES

    race = Race(work(scenario.loss), "scikit-learn MLPClassifier", 0.5)
    run_race(race, lambda: ours(scenario), lambda: sklearn_mlp.epoch(mlp, inputs, labels), rounds=ROUNDS)
