"""The bar that asks before training starts again."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.window.message_bar import MessageBar


class RestartBar(MessageBar):
    """Listens to the walkthrough's `asked` and answers it: by a click, or with the keys, which are at “Keep” while it
    asks and afterwards where they were. Esc keeps, too."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._keep = _answer("keep", "Keep", "Leave everything as it is  (Esc)")
        start = _answer("start_anew", "Start anew", "Make this change and train again from update 1")
        super().__init__("restart", "Before training starts again", "", (self._keep, start))
        self._walkthrough = walkthrough
        self._before: QWidget | None = None
        self._keep.clicked.connect(walkthrough.keep)
        start.clicked.connect(walkthrough.start_anew)
        self.left.connect(self._give_focus_back)
        walkthrough.asked.connect(self._show)
        self._show()

    def _show(self) -> None:
        restart = self._walkthrough.restart
        if restart is None:
            self.put_away()
            return
        if self.isHidden():
            self._before = QApplication.focusWidget()
        self._keep.setAccessibleDescription(restart.question)
        self.show_text(restart.question)
        self._keep.setFocus(Qt.FocusReason.OtherFocusReason)

    def _give_focus_back(self) -> None:
        before, self._before = self._before, None
        if before is not None and before.isVisible():
            before.setFocus(Qt.FocusReason.OtherFocusReason)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            self._walkthrough.keep()
        else:
            super().keyPressEvent(event)


def _answer(id: str, text: str, tip: str) -> QPushButton:
    button = QPushButton(text)
    button.setObjectName(id)
    button.setToolTip(tip)
    return button
