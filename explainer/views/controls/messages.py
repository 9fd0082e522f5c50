"""What is said in a status bar, in place of the hints there, until the person goes on."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QWindow
from PySide6.QtWidgets import QStatusBar, QWidget

_PRESSES = (QEvent.Type.MouseButtonPress, QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride)
_NO_KEYS_YET = (Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta)


class Messages(QObject):
    """Shows sentences that need no answer, and hides the hints meanwhile; a bar without hints is there only for them.

    One goes with the next key or click in the window that is watched, or when something else has gone on; what the
    same key or click still does leaves it.
    """

    def __init__(self, bar: QStatusBar, hints: QWidget | None = None) -> None:
        super().__init__(bar)
        self._bar, self._hints = bar, hints
        self._is_new = False
        bar.messageChanged.connect(self._make_room)
        self._make_room("")

    def say(self, sentence: str) -> None:
        """Show a message."""
        self._is_new = True
        self._bar.showMessage(sentence)
        QTimer.singleShot(0, self, self._let_age)

    def let_go(self) -> None:
        """Something has gone on: hide the message, unless it is of the same key or click."""
        if not self._is_new:
            self._bar.clearMessage()
        self._is_new = False

    def watch(self, window: QWindow) -> None:
        """Let keys and clicks in this window end a message."""
        window.installEventFilter(self)

    def _let_age(self) -> None:
        self._is_new = False

    def _make_room(self, message: str) -> None:
        if self._hints is not None:
            self._hints.setVisible(not message)
        else:
            self._bar.setVisible(bool(message))

    # Qt

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in _PRESSES and not (isinstance(event, QKeyEvent) and event.key() in _NO_KEYS_YET):
            self._bar.clearMessage()
        return super().eventFilter(watched, event)
