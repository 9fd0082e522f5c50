"""Digits that are typed while the keys are elsewhere in the window."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_BEGINNINGS = frozenset("0123456789.,-−+")


class TypedElsewhere(QObject):
    """Takes what a number is written with to the answer, as long as it `is_waiting`. Else such keys would change the
    size of a step, or blank the screen of a class; so they do nothing where there `was_answered`."""

    def __init__(
        self,
        is_waiting: Callable[[], bool],
        was_answered: Callable[[], bool],
        answer: Callable[[], QWidget],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._is_waiting, self._was_answered, self._answer = is_waiting, was_answered, answer

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if not isinstance(event, QKeyEvent) or not self._is_of_answer(event):
            return False
        if event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        if event.type() != QEvent.Type.KeyPress:
            return False
        if self._is_waiting():
            answer = self._answer()
            answer.setFocus(Qt.FocusReason.TabFocusReason)  # which selects a number that is there
            QApplication.sendEvent(answer, event)
        return True

    def _is_of_answer(self, event: QKeyEvent) -> bool:
        others = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier
        is_typed = event.text() in _BEGINNINGS and not event.modifiers() & others
        return is_typed and (self._is_waiting() or self._was_answered())
