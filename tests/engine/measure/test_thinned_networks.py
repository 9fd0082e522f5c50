"""Thinned networks against arithmetic without NumPy: what each puts out, how likely it is, and their mean."""

from __future__ import annotations

from dataclasses import replace
from itertools import product
from math import exp, prod, sqrt, tanh

import numpy as np
import pytest

from explainer.engine.arrays import frozen
from explainer.engine.measure.thinned_networks import DRAWN, ensemble_of, is_mean_exact
from explainer.engine.run.run import Run
from explainer.engine.scenario.batches import keep_mask
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.examples import example

INPUTS = [1.0, 2.0]
FORMULAS = {"linear": lambda x: x, "tanh": tanh, "sigmoid": lambda x: 1 / (1 + exp(-x))}


def network_of(units, activations, weights, dropout):
    network = Network.of(default_names(units), activations, "per_unit")
    data = Data(frozen([INPUTS]), frozen([[0.0] * units[-1]]))
    return Scenario(network, frozen(weights), data, dropout=dropout)


SMALL = [0.5, -0.25, 1.5, 0.75, 0.1, -0.2, 2.0, -1.0, 0.3]
"""w1 … w4, the hidden biases, w5, w6, the output's bias."""


def by_hand(masks, hidden, output, dropout):
    """Return what the 2-2-1 network puts out under each mask, and how likely that is."""
    w, (b1, b2), (v1, v2), c = SMALL[:4], SMALL[4:6], SMALL[6:8], SMALL[8]
    first = hidden(w[0] * INPUTS[0] + w[1] * INPUTS[1] + b1), hidden(w[2] * INPUTS[0] + w[3] * INPUTS[1] + b2)
    found = []
    for keep in masks:
        passed = [out * in_ / (1 - dropout) for out, in_ in zip(first, keep, strict=True)]
        chance = prod(1 - dropout if in_ else dropout for in_ in keep)
        found.append((chance, output(v1 * passed[0] + v2 * passed[1] + c)))
    return found


@pytest.mark.parametrize("dropout", [0.5, 0.2])
def test_of_sums_alone_the_mean_is_the_whole_network(dropout):
    # h1 = 0.5 - 0.5 + 0.1 = 0.1, h2 = 1.5 + 1.5 - 0.2 = 2.8, whole: 2 · 0.1 - 2.8 + 0.3 = -2.3
    found = ensemble_of(network_of([2, 2, 1], ["linear", "linear"], SMALL, dropout), np.array(INPUTS))
    assert found.whole[0] == pytest.approx(-2.3, rel=1e-14)
    assert found.mean[0] == pytest.approx(-2.3, rel=1e-14)
    assert found.masks.astype(int).tolist() == [[1, 1], [1, 0], [0, 1], [0, 0]]
    numbers = by_hand(product((1, 0), repeat=2), FORMULAS["linear"], FORMULAS["linear"], dropout)
    assert found.probabilities == pytest.approx([chance for chance, _ in numbers])
    assert found.outputs[:, 0] == pytest.approx([out for _, out in numbers])
    if dropout == 0.5:  # 2 · 0.1 · 2 - 2.8 · 2 + 0.3, then one of the two terms alone, then the bias
        assert found.outputs[:, 0] == pytest.approx([-4.9, 0.7, -5.3, 0.3])


def test_behind_a_sigmoid_the_mean_is_only_near():
    found = ensemble_of(network_of([2, 2, 1], ["tanh", "sigmoid"], SMALL, 0.25), np.array(INPUTS))
    numbers = by_hand(product((1, 0), repeat=2), tanh, FORMULAS["sigmoid"], 0.25)
    assert found.outputs[:, 0] == pytest.approx([out for _, out in numbers], rel=1e-14)
    assert found.mean[0] == pytest.approx(sum(chance * out for chance, out in numbers), rel=1e-14)
    whole = FORMULAS["sigmoid"](2 * tanh(0.1) - tanh(2.8) + 0.3)
    assert found.whole[0] == pytest.approx(whole, rel=1e-14)
    assert abs(found.mean[0] - whole) > 0.005
    yes, no = (prod((o if way else 1 - o) ** chance for chance, o in numbers) for way in (True, False))
    assert found.of_mean_net[0] == pytest.approx(yes / (yes + no), rel=1e-12)  # the normalised geometric mean
    assert found.of_mean_net[0] == pytest.approx(whole, rel=1e-12)


