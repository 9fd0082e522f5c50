"""What a gradient costs: counted by hand on networks that are small enough, and by watching every product made."""

from __future__ import annotations

from itertools import pairwise

import pytest

from explainer.engine.measure.cost import cost_of_backpropagation, cost_of_nudging
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings


def test_the_worked_example_is_counted_by_hand():
    """Forward 4 + 4 products; gradients of 4 + 4 weights; blame of two hidden units from two outputs each: 4 more."""
    scenario = example("mazur")
    assert cost_of_backpropagation(scenario, 1) == (1, 1, 8 + 8 + 4)
    assert cost_of_nudging(scenario, 1) == (16, 0, 16 * 8)  # its biases stay as they are


def counted_by_passing(sizes, samples):
    """Go through a network unit by unit, as a person would, and count the products."""
    count = 0
    for _ in range(samples):
        for below, above in pairwise(sizes):
            count += below * above  # net inputs
        for layer in range(len(sizes) - 1, 0, -1):
            count += sizes[layer - 1] * sizes[layer]  # gradients
            if layer > 1:
                count += sizes[layer - 1] * sizes[layer]  # blame for the layer below
    return count


@pytest.mark.parametrize(("name", "sizes"), [("xor", [2, 2, 1]), ("moons", [2, 6, 1]), ("and", [2, 1])])
@pytest.mark.parametrize("samples", [1, 4])
def test_all_samples_count(name, sizes, samples):
    scenario = example(name)
    assert cost_of_backpropagation(scenario, samples).multiplications == counted_by_passing(sizes, samples)
    weights = sum(below * above for below, above in pairwise(sizes))
    numbers = weights + sum(sizes[1:])
    assert cost_of_nudging(scenario, samples) == (2 * numbers, 0, samples * 2 * numbers * weights)


def test_it_follows_the_shape():
    wider = with_settings(example("xor"), {"layers.1.units": 3})
    assert cost_of_backpropagation(wider, 1).multiplications == counted_by_passing([2, 3, 1], 1)
