"""What the gradient of one update costs, in passes and multiplications: by backpropagation, and by nudging."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario


class GradientCost(NamedTuple):
    """Passes through the network, forward and back, and multiplications of weights with numbers in all of them."""

    forward: int
    backward: int
    multiplications: int


def cost_of_backpropagation(scenario: Scenario, samples: int) -> GradientCost:
    """Return the cost of all gradients by one pass forward and one back, for a batch of so many samples.

    A weight takes part in one product on the way forward, net = w·out + …, and in one for its gradient, delta·out;
    those above the first hidden layer in a third one, which carries blame back, delta·w. So it is of the order of the
    number of weights: Bishop, Pattern Recognition and Machine Learning (2006), section 5.3.3.
    """
    weights = [layer.units * layer.sources for layer in scenario.network.layers[1:]]
    return GradientCost(1, 1, samples * (2 * sum(weights) + sum(weights[1:])))


def cost_of_nudging(scenario: Scenario, samples: int) -> GradientCost:
    """Return the cost of as many slopes by moving each trained weight and bias up and down: two passes forward for each
    of them, with one product for each weight, so it grows with the square of their number (the same section)."""
    passes = 2 * len(scenario.network.all_trained)
    weights = sum(layer.units * layer.sources for layer in scenario.network.layers[1:])
    return GradientCost(passes, 0, samples * passes * weights)
