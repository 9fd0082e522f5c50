"""The hints in the status bar: as many of them as there is room for."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy

from explainer.views.controls.controls import Label

_HINTS = (
    "→ next",
    "← back",
    "drag or double-click a number to change it",
    "click a symbol to see where it was made",
    "right-click for more",
    "F1 help",
)
_BETWEEN = "   "


class Hints(Label):
    """Shows hints side by side, the first first; leaves out those at the end that would be cut."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("role", "caption")
        self.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._fit()

    def _fit(self) -> None:
        """Show what fits."""
        room, metrics = self.width(), self.fontMetrics()
        counts = range(len(_HINTS), -1, -1)
        texts = (_BETWEEN.join(_HINTS[:count]) for count in counts)
        text = next(text for text in texts if metrics.horizontalAdvance(text) <= room or not text)
        if text != self.text():
            self.setText(text)

    # Qt

    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def sizeHint(self) -> QSize:
        width = self.fontMetrics().horizontalAdvance(_BETWEEN.join(_HINTS))
        return QSize(width + 2, self.fontMetrics().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
