"""Which networks have pictures for inputs, and how large a digit is in one."""

from __future__ import annotations

from math import isqrt

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array

SMALLEST_SIDE, LARGEST_SIDE = 5, 64
"""A digit cannot be told on fewer pixels."""
_SEEN = 200


def side_of(inputs: int) -> int:
    """Return how many pixels a picture of so many inputs has in a row, if it is one."""
    return isqrt(inputs)


def why_no_images(inputs: int) -> str:
    """Return why so many inputs are no picture, "" where they are one."""
    if SMALLEST_SIDE**2 <= inputs <= LARGEST_SIDE**2 and side_of(inputs) ** 2 == inputs:
        return ""
    squares = f"the squares from {SMALLEST_SIDE} × {SMALLEST_SIDE} to {LARGEST_SIDE} × {LARGEST_SIDE}"
    return f"Pictures have 8 × 8 = 64 inputs, 28 × 28 = 784 or another of {squares}; this network has {inputs:,}."


def share_of_side(inputs: Array, side: int) -> float:
    """Return how much of the side the digits of a data set take: 1 where they go from edge to edge, 20/28 where there
    is a margin as in MNIST. `inputs` has shape (samples, side²); where it is 0 there is no ink."""
    is_ink = inputs[:_SEEN].reshape(-1, side, side) > 0
    extents = np.maximum(*(_extents(np.logical_or.reduce(is_ink, axis=axis)) for axis in (1, 2)))
    return float(np.median(extents)) / side or 1.0


def _extents(has_ink: NDArray[np.bool_]) -> NDArray[np.intp]:
    """Return from the first place to the last that has ink, for each row; 0 where there is none."""
    free = has_ink.argmax(1) + has_ink[:, ::-1].argmax(1)
    return np.asarray(np.where(has_ink.any(1), has_ink.shape[1] - free, 0))
