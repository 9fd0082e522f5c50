"""Undo: what an edit replaces, the one undo command, and the stack of the last edits."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.moves import Spot
from explainer.trace.known.known import Walked

START, START_OF_WALK = Spot(), Walked()


@dataclass(frozen=True, eq=False)
class Snapshot:
    """Everything that an edit replaces and undo brings back.

    `opened` is the scenario as it was opened, `at` where the cursor is in the run, `wanted` how many updates the person
    had before the edit: as many are computed anew, `ghost` the run before that edit. `trained` updates were computed on
    purpose, the rest on the way to where the person `walked`.
    """

    run: Run
    opened: Scenario
    at: Spot = START
    name: str = ""
    wanted: int = 0
    ghost: Run | None = None
    trained: int = 0
    walked: Walked = START_OF_WALK


UNDO_LIMIT = 100


class EditCommand(QUndoCommand):
    """Shows `after` when done and `before` when undone, and says what was edited.

    One that was made to forget them is not done any more, and the stack drops it when it comes to it.
    """

    def __init__(
        self, edited: Edited, before: Snapshot, after: Snapshot, show: Callable[[Snapshot, Edited], None]
    ) -> None:
        super().__init__(edited.text)
        self._edited, self._show = edited, show
        self._before: Snapshot | None = before
        self._after: Snapshot | None = after

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


class UndoStack(QUndoStack):
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
