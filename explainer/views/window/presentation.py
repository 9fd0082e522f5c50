"""Presenting: canvas and formula only, full screen and larger; the screen can be blanked; Esc leads back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAction, QColor, QPalette, QShowEvent
from PySide6.QtWidgets import QMainWindow, QWidget

from explainer.state.session.display import Display

_DESK_ONLY = (
    *("open", "save", "save_as", "copy_line", "paste_line", "export_csv", "export_picture"),
    *("undo", "redo", "reset", "new_random_weights", "fresh_numbers", "settings"),
)
_STAGE_ONLY = ("blank", "leave_presentation")


@dataclass(frozen=True)
class Desk:
    """What the window looked like before."""

    shown: tuple[QWidget, ...]
    enabled: tuple[QAction, ...]
    state: Qt.WindowState


class Presentation(QObject):
    """Turns a window into a presentation and back; `changed` when it becomes one and when it ends.

    `put_away` are the widgets that a projector does not need. While presenting, actions that edit are off, and the
    display has a zoom and digits of its own.
    """

    changed = Signal(bool)

    def __init__(
        self,
        window: QMainWindow,
        put_away: Sequence[QWidget],
        actions: Mapping[str, QAction],
        display: Display,
    ) -> None:
        super().__init__(window)
        self._window, self._put_away = window, tuple(put_away)
        self._actions, self._display = actions, display
        self._desk: Desk | None = None
        self._blank = Blank(window)
        window.installEventFilter(self)
        for name in _STAGE_ONLY:
            actions[name].setEnabled(False)

    @property
    def is_on(self) -> bool:
        return self._desk is not None

    @property
    def is_blank(self) -> bool:
        return not self._blank.isHidden()

    def toggle(self) -> None:
        """Begin to present, or stop."""
        if self.is_on:
            self.leave()
        else:
            self.enter()

    def enter(self) -> None:
        """Show canvas and formula only, on the whole screen."""
        if self.is_on:
            return
        window = self._window
        shown = tuple(widget for widget in self._put_away if not widget.isHidden())
        enabled = tuple(self._actions[name] for name in _DESK_ONLY if self._actions[name].isEnabled())
        self._desk = Desk(shown, enabled, window.windowState())
        self._switch(shown, enabled, False)
        window.setWindowState(window.windowState() | Qt.WindowState.WindowFullScreen)
        self._display.fit_stage(window.width())
        self._display.set_stage(True)
        self.changed.emit(True)

    def leave(self) -> None:
        """Show the blanked screen again, or else go back to the desk."""
        if self.is_blank:
            self.blank()
        elif self._desk is not None:
            desk, self._desk = self._desk, None
            self._display.set_stage(False)
            self._window.setWindowState(desk.state)
            self._switch(desk.shown, desk.enabled, True)
            self.changed.emit(False)

    def close(self) -> None:
        """Go back to the desk, blank or not."""
        self._blank.hide()
        self.leave()

    def blank(self) -> None:
        """Blank the screen, or show it again."""
        if self.is_on:
            self._blank.setVisible(not self.is_blank)
            self._blank.raise_()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Let everything be as large as the stage is wide."""
        if self.is_on and event.type() == QEvent.Type.Resize:
            self._display.fit_stage(self._window.width())
        return super().eventFilter(watched, event)

    def _switch(self, widgets: Sequence[QWidget], actions: Sequence[QAction], is_desk: bool) -> None:
        for widget in widgets:
            widget.setVisible(is_desk)
        for action in actions:
            action.setEnabled(is_desk)
        for name in _STAGE_ONLY:
            self._actions[name].setEnabled(not is_desk)


class Blank(QWidget):
    """A black sheet over the whole window."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self.setAccessibleName("The screen is blank. Press B to go on.")
        palette = QPalette(self.palette())
        palette.setColor(QPalette.ColorRole.Window, QColor("black"))
        self.setPalette(palette)
        self.setAutoFillBackground(True)
        self.hide()
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay as large as the window."""
        if event.type() == QEvent.Type.Resize:
            self.setGeometry(self._window.rect())
        return super().eventFilter(watched, event)

    def showEvent(self, event: QShowEvent) -> None:
        self.setGeometry(self._window.rect())
