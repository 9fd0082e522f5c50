"""Where the keys are while a lesson goes on."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QWidget

from explainer.state.session.display import Display


class LessonKeys:
    """Leads the keys to the part of the column that asks for something, and back to the picture, `home`."""

    def __init__(self, column: QWidget, home: QWidget, display: Display) -> None:
        self._column, self._home, self._display = column, home, display

    def lead_to(self, target: QWidget | None, part: QWidget) -> None:
        """Give the keys to what is in a part of the column, or with None to the picture; who goes through other parts
        of the column keeps them. On a stage the picture has them: a B of the clicker is no answer."""
        focused = QApplication.focusWidget()
        if focused is None or part.isAncestorOf(focused) or not self._column.isAncestorOf(focused):
            self._give(target if target and not self._display.is_stage else self._home)

    def let_go(self, part: QWidget) -> None:
        """Give the keys back to the picture where a part has them: hidden, it would hand them to whatever is next."""
        focused = QApplication.focusWidget()
        if focused is not None and (part is focused or part.isAncestorOf(focused)):
            self._give(self._home)

    @staticmethod
    def _give(target: QWidget) -> None:
        target.setFocus(Qt.FocusReason.OtherFocusReason)
