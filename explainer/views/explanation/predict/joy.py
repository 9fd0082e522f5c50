"""A small sign of joy at a right answer: a tick that is drawn, with sparks around it. Short, and no sound."""

from __future__ import annotations

import math

from PySide6.QtCore import QPointF, QRectF, Qt, QVariantAnimation
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPalette, QPen, QPolygonF
from PySide6.QtWidgets import QStyle, QWidget

_DURATION = 700
"""In milliseconds."""
_SPARKS = 8
_DRAWN = 0.4
"""When the tick is there, as a share of the time."""
_TICK = QPointF(-0.42, 0.02), QPointF(-0.12, 0.32), QPointF(0.42, -0.30)


class Joy(QWidget):
    """Plays over the right end of a widget, and takes no clicks. Where less motion is asked for, by the system or by
    `reduce_motion`, nothing is played."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self.reduce_motion = False
        self._over = over
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.setDuration(_DURATION)
        self._clock.valueChanged.connect(self.update)
        self._clock.finished.connect(self.hide)
        self.hide()

    def play(self) -> None:
        if self.reduce_motion or not self.style().styleHint(QStyle.StyleHint.SH_Widget_Animation_Duration):
            return
        side = 3 * self.fontMetrics().height()
        self.setGeometry(self._over.width() - side - 8, 0, side, side)
        self.raise_()
        self.show()
        self._clock.start()

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        at = float(self._clock.currentValue())
        colour = self.palette().color(QPalette.ColorRole.Highlight)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.translate(QRectF(self.rect()).center())
            painter.scale(self.width() / 3, self.width() / 3)
            _draw_tick(painter, colour, min(at / _DRAWN, 1.0))
            _draw_sparks(painter, colour, at)


def _draw_tick(painter: QPainter, colour: QColor, share: float) -> None:
    """Draw the first part of the tick, as long as that share of it."""
    start, corner, end = _TICK
    down, up = min(share * 3, 1.0), max(share * 1.5 - 0.5, 0.0)
    line = [start, start + (corner - start) * down, corner + (end - corner) * up]
    pen = QPen(colour, 0.16)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(line if up else line[:2]))


def _draw_sparks(painter: QPainter, colour: QColor, at: float) -> None:
    """Draw dots that fly out from the tick and get smaller."""
    if at < _DRAWN:
        return
    gone = (at - _DRAWN) / (1 - _DRAWN)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    size = 0.11 * (1 - gone)
    for spark in range(_SPARKS):
        turn = 2 * math.pi * spark / _SPARKS
        far = 0.7 + 0.7 * gone
        painter.drawEllipse(QPointF(far * math.cos(turn), far * math.sin(turn)), size, size)
