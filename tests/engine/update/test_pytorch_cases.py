"""Gradients, losses and parameters that PyTorch autograd computed, for every case whose parts the engine has."""

from __future__ import annotations

import json

import numpy as np
import pytest
from golden_data import pytorch_cases

from explainer.engine.run.run import Run
from explainer.files.scenario.scenario_json import read_scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS


def within_reach(case):
    scenario = case["scenario"]
    activations = {layer["activation"] for layer in scenario["layers"][1:]}
    return (
        scenario["optimizer"]["name"] in OPTIMIZERS and activations <= set(ACTIVATIONS) and scenario["loss"] in LOSSES
    )


CASES = [case for case in pytorch_cases() if within_reach(case)]


def by_layer(network, vector):
    weights = [layer.weights(vector) for layer in network.layers[1:]]
    biases = [np.broadcast_to(layer.biases(vector), layer.units) for layer in network.layers[1:]]
    return weights, biases


def close(ours, theirs):
    for a, b in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(a, b, rtol=1e-9, atol=1e-15)


def test_there_are_cases():
    assert len(CASES) >= 12


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_training(case):
    scenario = read_scenario(json.dumps(case["scenario"]))
    run, expected = Run(scenario), case["expected"]
    run.advance(case["updates"])
    np.testing.assert_allclose(run.losses, expected["loss_history"], rtol=1e-9)
    weights, biases = by_layer(scenario.network, run.theta(case["updates"]))
    close(weights, expected["weights"])
    close(biases, expected["biases"])


@pytest.mark.parametrize("case", CASES, ids=[case["name"] for case in CASES])
def test_gradients_at_start(case):
    whole = read_scenario(json.dumps(case["scenario"] | {"batch_size": None, "shuffle": False}))
    weights, biases = by_layer(whole.network, Run(whole).pass_of(1).arrays.gradient)
    close(weights, case["expected"]["gradients_at_start"]["weights"])
    if whole.network.biases == "per_unit":
        close(biases, case["expected"]["gradients_at_start"]["biases"])
