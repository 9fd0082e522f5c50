"""Changes of a walkthrough: why it says that something is different, and the one undo command with its stack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.state.walkthrough.moves import Spot
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


START = Spot()


@dataclass(frozen=True, eq=False)
class View:
    """Everything that an edit replaces and undo brings back.

    `opened` is the scenario as it was opened, `at` where the cursor is in the run, `wanted` how many updates the person
    had before the edit: as many are computed anew, `ghost` the run before that edit.
    """

    run: Run
    opened: Scenario
    at: Spot = START
    name: str = ""
    wanted: int = 0
    ghost: Run | None = None


UNDO_LIMIT = 100


class EditCommand(QUndoCommand):
    """Shows `after` when done and `before` when undone, and says what was edited.

    One that was made to forget them is not done any more, and the stack drops it when it comes to it.
    """

    def __init__(self, edited: Edited, before: View, after: View, show: Callable[[View, Edited], None]) -> None:
        super().__init__(edited.text)
        self._edited, self._show = edited, show
        self._before: View | None = before
        self._after: View | None = after

    def forget(self) -> None:
        """Hold what is shown no longer."""
        self._before = self._after = None
        self.setObsolete(True)

    def redo(self) -> None:
        edited, self._edited = self._edited, self._edited._replace(kind=EditKind.REDO)
        if self._after is not None:
            self._show(self._after, edited)

    def undo(self) -> None:
        if self._before is not None:
            numbers = tuple(number.undone for number in self._edited.numbers)
            self._show(self._before, Edited(EditKind.UNDO, self.text(), numbers))


class Changes(QUndoStack):
    """The last edits, each of which can be undone."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.setUndoLimit(UNDO_LIMIT)
        self.indexChanged.connect(self._drop_forgotten)

    def spare(self, holds_too_much: Callable[[], bool]) -> None:
        """Forget the oldest edits, never the last one, as long as they hold too much."""
        for index in range(self.count() - 1):
            change = self.command(index)
            if holds_too_much() and isinstance(change, EditCommand):
                change.forget()

    def _drop_forgotten(self, index: int) -> None:
        """Drop a forgotten edit that would be undone next; to undo it shows nothing and leads to the one before."""
        if index and self.command(index - 1).isObsolete():
            self.undo()
