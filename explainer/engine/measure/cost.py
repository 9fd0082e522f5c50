"""What the gradient of one update costs, in passes and operations: by backpropagation, and by nudging."""

from __future__ import annotations

from itertools import pairwise
from typing import NamedTuple

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.losses import LOSSES


class GradientCost(NamedTuple):
    """Passes through the network, forward and back, and the operations in all of them.

    Subtractions count as additions. An activation, its slope, the error of an output and its slope are one function
    call each. Left out is what both ways share or what a single number needs: the mean, penalties, and the update.
    """

    forward: int
    backward: int
    multiplications: int
    additions: int
    functions: int


def cost_of_backpropagation(scenario: Scenario, samples: int) -> GradientCost:
    """Return the cost of all gradients by one pass forward and one back, for a batch of so many samples.

    On the way back an output has δ = dE/dout · dout/dnet, or out − target where the loss is made for it. A hidden unit
    gets blame, Σ w·δ over the units above it, times its slope. Each weight has the gradient δ·out, and each is added up
    over the samples. So it is of the order of the number of weights: Bishop, Pattern Recognition and Machine Learning
    (2006), section 5.3.3; the equations are those of Nielsen, Neural Networks and Deep Learning (2015), chapter 2.
    """
    layers, forward = scenario.network.layers[1:], _forward(scenario, samples)
    outputs, hidden = layers[-1].units, sum(layer.units for layer in layers[:-1])
    weights = sum(layer.units * layer.sources for layer in layers)
    blames = [(below.units, above.units) for below, above in pairwise(layers)]
    is_difference = LOSSES[scenario.loss].from_net
    multiplications = weights + hidden + sum(n * above for n, above in blames) + (0 if is_difference else outputs)
    additions = sum(n * (above - 1) for n, above in blames) + (outputs if is_difference else 0)
    gradients = weights
    if scenario.network.trains_biases:
        gradients += sum(layer.bias_count for layer in layers)
        additions += sum(layer.units - layer.bias_count for layer in layers)  # a shared bias adds up its units' δ
    return GradientCost(
        forward=1,
        backward=1,
        multiplications=forward.multiplications + samples * multiplications,
        additions=forward.additions + samples * additions + (samples - 1) * gradients,
        functions=forward.functions + samples * (hidden + (0 if is_difference else 2 * outputs)),
    )


def cost_of_nudging(scenario: Scenario, samples: int) -> GradientCost:
    """Return the cost of as many slopes by moving each trained weight and bias up and down: two passes forward for each
    of them, so it grows with the square of their number (the same section)."""
    passes, forward = 2 * len(scenario.network.all_trained), _forward(scenario, samples)
    return GradientCost(passes, 0, *(passes * count for count in forward[2:]))


def _forward(scenario: Scenario, samples: int) -> GradientCost:
    """Return the cost of one pass forward with its error: net = Σ w·out + b and an activation for each unit, an error
    for each output, and the sum of all errors."""
    layers = scenario.network.layers[1:]
    outputs, products = layers[-1].units, sum(layer.units * layer.sources for layer in layers)
    without_bias = 0 if scenario.network.has_biases else sum(layer.units for layer in layers)
    functions = sum(layer.units for layer in layers) + outputs
    additions = samples * (products - without_bias + outputs) - 1
    return GradientCost(1, 0, samples * products, additions, samples * functions)
