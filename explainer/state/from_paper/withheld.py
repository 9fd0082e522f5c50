"""When nothing may be told of the numbers of a run: while a result is asked for, or a bug is to be found."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.words.bug_words import bugs_of

_BUG = "Not while a bug is to be found: this would give it away."


class Withheld(QObject):
    """Emits `changed` when there is something else to tell, or nothing may be told any more."""

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._mistake = ""
        self._told_before = self._told_nothing
        walkthrough.moved.connect(self._on_moved)

    @property
    def is_quiet(self) -> bool:
        """Whether a result is asked for."""
        return self._walkthrough.known.reveal.is_quiet

    @property
    def mistake(self) -> str:
        """Why there is nothing to tell, if it is no result that is asked for."""
        is_mystery = self._walkthrough.bug_shown is BugShown.CLOSED and bugs_of(self._walkthrough.scenario)
        return _BUG if is_mystery else self._mistake

    @property
    def is_withheld(self) -> bool:
        return any(self._told_nothing)

    @property
    def _told_nothing(self) -> tuple[bool, bool]:
        return self.is_quiet, self.mistake == _BUG

    def _on_moved(self) -> None:
        if self._told_nothing != self._told_before:
            self._told_before = self._told_nothing
            self.changed.emit()
