"""A line that a name or a formula is typed in; the place of a mistake is marked below its character."""

from __future__ import annotations

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLineEdit

from explainer.state.session.display import Display

_WAVE, _WAVES = 2.0, 4


class FormulaEntry(QLineEdit):
    """Takes what is typed as it is: nothing is ever put in its place but by the person."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._mark = -1

    @property
    def mark(self) -> int:
        """The character that is marked, from 0; −1 where none is."""
        return self._mark

    def set_mark(self, position: int) -> None:
        """Mark a character, or with −1 none."""
        if position != self._mark:
            self._mark = position
            self.update()

    def _place(self) -> QPointF:
        """Where the marked character begins, below the line of text."""
        metrics, cursor = self.fontMetrics(), self.cursorRect()
        text, at = self.text(), self.cursorPosition()
        start = cursor.center().x() - metrics.horizontalAdvance(text[:at])
        return QPointF(start + metrics.horizontalAdvance(text[: self._mark]), cursor.bottom() - 1)

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if self._mark < 0:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(self._display.palette.weight_minus), 1.6, c=Qt.PenCapStyle.RoundCap))
            step = _WAVE * self._display.zoom
            first = self._place()
            points = [first + QPointF(i * step, (i % 2) * step) for i in range(2 * _WAVES)]
            painter.drawPolyline(points)
