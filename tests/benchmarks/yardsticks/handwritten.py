"""One epoch of mini-batches through one hidden layer, vectorised by hand for exactly this network."""

# ruff: noqa: N806 - the letters of the formulas: W
from __future__ import annotations

import numpy as np


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def squared(z, target):
    """Return the mean of half the squared errors of sigmoid outputs, and their deltas."""
    out = sigmoid(z)
    off = out - target
    return 0.5 * np.sum(off * off) / len(z), off * out * (1 - out)


def cross_entropy(z, target):
    """Return the mean categorical cross-entropy of softmax outputs, and their deltas."""
    z = z - z.max(axis=1, keepdims=True)
    e = np.exp(z)
    total = e.sum(axis=1, keepdims=True)
    return -np.sum(target * (z - np.log(total))) / len(z), e / total - target


def epoch(weights, biases, inputs, targets, order, batch_size, learning_rate, loss):
    """Train on the samples in `order`; return the loss of every batch, the weights and the biases."""
    W1, W2 = (W.copy() for W in weights)
    b1, b2 = (b.copy() for b in biases)
    losses = []
    for start in range(0, len(order), batch_size):
        rows = order[start : start + batch_size]
        x, rate = inputs[rows], learning_rate / len(rows)
        hidden = sigmoid(x @ W1.T + b1)
        error, delta = loss(hidden @ W2.T + b2, targets[rows])
        losses.append(error)
        delta_hidden = (delta @ W2) * hidden * (1 - hidden)
        W2 -= rate * (delta.T @ hidden)
        b2 -= rate * delta.sum(axis=0)
        W1 -= rate * (delta_hidden.T @ x)
        b1 -= rate * delta_hidden.sum(axis=0)
    return losses, [W1, W2], [b1, b2]
