"""A line that a number is typed into as an answer."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

_SIGNS = frozenset("0123456789.,/+-−–eE·×*^% '⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_EDITING = (Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_End)


class AnswerEntry(QLineEdit):
    """Takes what numbers are written with; every other key, and one that moves in an empty line, is the window's."""

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and self._is_of_window(event):
            event.ignore()
            return False
        return super().event(event)

    def _is_of_window(self, event: QKeyEvent) -> bool:
        if event.key() in _EDITING:
            return not self.text()
        is_typed = not event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier)
        is_sign = event.text() in _SIGNS and event.key() != Qt.Key.Key_Space
        return is_typed and event.text().isprintable() and event.text() != "" and not is_sign
