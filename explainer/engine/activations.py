"""Activation functions and their slopes, as a table.

`value(z, a)` writes the activation of the net inputs `z` into `a`; `slope(z, a, s)` writes da/dz into `s`.
All arrays have shape (samples, units) and none is allocated, so that training and explaining run the same code.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array

_ONE = np.array(1.0)
_LEAK = np.array(0.01)
_ZERO = np.array(0.0)


@dataclass(frozen=True)
class Activation:
    """One activation function: its name in scenario files, its value and its slope."""

    name: str
    value: Callable[[Array, Array], object]
    slope: Callable[[Array, Array, Array], object]


def _sigmoid(z: Array, a: Array) -> None:
    """1/(1 + exp(-z)); where exp(-z) overflows, the equal exp(z)/(1 + exp(z))."""
    np.negative(z, a)
    np.exp(a, a)
    np.add(a, _ONE, a)
    np.reciprocal(a, a)
    if np.count_nonzero(a) < a.size:
        far = a == 0
        e = np.exp(z[far])
        a[far] = e / (1 + e)


def _sigmoid_slope(z: Array, a: Array, s: Array) -> None:
    np.subtract(_ONE, a, s)
    np.multiply(a, s, s)


def _tanh_slope(z: Array, a: Array, s: Array) -> None:
    np.multiply(a, a, s)
    np.subtract(_ONE, s, s)


def _leaky_relu(z: Array, a: Array) -> None:
    np.multiply(_LEAK, z, a)
    np.maximum(a, z, out=a)


def _leaky_relu_slope(z: Array, a: Array, s: Array) -> None:
    np.greater(z, _ZERO, s)
    np.maximum(_LEAK, s, out=s)


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", _sigmoid, _sigmoid_slope),
        Activation("tanh", lambda z, a: np.tanh(z, a), _tanh_slope),
        Activation("relu", lambda z, a: np.maximum(_ZERO, z, out=a), lambda z, a, s: np.greater(z, _ZERO, s)),
        Activation("leaky_relu", _leaky_relu, _leaky_relu_slope),
        Activation("linear", lambda z, a: np.copyto(a, z), lambda z, a, s: s.fill(1.0)),
        Activation("step", lambda z, a: np.greater(z, _ZERO, a), lambda z, a, s: s.fill(0.0)),
    )
}
