"""What is written around the curve of the track: where the cursor is, the ends of the loss, and counts of updates."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPen

from explainer.picture.curve import Scale, round_steps
from explainer.picture.palette import Palette
from explainer.state.session.display import Display
from explainer.trace.formula.notation import show
from explainer.views.timeline.loss_picture import EDGE, CurvePlace

HINTS = (
    "Each update adds a point to the loss curve: step on, or press +1, +10, …",
    "Each update adds a point to this curve",
    "The loss comes here",
)
_DIGITS = 3
_WIDEST = "0.00·10⁻⁰⁰"
_APART = 140.0
"""How many points lie between two counts at least."""


class Row(NamedTuple):
    """A line of text beside the curve."""

    text: str
    colour: str
    is_bold: bool = False


class TrackTexts:
    """Writes the texts of the track in its font."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self.set_font(QFont())

    def set_font(self, font: QFont) -> None:
        """Write in this font from now on."""
        bold = QFont(font)
        bold.setBold(True)
        self._fonts = font, bold
        self._metrics = QFontMetricsF(font), QFontMetricsF(bold)
        self.width_of = lru_cache(maxsize=64)(self._width_of)

    @property
    def _palette(self) -> Palette:
        return self._display.palette

    def _width_of(self, text: str, is_bold: bool = False) -> float:
        return self._metrics[is_bold].horizontalAdvance(text)

    @property
    def line(self) -> float:
        """How high a line of text is."""
        return self._metrics[0].height()

    @property
    def loss_width(self) -> float:
        """How wide the numbers left of the curve are at most."""
        return self.width_of(_WIDEST) + 8

    def paint_rows(self, painter: QPainter, rows: list[Row], left: float, width: float) -> None:
        """Write lines below each other; what is too long for the width is cut."""
        for number, (text, colour, is_bold) in enumerate(rows):
            painter.setFont(self._fonts[is_bold])
            painter.setPen(QColor(colour))
            metrics = self._metrics[is_bold]
            text = metrics.elidedText(text, Qt.TextElideMode.ElideRight, width)
            painter.drawText(QPointF(left, 2 + number * self.line + metrics.ascent()), text)

    def paint_axes(self, painter: QPainter, scale: Scale | None, place: CurvePlace) -> None:
        """Write the greatest and the least loss at the left of the curve, and counts of updates below it."""
        painter.setFont(self._fonts[0])
        painter.setPen(QPen(QColor(self._palette.line), 1))
        painter.drawLine(place.inner.bottomLeft(), place.inner.bottomRight())
        if scale is None:
            painter.setPen(QColor(self._palette.muted))
            text = next((hint for hint in HINTS if self.width_of(hint) <= place.inner.width()), "")
            painter.drawText(place.inner, Qt.AlignmentFlag.AlignCenter, text)
        else:
            self._paint_losses(painter, scale, place.inner)
        self._paint_counts(painter, place)

    def _paint_losses(self, painter: QPainter, scale: Scale, inner: QRectF) -> None:
        painter.setPen(QColor(self._palette.loss))
        half = self.line / 2
        ends = [(scale.high, inner.top() + half - EDGE)]
        if scale.low < scale.high and inner.height() > 1.6 * self.line:
            ends.append((scale.low, inner.bottom() - half + EDGE))
        for loss, y in ends:
            box = QRectF(0, y - half, inner.left() - 8, self.line)
            painter.drawText(box, Qt.AlignmentFlag.AlignRight, show(loss, _DIGITS))

    def _paint_counts(self, painter: QPainter, place: CurvePlace) -> None:
        painter.setPen(QColor(self._palette.muted))
        ascent, inner = self._metrics[0].ascent(), place.inner
        for done in round_steps(place.end, inner.width(), _APART * self._display.zoom):
            text = f"{done:,}" if done else "0 updates done"
            width = self.width_of(text)
            left = min(max(place.x(done) - width / 2, inner.left()), inner.right() + EDGE - width)
            painter.drawText(QPointF(left, place.room.bottom() + ascent), text)