def test_units_of_two_layers_sit_out_by_themselves():
    # 2-2-2-1 of sums alone: 16 masks, and the mean is the whole network still
    weights = [*SMALL[:6], 0.4, -0.6, 1.1, 0.9, 0.05, -0.15, 1.3, -0.7, 0.2]
    scenario = network_of([2, 2, 2, 1], ["tanh", "linear", "linear"], weights, 0.3)
    found = ensemble_of(scenario, np.array(INPUTS))
    a1, a2 = tanh(0.1), tanh(2.8)
    whole = 1.3 * (0.4 * a1 - 0.6 * a2 + 0.05) - 0.7 * (1.1 * a1 + 0.9 * a2 - 0.15) + 0.2
    assert len(found.masks) == 16
    assert found.whole[0] == pytest.approx(whole, rel=1e-14)
    assert found.mean[0] == pytest.approx(whole, rel=1e-12)
    p1, p2, q1, q2 = 1 / 0.7, 0, 1 / 0.7, 1 / 0.7  # h2 alone sits out
    net = 1.3 * q1 * (0.4 * p1 * a1 - 0.6 * p2 * a2 + 0.05) - 0.7 * q2 * (1.1 * p1 * a1 + 0.9 * p2 * a2 - 0.15) + 0.2
    row = found.masks.astype(int).tolist().index([1, 0, 1, 1])
    assert found.outputs[row, 0] == pytest.approx(net, rel=1e-13)
    assert found.probabilities[row] == pytest.approx(0.7**3 * 0.3)
    assert is_mean_exact(scenario)
    assert not is_mean_exact(network_of([2, 2, 2, 1], ["linear", "tanh", "linear"], weights, 0.3))


def test_the_network_of_an_update_is_that_which_training_makes():
    scenario = example("dropout")
    made = Run(scenario).pass_of(1)
    found = ensemble_of(scenario, scenario.data.inputs[0])
    mask = keep_mask(scenario, 1, 1, 4)[0] > 0
    row = int(np.flatnonzero((found.masks == mask).all(1))[0])
    assert mask.tolist() == [True, True, False, False]
    assert found.outputs[row] == pytest.approx(made.out(2)[0], rel=1e-14)


def test_of_many_units_masks_are_drawn_and_count_alike():
    units, rng = 40, np.random.default_rng(3)
    network = Network.of(default_names([2, units, 2]), ["tanh", "linear"], "per_unit")
    theta = frozen(rng.normal(0, 0.5, network.size))
    scenario = Scenario(network, theta, Data(frozen([INPUTS]), frozen([[0.0, 0.0]])), dropout=0.25, seed=4)
    found = ensemble_of(scenario, np.array(INPUTS))
    assert found.masks.shape == (DRAWN, units)
    assert not found.is_complete
    assert abs(found.masks.mean() - 0.75) < 0.01
    assert found.weights == pytest.approx(np.full(DRAWN, 1 / DRAWN))
    spread = [
        sqrt(sum((o - m) ** 2 for o in outs) / (DRAWN - 1)) for outs, m in zip(found.outputs.T, found.mean, strict=True)
    ]
    assert found.standard_error == pytest.approx([s / sqrt(DRAWN) for s in spread])
    assert (np.abs(found.mean - found.whole) < 4 * found.standard_error).all()
    assert (ensemble_of(scenario, np.array(INPUTS)).outputs == found.outputs).all()
    other = ensemble_of(replace(scenario, seed=5), np.array(INPUTS))
    assert (other.masks != found.masks).any()
