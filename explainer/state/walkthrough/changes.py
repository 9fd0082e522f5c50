"""Changes of a walkthrough: why it says that something is different, and the one undo command with its stack."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum
from typing import Generic, NamedTuple, TypeVar

from PySide6.QtCore import QObject
from PySide6.QtGui import QUndoCommand, QUndoStack


class Cause(StrEnum):
    """Why the cursor is elsewhere, or more or less of its line may be told."""

    STEP = "step"
    JUMP = "jump"
    TRAINING = "training"
    EDIT = "edit"
    REVEAL = "reveal"


class EditKind(StrEnum):
    """How another run came to be looked at; a drag makes many until it ends."""

    EDIT = "edit"
    DRAG = "drag"
    UNDO = "undo"
    REDO = "redo"
    OPEN = "open"


class Edited(NamedTuple):
    """An edit by its kind, and by its name in the person's words."""

    kind: EditKind
    text: str


T = TypeVar("T")
UNDO_LIMIT = 100


class EditCommand(QUndoCommand, Generic[T]):
    """Shows `after` when done and `before` when undone; `text` names it in the person's words.

    One that was told to forget them is not done any more, and the stack drops it when it comes to it.
    """

    def __init__(
        self,
        text: str,
        before: T,
        after: T,
        show: Callable[[T, Edited], None],
        kind: EditKind = EditKind.EDIT,
    ) -> None:
        super().__init__(text)
        self._before: T | None = before
        self._after: T | None = after
        self._show, self._kind = show, kind

    def forget(self) -> None:
        """Hold what is shown no longer."""
        self._before = self._after = None
        self.setObsolete(True)

    def redo(self) -> None:
        kind, self._kind = self._kind, EditKind.REDO
        if self._after is not None:
            self._show(self._after, Edited(kind, self.text()))

    def undo(self) -> None:
        if self._before is not None:
            self._show(self._before, Edited(EditKind.UNDO, self.text()))


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
