"""Changes of a walkthrough: why the cursor moved, and what was edited, number by number."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from enum import StrEnum
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.notations.naming import parameter_name


class Cause(StrEnum):
    """Why the cursor is elsewhere, or more or less of its line is known."""

    STEP = "step"
    JUMP = "jump"
    TRAINING = "training"
    EDIT = "edit"
    REVEAL = "reveal"


class EditKind(StrEnum):
    """How another run came to be shown; a drag makes many until it ends."""

    EDIT = "edit"
    DRAG = "drag"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"


class ChangedNumber(NamedTuple):
    """A number that an edit changed, by its name; an input or target is one of a `sample` of the data, from 1."""

    name: str
    before: float
    after: float
    sample: int = 0

    @property
    def undone(self) -> ChangedNumber:
        return self._replace(before=self.after, after=self.before)


class Edited(NamedTuple):
    """An edit by its kind, and by its name in the person's words; with the numbers that it changed one by one."""

    kind: EditKind
    text: str
    numbers: tuple[ChangedNumber, ...] = ()


MOST_NUMBERS = 100
"""An edit that changes more numbers puts other data, or other weights, in their place."""


def changed_numbers(before: Scenario, after: Scenario) -> tuple[ChangedNumber, ...]:
    """Return the weights, biases, inputs, targets and learning rate that are different, as far as both have them."""
    network, old, new = after.network, before.data, after.data
    if (before.network.shape, old.inputs.shape) != (network.shape, new.inputs.shape):
        return ()
    theta, inputs, targets = (
        np.argwhere(one != other).tolist()
        for one, other in ((before.theta, after.theta), (old.inputs, new.inputs), (old.targets, new.targets))
    )
    if len(theta) + len(inputs) + len(targets) > MOST_NUMBERS:
        return ()
    parameters = {parameter_name(after, network.parameter(index)): index for (index,) in theta}
    rates = float(before.optimizer.learning_rate), float(after.optimizer.learning_rate)
    return (
        *(ChangedNumber(name, float(before.theta[at]), float(after.theta[at])) for name, at in parameters.items()),
        *_changed_in(network.names[0], "{}", old.inputs, new.inputs, inputs),
        *_changed_in(network.names[-1], "target_{}", old.targets, new.targets, targets),
        *([ChangedNumber("learning_rate", *rates)] if rates[0] != rates[1] else []),
    )


def _changed_in(
    units: Sequence[str], name: str, old: Array, new: Array, places: Iterable[Sequence[int]]
) -> Iterator[ChangedNumber]:
    for row, unit in places:
        yield ChangedNumber(name.format(units[unit]), float(old[row, unit]), float(new[row, unit]), row + 1)
