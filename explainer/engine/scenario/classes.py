"""Targets that name classes: which class a sample belongs to, which one the outputs name, and how often they differ."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array

Labels = NDArray[np.intp]
UNDECIDED = -1
"""The label of a row in which no class is ahead of all others."""


@dataclass(frozen=True)
class Classes:
    """How rows of targets or outputs name one of `count` classes, counted from 0.

    With several outputs the class is the largest one. A single output names class 1 above `border`, class 0 below.
    """

    count: int
    border: float = 0.5

    def named_by(self, values: Array) -> Labels:
        """Return the class that each row names, shape (samples,), or UNDECIDED where the largest outputs are equal or
        a single one is at the border; `values` has shape (samples, output units)."""
        if values.shape[1] > 1:
            is_largest = values == values.max(1, keepdims=True)
            return np.where(is_largest.sum(1) == 1, is_largest.argmax(1), UNDECIDED)
        above, below = values[:, 0] > self.border, values[:, 0] < self.border
        return np.where(above | below, above, UNDECIDED)


def classes_of(targets: Array) -> Classes | None:
    """Return the classes that targets, shape (samples, output units), name; None where they are no classes.

    Several outputs: every target row is a single 1 among 0s. One output: targets are 0 and 1 (or -1 and 1), and the
    border is half way.
    """
    if targets.shape[1] > 1:
        return Classes(targets.shape[1]) if _is_one_hot(targets) else None
    values = set(np.unique(targets).tolist()) if targets.size else set()
    if not values <= {0.0, 1.0}:
        return Classes(2, 0.0) if values == {-1.0, 1.0} else None
    return Classes(2)


def _is_one_hot(targets: Array) -> bool:
    return bool(np.all((targets == 0) | (targets == 1)) and np.all(targets.sum(1) == 1))


def confusion(right: Labels, named: Labels, count: int) -> NDArray[np.intp]:
    """Return how many samples of each class (row) were put into each class (column), shape (count, count + 1); in the
    last column are those that are undecided."""
    column = np.where(named == UNDECIDED, count, named)
    return np.bincount(right * (count + 1) + column, minlength=count * (count + 1)).reshape(count, count + 1)


def leader(outputs: Array) -> int:
    """Return which of a sample's outputs is ahead of all others, or UNDECIDED."""
    largest = np.flatnonzero(outputs == outputs.max())
    return int(largest[0]) if len(largest) == 1 else UNDECIDED


def lead(outputs: Array) -> Array:
    """Return by how much the largest of several outputs is ahead of the next one, shape (samples,)."""
    top = np.partition(outputs, -2, axis=1)[:, -2:]
    return np.asarray(top[:, 1] - top[:, 0])
