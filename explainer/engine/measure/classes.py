"""Classes: how targets and outputs name them, and how often a network names the right one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES

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


class Sureness(NamedTuple):
    """The share of samples that are put into the right class, and how many are put into none."""

    accuracy: float
    undecided: int


def classes_to_tell(scenario: Scenario) -> Classes | None:
    """Return the classes that the network is to tell apart; None where it is to find numbers.

    A cross-entropy is about classes. With another loss they are classes where the outputs are bounded and the data
    have more than one of them: a single target of 0 or 1 is a number.
    """
    targets = scenario.data.targets
    classes = classes_of(targets)
    if classes is None or LOSSES[scenario.loss].from_net:
        return classes
    is_bounded = ACTIVATIONS[scenario.network.layers[-1].activation].limits
    return classes if is_bounded and len(np.unique(classes.named_by(targets))) > 1 else None


def sureness(classes: Classes, outputs: Array, targets: Array) -> Sureness:
    """Return how often outputs name the class of the targets; both have shape (samples, output units)."""
    named = classes.named_by(outputs)
    return Sureness(float(np.mean(named == classes.named_by(targets))), int(np.count_nonzero(named == UNDECIDED)))
