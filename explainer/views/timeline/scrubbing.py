"""Scrubbing: a press on a track and a drag along it move the cursor."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QMouseEvent

from explainer.state.background.work import once_after
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough

FINELY = 0.1
"""How much of the way of the mouse a drag with Shift goes."""


class Scrubber(QObject):
    """Moves the cursor to what `aim` returns for a place along the track, while the mouse is held down.

    It goes to the last place aimed at; those passed on the way there while the window was busy are left out. With Shift
    it starts from where the cursor's marker is, and goes a tenth of the way of the mouse. An edit, or undo, ends it.
    """

    def __init__(self, walkthrough: Walkthrough, aim: Callable[[float], Cursor], parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough, self._aim = walkthrough, aim
        self.held_step = 0
        """The step that the cursor was at when the drag began."""
        self.is_on = False
        self._place = self._mouse = 0.0
        self._target: Cursor | None = None
        self._soon = once_after(0, self._go, self)
        walkthrough.edited.connect(self._stay)

    def press(self, event: QMouseEvent, marker: float) -> None:
        """Begin; `marker` is where the cursor is along the track."""
        self.is_on, self.held_step = True, self._walkthrough.cursor.step
        self._mouse = event.position().x()
        self._place = marker
        self._follow(event)
        self._go()

    def move(self, event: QMouseEvent) -> None:
        """Follow the mouse as soon as there is time."""
        if self.is_on:
            self._follow(event)
            self._soon.start()

    def release(self) -> None:
        """End, at the last place aimed at."""
        self.is_on = False
        self._soon.stop()
        self._go()

    def _stay(self) -> None:
        """End where the cursor is: the track has changed under the mouse."""
        self.is_on, self._target = False, None
        self._soon.stop()

    def _follow(self, event: QMouseEvent) -> None:
        x = event.position().x()
        finely = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
        self._place = self._place + FINELY * (x - self._mouse) if finely else x
        self._mouse = x
        self._target = self._aim(self._place)

    def _go(self) -> None:
        if self._target is not None:
            target, self._target = self._target, None
            self._walkthrough.go_to(*target)
