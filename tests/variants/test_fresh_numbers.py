"""The same with other numbers: they follow from a seed, nothing in them is too small, and no slip hides."""

from __future__ import annotations

import numpy as np
import pytest
from sheets import visible_slips

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.trace.lines.trace import Trace
from explainer.variants.fresh_numbers.fresh import fresh_numbers
from explainer.variants.slips.catalogue import slips_of
from explainer.variants.variant import Variant

SEEDS = range(6)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


@pytest.mark.parametrize("seed", SEEDS)
def test_nothing_is_too_small_and_both_signs_matter(seed):
    scenario = fresh_numbers(example("mazur"), seed).scenario
    hidden, output = (layer.weights(scenario.theta) for layer in scenario.network.layers[1:])
    biases = [layer.biases(scenario.theta) for layer in scenario.network.layers[1:]]
    x, target = scenario.data.training.inputs[0], scenario.data.training.targets[0]
    h = sigmoid(hidden @ x + biases[0])
    o = sigmoid(output @ h + biases[1])
    delta = (o - target) * o * (1 - o)
    shares = output * delta[:, None]
    blame = shares.sum(0)
    assert min((h * (1 - h)).min(), (o * (1 - o)).min()) >= 0.12
    assert min(abs(delta).min(), abs(blame).min(), abs(blame * h * (1 - h)).min()) >= 0.004
    assert abs(shares).min() >= 0.002
    assert (shares.min(0) < 0).any()
    assert (shares.max(0) > 0).any()
    assert (shares.min(0) * shares.max(0) < 0).any()
    weights = np.concatenate([hidden.ravel(), output.ravel()])
    assert len(set(abs(weights))) == 8
    assert 2 <= (weights < 0).sum() <= 6
    assert biases[0][0] == biases[0][1]
    assert biases[1][0] == biases[1][1]


@pytest.mark.parametrize("seed", SEEDS)
def test_every_slip_shows_at_four_digits(seed):
    p = Run(fresh_numbers(example("mazur"), seed).scenario).pass_of(1)
    variant = Variant(p)
    possible = {
        (step.number, slip.kind.name, slip.sentence)
        for step in Trace(p)
        for slip in slips_of(step)
        if np.isfinite(value := variant.value_of(slip.rule)) and abs(value - step.value) > 1e-12 * abs(step.value)
    }
    assert {(slip.step.number, slip.kind.name, slip.sentence) for slip in visible_slips(p, 4)} == possible
    assert len(possible) > 350


def test_a_seed_gives_the_same_numbers_and_another_one_others():
    first, again, other = (fresh_numbers(example("mazur"), seed).scenario for seed in (3, 3, 4))
    assert first.same_as(again)
    assert not np.array_equal(first.theta, other.theta)
    assert first.title.endswith("with other numbers, seed 3")
    once_more = fresh_numbers(first, 5).scenario
    assert once_more.title == example("mazur").title + " with other numbers, seed 5"
    assert once_more.same_as(fresh_numbers(example("mazur"), 5).scenario)


@pytest.mark.parametrize(
    ("name", "kept"),
    [("mazur", False), ("batch", False), ("schiendorfer", False), ("xor", True), ("l2", True), ("blobs", True)],
)
def test_data_that_mean_something_stay(name, kept):
    before = example(name).data
    after = fresh_numbers(example(name), 1).scenario.data
    assert np.array_equal(before.inputs, after.inputs) is kept
    assert np.array_equal(before.targets, after.targets) is kept
    assert np.array_equal(np.round(after.inputs, 2), after.inputs) or kept


def test_a_parameter_that_is_frozen_stays():
    before = example("statquest_part2")
    after = fresh_numbers(before, 1).scenario
    frozen = list(before.network.frozen)
    assert frozen
    assert np.array_equal(after.theta[frozen], before.theta[frozen])


def test_a_large_network_has_no_numbers_by_hand():
    with pytest.raises(ValueError, match="60 weights"):
        fresh_numbers(example("digits"), 1)
