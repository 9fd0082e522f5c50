"""A network trained as textbooks write it: one dot product per layer, new arrays at every update, nothing kept."""

# ruff: noqa: N806 - the letters of the formulas: W
from __future__ import annotations

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def train(weights, biases, x, target, learning_rate, updates):
    """Make `updates` updates from one sample, with half the squared error and biases that stay.

    Returns the weights after them, and the error before the last.
    """
    weights = [W.copy() for W in weights]
    for _ in range(updates):
        outs = [x]
        for W, b in zip(weights, biases, strict=True):
            outs.append(sigmoid(np.dot(W, outs[-1]) + b))
        error = 0.5 * np.sum((target - outs[-1]) ** 2)
        delta = (outs[-1] - target) * outs[-1] * (1 - outs[-1])
        gradients = [np.outer(delta, outs[-2])]
        for layer in range(len(weights) - 1, 0, -1):
            delta = np.dot(weights[layer].T, delta) * outs[layer] * (1 - outs[layer])
            gradients.insert(0, np.outer(delta, outs[layer - 1]))
        for W, gradient in zip(weights, gradients, strict=True):
            W -= learning_rate * gradient
    return weights, error
