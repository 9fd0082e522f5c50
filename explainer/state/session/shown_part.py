"""Which part of the calculation is explained: the cursor's line, or the unit, layer or phase that was stepped over."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.state.background.playback import Playback
from explainer.state.walkthrough.changes import Cause
from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.lines.line_groups import GroupSize
from explainer.trace.words.seven_steps import told

_SIZES = {**{Granularity(size): size for size in GroupSize}, Granularity.SEVEN: GroupSize.PHASE}
"""What is shown of the lines that a step of this size has gone over."""


class ShownPart(QObject):
    """Chooses the part by how the cursor came to its line: a step of a unit, layer or phase shows all of that, a jump
    shows the line. Listens to the walkthrough and the playback.

    Emits `changed` when another part of the same line is to be shown.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, playback: Playback) -> None:
        super().__init__(walkthrough)
        self._walkthrough, self._playback = walkthrough, playback
        self._granularity = playback.granularity
        self._is_jump = self._is_line = self._is_going = False
        walkthrough.moved.connect(self._on_moved)
        playback.changed.connect(self._on_playback)

    @property
    def group(self) -> KnownGroup | None:
        """The unit, layer or phase to be shown; None where it is the line, or no line yet."""
        known, size = self._walkthrough.known, self._playback.granularity
        if size not in _SIZES or self._is_jump or self._is_line or known.step is None or known.is_hidden or self.is_end:
            return None
        group = KnownGroup.at(known, _SIZES[size])
        return group if len(group) > 1 else None

    @property
    def told(self) -> str:
        """Which of the seven steps this is, and what happens in it; nothing where these are not the pace."""
        return self.told_of(self._walkthrough.known)

    def told_of(self, known: Known) -> str:
        """Return the same of another place."""
        return told(known) if self._playback.granularity is Granularity.SEVEN else ""

    @property
    def is_end(self) -> bool:
        """Whether the cursor's line is the last of its update, and the end of that is to be shown."""
        known = self._walkthrough.known
        return known.line > 0 and known.is_complete and not self._is_line

    @property
    def group_ahead(self) -> KnownGroup | None:
        """The group whose page one more step leads to."""
        size = self._playback.granularity
        known = self._walkthrough.known_after(size) if size in _SIZES else None
        if known is None or known.is_hidden or known.is_complete:
            return None
        group = KnownGroup.at(known, _SIZES[size])
        return group if len(group) > 1 else None

    def show_line_of(self, symbol: Symbol) -> None:
        """Go to the line that made a number, and show that line by itself."""
        at = self._walkthrough.origin_at(symbol)
        if at == self._walkthrough.cursor and not self._is_line:
            self._is_line = True
            self.changed.emit()
            return
        self._is_going = at is not None
        self._walkthrough.go_to_origin(symbol)
        self._is_going = False

    def _on_moved(self, cause: Cause) -> None:
        if cause in (Cause.STEP, Cause.JUMP, Cause.TRAINING):
            self._is_jump, self._is_line = cause is Cause.JUMP, self._is_going

    def _on_playback(self) -> None:
        """Show the part that the chosen size of step is about, as soon as it is chosen."""
        if self._playback.granularity is not self._granularity:
            self._granularity = self._playback.granularity
            self._is_jump = self._is_line = False
            self.changed.emit()
