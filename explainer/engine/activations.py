"""Activation functions and their slopes, as a table.

`value(z, a)` gives the operations that write the activation of the net inputs `z` into `a`; `slope(z, a, s)` those
that write da/dz into `s`. All arrays have shape (samples, units).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.program import Operations, write_maximum

_ONE = np.array(1.0)
_LEAK = np.array(0.01)
_ZERO = np.array(0.0)


@dataclass(frozen=True)
class Activation:
    """One activation function: its name in scenario files, its value and its slope.

    A softmax has no slope of a single unit: it is used only where the loss needs none.
    """

    name: str
    value: Callable[[Array, Array], Operations]
    slope: Callable[[Array, Array, Array], Operations]


def _sigmoid(z: Array, a: Array) -> Operations:
    """1/(1 + exp(-z)); where exp(-z) overflows, the equal exp(z)/(1 + exp(z))."""
    yield np.negative, (z, a)
    yield np.exp, (a, a)
    yield np.add, (a, _ONE, a)
    yield np.reciprocal, (a, a)
    yield _restore_far, (z, a)


def _restore_far(z: Array, a: Array) -> None:
    if np.count_nonzero(a) < a.size:
        far = a == 0
        e = np.exp(z[far])
        a[far] = e / (1 + e)


def _sigmoid_slope(z: Array, a: Array, s: Array) -> Operations:
    yield np.subtract, (_ONE, a, s)
    yield np.multiply, (a, s, s)


def _tanh(z: Array, a: Array) -> Operations:
    yield np.tanh, (z, a)


def _tanh_slope(z: Array, a: Array, s: Array) -> Operations:
    yield np.multiply, (a, a, s)
    yield np.subtract, (_ONE, s, s)


def _relu(z: Array, a: Array) -> Operations:
    yield write_maximum, (_ZERO, z, a)


def _relu_slope(z: Array, a: Array, s: Array) -> Operations:
    yield np.greater, (z, _ZERO, s)


def _leaky_relu(z: Array, a: Array) -> Operations:
    yield np.multiply, (_LEAK, z, a)
    yield write_maximum, (a, z, a)


def _leaky_relu_slope(z: Array, a: Array, s: Array) -> Operations:
    yield np.greater, (z, _ZERO, s)
    yield write_maximum, (_LEAK, s, s)


def _linear(z: Array, a: Array) -> Operations:
    yield np.copyto, (a, z)


def _step(z: Array, a: Array) -> Operations:
    yield np.greater, (z, _ZERO, a)


def _constant_slope(value: Array) -> Callable[[Array, Array, Array], Operations]:
    def slope(z: Array, a: Array, s: Array) -> Operations:
        yield np.copyto, (s, value)

    return slope


def _softmax(z: Array, a: Array) -> Operations:
    """exp(z_k) / sum of exp(z_j), from differences to the largest z, so that nothing overflows."""
    column = np.zeros((len(z), 1))
    yield write_peaks, (z, np.arange(len(z)), column)
    yield np.subtract, (z, column, a)
    yield np.exp, (a, a)
    yield np.add.reduce, (a, 1, None, column, True)
    yield np.divide, (a, column, a)


def write_peaks(z: Array, rows: NDArray[np.intp], peaks: Array) -> None:
    """Write the largest number of each row of `z` into `peaks`, shape (samples, 1); sooner done than a maximum."""
    peaks[:, 0] = z[rows, z.argmax(1)]


def _no_slope(z: Array, a: Array, s: Array) -> Operations:
    raise ValueError("a softmax has no slope of its own; it needs a loss that starts from the net input")


ACTIVATIONS = {
    activation.name: activation
    for activation in (
        Activation("sigmoid", _sigmoid, _sigmoid_slope),
        Activation("tanh", _tanh, _tanh_slope),
        Activation("relu", _relu, _relu_slope),
        Activation("leaky_relu", _leaky_relu, _leaky_relu_slope),
        Activation("linear", _linear, _constant_slope(_ONE)),
        Activation("step", _step, _constant_slope(_ZERO)),
        Activation("softmax", _softmax, _no_slope),
    )
}
