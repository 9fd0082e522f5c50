"""A sentence across the window, with buttons to answer it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractButton, QFrame, QHBoxLayout, QSizePolicy

from explainer.views.controls.controls import Label, OwnKeys


class _Lines(Label):
    """A text in as many lines as its width needs. Its layout takes it for one of a fixed height: pages whose height
    depends on their width would not be made smaller than at their narrowest."""

    def __init__(self) -> None:
        super().__init__(wordWrap=True)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)

    def show_text(self, text: str) -> None:
        self.setText(text)
        self._fit()

    def _fit(self) -> None:
        self.setMinimumHeight(0)  # what it needs is never told as less than that
        self.setFixedHeight(max(self.heightForWidth(self.width()), self.fontMetrics().height()))

    # Qt

    def hasHeightForWidth(self) -> bool:
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()


class MessageBar(QFrame):
    """Seen while there is something to say. `left` when it goes away with the focus, which is then to be another's."""

    left = Signal()

    def __init__(self, id: str, name: str, role: str, buttons: Sequence[QAbstractButton]) -> None:
        super().__init__()
        self.setObjectName(id)
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self._words, self._buttons = _Lines(), buttons
        self._words.setProperty("role", role)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(12, 4, 12, 4)
        layout.setSpacing(10)
        layout.addWidget(self._words, 1)
        for button in buttons:
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            OwnKeys(button, Qt.Key.Key_Space)
            layout.addWidget(button)

    def show_text(self, text: str, tip: str = "") -> None:
        """Show a sentence; `tip` is all of it where the sentence is only its beginning."""
        self._words.show_text(text)
        self._words.setToolTip(tip)
        self.setAccessibleDescription(tip or text)
        self.setVisible(True)

    def put_away(self) -> None:
        """There is nothing to say any more."""
        if any(button.hasFocus() for button in self._buttons):
            self.left.emit()
        self.setVisible(False)
