"""Losses of one sample, as a table.

`error(a, target, e)` writes the error of every output unit into `e`; `slope(a, target, s)` writes dE/da into `s`.
All arrays have shape (samples, output units).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array

_HALF = np.array(0.5)


@dataclass(frozen=True)
class Loss:
    """One loss: its name in scenario files, the error of each output unit and its slope in the output."""

    name: str
    error: Callable[[Array, Array, Array], None]
    slope: Callable[[Array, Array, Array], None]


def _half_squared_error(a: Array, target: Array, e: Array) -> None:
    """E = (target - a)**2 / 2, the loss of the worked example."""
    np.subtract(target, a, e)
    np.multiply(e, e, e)
    np.multiply(_HALF, e, e)


def _half_squared_error_slope(a: Array, target: Array, s: Array) -> None:
    np.subtract(target, a, s)
    np.negative(s, s)


LOSSES = {loss.name: loss for loss in (Loss("half_squared_error", _half_squared_error, _half_squared_error_slope),)}
