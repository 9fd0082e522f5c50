"""A key that does something for as long as it is held."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget


class HeldKey(QObject):
    """Emits `pressed` when the key goes down in a window and nothing in it wants it, as a field to type in does, and
    `released` when it comes up, wherever the focus is by then, or when the window is left."""

    pressed = Signal()
    released = Signal()

    def __init__(self, key: Qt.Key, window: QWidget) -> None:
        super().__init__(window)
        self._key, self._window, self._is_down = key, window, False
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Look at what comes to the window; while the key is held, at what comes to anything."""
        if event.type() is QEvent.Type.WindowDeactivate and watched is self._window:
            self._let_go()
        elif isinstance(event, QKeyEvent) and event.key() == self._key and not event.isAutoRepeat():
            if event.type() is QEvent.Type.KeyRelease:
                self._let_go()
            elif event.type() is QEvent.Type.KeyPress and watched is self._window and not event.modifiers().value:
                self._hold()
                return True
        return False

    def _hold(self) -> None:
        application = QApplication.instance()
        if not self._is_down and application is not None:
            self._is_down = True
            application.installEventFilter(self)
            self.pressed.emit()

    def _let_go(self) -> None:
        application = QApplication.instance()
        if self._is_down and application is not None:
            self._is_down = False
            application.removeEventFilter(self)
            self.released.emit()
