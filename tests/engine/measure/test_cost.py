"""What a gradient costs: by hand for the worked example, else by numbers that count what is done with them."""

from __future__ import annotations

from collections import Counter
from functools import reduce
from itertools import pairwise
from operator import add

import pytest

from explainer.engine.measure.cost import cost_of_backpropagation, cost_of_nudging
from explainer.files.examples import example
from explainer.files.scenario.settings_by_path import with_settings


def test_the_worked_example_is_counted_by_hand():
    """Forward: 8 products w·out; two additions in each of 4 nets, one for the total error; 4 activations, 2 errors.
    Back: 2 products δ = dE/dout · dout/dnet of 4 slopes; blame of two hidden units from two outputs, 4 products and
    2 additions; times 2 slopes; 8 gradients δ·out. The biases stay as they are."""
    scenario = example("mazur")
    assert cost_of_backpropagation(scenario, 1) == (1, 1, 8 + 2 + 4 + 2 + 8, 9 + 2, 6 + 4 + 2)
    assert cost_of_nudging(scenario, 1) == (16, 0, 16 * 8, 16 * 9, 16 * 6)


class Tally:
    """A number that only counts what is done with it."""

    def __init__(self):
        self.done = Counter()

    def __add__(self, other):
        self.done["additions"] += 1
        return self

    __sub__ = __add__

    def __mul__(self, other):
        self.done["multiplications"] += 1
        return self

    def function(self):
        self.done["functions"] += 1
        return self


def total(numbers):
    return reduce(add, numbers)


def forward(x, sizes):
    for below, above in pairwise(sizes):
        for _ in range(above):
            (total([x * x for _ in range(below)]) + x).function()


def backward(x, sizes, from_net):
    for layer in range(len(sizes) - 1, 0, -1):
        for _ in range(sizes[layer]):
            if layer < len(sizes) - 1:
                total([x * x for _ in range(sizes[layer + 1])]) * x.function()
            elif from_net:
                x - x
            else:
                x.function() * x.function()
            for _ in range(sizes[layer - 1]):
                x * x


def tallied(sizes, samples, *, from_net, is_back):
    x = Tally()
    for _ in range(samples):
        forward(x, sizes)
        if is_back:
            backward(x, sizes, from_net)
    total([x.function() for _ in range(samples * sizes[-1])])
    if is_back:
        for below, above in pairwise(sizes):
            for _ in range(above * (below + 1)):
                total([x] * samples)
    return tuple(x.done[name] for name in ("multiplications", "additions", "functions"))


@pytest.mark.parametrize(
    ("name", "sizes", "from_net"), [("xor", [2, 2, 1], False), ("moons", [2, 6, 1], True), ("and", [2, 1], False)]
)
@pytest.mark.parametrize("samples", [1, 4])
def test_as_many_as_are_made(name, sizes, from_net, samples):
    scenario = example(name)
    assert cost_of_backpropagation(scenario, samples)[2:] == tallied(sizes, samples, from_net=from_net, is_back=True)
    passes = 2 * sum(above * (below + 1) for below, above in pairwise(sizes))
    once = tallied(sizes, samples, from_net=from_net, is_back=False)
    assert cost_of_nudging(scenario, samples) == (passes, 0, *(passes * count for count in once))


def test_it_follows_the_shape():
    wider = with_settings(example("xor"), {"layers.1.units": 3})
    assert cost_of_backpropagation(wider, 1)[2:] == tallied([2, 3, 1], 1, from_net=False, is_back=True)
