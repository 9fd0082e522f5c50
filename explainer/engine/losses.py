"""Losses of one sample, as a table.

`measure(top)` gives the operations that write the error of every output unit into `top.error`, and what the backward
pass starts from: dE/da into `top.blame`, or, where `from_net` is set, dE/dz = a - target into `top.delta`. These
losses are calculated from the net input itself, which stays exact where the output has long been rounded to 0 or 1;
the slope of the activation cancels (Bishop, Neural Networks for Pattern Recognition, 1995, section 6.9).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explainer.engine.activations import write_peaks
from explainer.engine.arrays import Array
from explainer.engine.program import Operations, write_maximum

_ZERO, _HALF, _ONE = np.array(0.0), np.array(0.5), np.array(1.0)


class Top(NamedTuple):
    """The output layer of a batch; every array has shape (samples, output units)."""

    z: Array
    a: Array
    blame: Array
    delta: Array
    target: Array
    error: Array


@dataclass(frozen=True)
class Loss:
    """One loss: its name in scenario files, and the output activation that it needs, if it does not go with any."""

    name: str
    measure: Callable[[Top], Operations]
    activation: str = ""

    @property
    def from_net(self) -> bool:
        """Whether the output delta is out - target, without dE/dout and dout/dnet."""
        return bool(self.activation)


def _half_squared_error(top: Top) -> Operations:
    """E = (target - a)**2 / 2, the loss of the worked example; its slope is -(target - a)."""
    yield np.subtract, (top.a, top.target, top.blame)
    yield np.multiply, (top.blame, top.blame, top.error)
    yield np.multiply, (_HALF, top.error, top.error)


def _binary_cross_entropy(top: Top) -> Operations:
    """E = -(t log a + (1 - t) log(1 - a)) = t log(1 + exp(-z)) + (1 - t) log(1 + exp(z)) of a sigmoid.

    Both logarithms share log(1 + exp(-|z|)); what they have besides is 0 or |z|, never negative.
    """
    z, target, error = top.z, top.target, top.error
    part, rest = np.zeros_like(z), np.zeros_like(z)
    yield np.subtract, (_ONE, target, rest)
    yield write_maximum, (_ZERO, z, part)
    yield np.multiply, (rest, part, error)
    yield np.negative, (z, rest)
    yield write_maximum, (_ZERO, rest, part)
    yield np.multiply, (target, part, part)
    yield np.add, (error, part, error)
    yield np.abs, (z, part)
    yield np.negative, (part, part)
    yield np.exp, (part, part)
    yield np.log1p, (part, part)
    yield np.add, (error, part, error)
    yield np.subtract, (top.a, target, top.delta)


def _categorical_cross_entropy(top: Top) -> Operations:
    """E_k = -t_k log a_k = t_k log(1 + sum of exp(z_j - z_k) over the others) of a softmax.

    With p the largest: t_k ((z_p - z_k) + log(1 + sum of exp(z_j - z_p) over all but p)), no part of which is negative.
    """
    z, error = top.z, top.error
    peak, rest = np.zeros((len(z), 1)), np.zeros((len(z), 1))
    others = np.zeros_like(z)
    yield write_peaks, (z, np.arange(len(z)), peak)
    yield np.subtract, (z, peak, others)
    yield np.negative, (others, error)
    yield np.exp, (others, others)
    yield _leave_out_peak, (z, others, np.arange(len(z)))
    yield np.add.reduce, (others, 1, None, rest, True)
    yield np.log1p, (rest, rest)
    yield np.add, (error, rest, error)
    yield np.multiply, (top.target, error, error)
    yield np.subtract, (top.a, top.target, top.delta)


def _leave_out_peak(z: Array, others: Array, rows: Array) -> None:
    others[rows, z.argmax(1)] = 0


LOSSES = {
    loss.name: loss
    for loss in (
        Loss("half_squared_error", _half_squared_error),
        Loss("binary_cross_entropy", _binary_cross_entropy, "sigmoid"),
        Loss("categorical_cross_entropy", _categorical_cross_entropy, "softmax"),
    )
}
