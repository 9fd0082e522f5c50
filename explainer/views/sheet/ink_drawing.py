"""Draws the ink of a page in the colours of a theme."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPainterPath, QPen, QPolygonF

from explainer.picture.pages.ink import (
    Bar,
    EmptyBox,
    Ground,
    Ink,
    LettersInk,
    Paragraph,
    ResultFrame,
    Strike,
    Typeset,
)
from explainer.picture.pages.matrix_blocks import Bracket
from explainer.picture.pages.nudge_page import NudgeChart
from explainer.picture.palette import Palette
from explainer.views.look.fonts import plain_font
from explainer.views.look.letters import draw_letters
from explainer.views.look.text_metrics import WRAPPED, book_face, plain_face
from explainer.views.look.typeset import typeset

_POINTS = 10.0
_PADDING = 0.14
"""Of the height, above and below the curve."""
_DOT, _GAP, _SAMPLE = 4.5, 6.0, 20.0
_BOX_STROKE, _BOX_CORNER, _BESIDE_BOX = 0.09, 0.18, 0.1
"""Of the height of an empty box: its line, its corners, and the room on both sides."""


class ChartDrawing:
    """Draws a chart in the colours of a theme."""

    def __init__(self, chart: NudgeChart, palette: Palette) -> None:
        self._chart, self._palette = chart, palette
        self._font = plain_font(chart.scale * _POINTS)
        self._metrics = QFontMetricsF(self._font)
        self._rect = QRectF(*chart.rect)

    def draw(self, painter: QPainter) -> None:
        painter.save()
        painter.setFont(self._font)
        self._legend(painter)
        self._axes(painter)
        if np.isfinite(self._chart.errors).sum() > 1 and np.isfinite(self._chart.nudge.here):
            self._inside(painter)
        painter.restore()

    @property
    def _line(self) -> float:
        return self._metrics.height()

    @property
    def _plot(self) -> QRectF:
        """Where curves are drawn: right of the name of the one axis, above that of the other, below the legend."""
        left = self._metrics.horizontalAdvance(self._chart.names[1]) + 2 * _GAP
        return self._rect.adjusted(left, self._line + _GAP, 0.0, -self._line - _GAP)

    def _at(self, offset: float, change: float) -> QPointF:
        """Return where a point lies, by its distance from w and from the error there."""
        low, high = self._changes
        plot, reach = self._plot, float(self._chart.offsets[-1])
        x = plot.center().x() + offset / reach * plot.width() / 2
        return QPointF(x, plot.bottom() - (change - low) / (high - low) * plot.height())

    @property
    def _changes(self) -> tuple[float, float]:
        """The lowest and the highest change of the error that is seen."""
        changes = self._chart.errors[np.isfinite(self._chart.errors)] - self._chart.nudge.here
        low, high = float(changes.min()), float(changes.max())
        room = _PADDING * (high - low) or 1.0
        return low - room, high + room

    def _inside(self, painter: QPainter) -> None:
        palette = self._palette
        painter.setClipRect(self._plot.adjusted(0, -1, 1, 1))
        self._curve(painter)
        if np.isfinite(self._chart.found):
            self._straight(painter, self._chart.found, QPen(QColor(palette.text), self._chart.scale))
        if np.isfinite(self._chart.slope):
            self._straight(
                painter, self._chart.slope, QPen(QColor(palette.backward), 2 * self._chart.scale, Qt.PenStyle.DashLine)
            )
        painter.setClipping(False)
        if np.isfinite(self._chart.nudge.above):
            self._step(painter)
        self._dot(painter, QPointF(self._at(0.0, 0.0)), palette.loss)

    def _straight(self, painter: QPainter, slope: float, pen: QPen) -> None:
        """Draw the line of this slope through the point at w."""
        reach = float(self._chart.offsets[-1])
        painter.setPen(pen)
        painter.drawLine(self._at(-reach, -slope * reach), self._at(reach, slope * reach))

    def _curve(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._palette.loss), 3.5 * self._chart.scale))
        seen = np.isfinite(self._chart.errors)
        changes = self._chart.errors[seen] - self._chart.nudge.here
        points = [self._at(float(x), float(y)) for x, y in zip(self._chart.offsets[seen], changes, strict=True)]
        painter.drawPolyline(QPolygonF(points))

    def _step(self, painter: QPainter) -> None:
        """Draw how far the nudge goes along both axes, with the amounts beside it, and where it leads."""
        epsilon, change = self._chart.nudge.epsilon, self._chart.nudge.change
        start, corner, end = self._at(0.0, 0.0), self._at(epsilon, 0.0), self._at(epsilon, change)
        painter.setPen(QPen(QColor(self._palette.text), 1.2 * self._chart.scale, Qt.PenStyle.DotLine))
        painter.drawPolyline(QPolygonF([start, corner, end]))
        painter.setPen(QColor(self._palette.text))
        along, up = self._chart.steps
        width = self._metrics.horizontalAdvance(along)
        below = corner.y() + (self._line if change >= 0 else -_GAP)
        painter.drawText(QPointF((start.x() + corner.x() - width) / 2, below), along)
        room = self._rect.right() - self._metrics.horizontalAdvance(up)
        painter.drawText(QPointF(min(corner.x() + 1.5 * _GAP, room), (corner.y() + end.y()) / 2 + self._line / 3), up)
        self._dot(painter, end, self._palette.text)

    def _dot(self, painter: QPainter, at: QPointF, colour: str) -> None:
        painter.setPen(QPen(QColor(self._palette.panel), 1.5))
        painter.setBrush(QColor(colour))
        painter.drawEllipse(at, self._chart.scale * _DOT, self._chart.scale * _DOT)
        painter.setBrush(Qt.BrushStyle.NoBrush)

    def _axes(self, painter: QPainter) -> None:
        """Draw both axes and, where the point at w lies, their names."""
        plot = self._plot
        painter.setPen(QPen(QColor(self._palette.line), 1.2))
        painter.drawPolyline(QPolygonF([plot.topLeft(), plot.bottomLeft(), plot.bottomRight()]))
        painter.setPen(QColor(self._palette.muted))
        width = self._metrics.horizontalAdvance(self._chart.names[0])
        painter.drawText(QPointF(plot.center().x() - width / 2, self._rect.bottom() - _GAP / 2), self._chart.names[0])
        is_finite = np.isfinite(self._chart.errors).any() and np.isfinite(self._chart.nudge.here)
        y = self._at(0.0, 0.0).y() if is_finite else plot.center().y()
        y = min(max(y, plot.top() + self._line / 2), plot.bottom() - self._line / 4)
        painter.drawText(QPointF(self._rect.left(), y + self._line / 3), self._chart.names[1])

    def _legend(self, painter: QPainter) -> None:
        """Name the lines, each behind a piece of it."""
        palette, x, y = self._palette, self._rect.left(), self._rect.top() + self._line * 0.75
        entries = [("error", QPen(QColor(palette.loss), 3.5 * self._chart.scale))]
        if np.isfinite(self._chart.found):
            entries.append(("slope found", QPen(QColor(palette.text), self._chart.scale)))
        if np.isfinite(self._chart.slope):
            entries.append(("gradient", QPen(QColor(palette.backward), 2 * self._chart.scale, Qt.PenStyle.DashLine)))
        for text, pen in entries:
            painter.setPen(pen)
            painter.drawLine(
                QPointF(x, y - self._line / 4), QPointF(x + self._chart.scale * _SAMPLE, y - self._line / 4)
            )
            painter.setPen(QColor(palette.muted))
            painter.drawText(QPointF(x + self._chart.scale * _SAMPLE + _GAP, y), text)
            x += self._chart.scale * (_SAMPLE + 14) + _GAP + self._metrics.horizontalAdvance(text)


def draw_ink(painter: QPainter, ink: Ink, palette: Palette) -> None:
    """Draw an ink where it is on its page."""
    if isinstance(ink, LettersInk):  # most ink is letters
        painter.setPen(_colour(palette.of(ink.colour)))
        draw_letters(painter, ink.x, ink.y, ink.text, book_face(ink.points))
    elif isinstance(ink, Typeset):
        _draw_typeset(painter, ink, palette)
    else:
        _draw_shape(painter, ink, palette)


@lru_cache(maxsize=256)
def _colour(name: str) -> QColor:
    return QColor(name)


def _draw_shape(painter: QPainter, ink: Ink, palette: Palette) -> None:
    colour, rect = _colour(palette.of(ink.colour)), QRectF(*ink.rect)
    match ink:
        case EmptyBox():
            painter.setPen(QPen(colour, max(1.0, _BOX_STROKE * ink.height)))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(_box_of(ink), _BOX_CORNER * ink.height, _BOX_CORNER * ink.height)
        case Bar():
            painter.fillRect(rect, colour)
        case Strike():
            painter.setPen(QPen(colour, ink.stroke))
            painter.drawLine(rect.bottomLeft(), rect.topRight())
        case ResultFrame():
            painter.setPen(QPen(colour, 1.5))
            painter.setBrush(_colour(palette.of(ink.fill)))
            painter.drawRoundedRect(rect, 5, 5)
        case Ground():
            painter.fillRect(rect, _colour(palette.of(ink.fill)))
            painter.fillRect(QRectF(rect.left(), rect.top(), ink.bar, rect.height()), colour)
        case Paragraph():
            painter.setFont(plain_face(ink.points, ink.bold))
            painter.setPen(colour)
            painter.drawText(rect, WRAPPED, ink.text)
        case Bracket():
            painter.setPen(QPen(colour, ink.stroke))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawPath(_bracket(ink, rect))
        case NudgeChart():
            ChartDrawing(ink, palette).draw(painter)
        case _:
            raise TypeError(ink)


def _box_of(ink: EmptyBox) -> QRectF:
    """Return where an empty box is: on the baseline, a little narrower than its seat, on half pixels to be sharp."""
    beside = _BESIDE_BOX * ink.height
    left, bottom, height = round(ink.x + beside) + 0.5, round(ink.y) - 0.5, round(ink.height)
    return QRectF(left, bottom - height + 1, round(ink.width - 2 * beside), height - 1)


def _draw_typeset(painter: QPainter, ink: Typeset, palette: Palette) -> None:
    ratio = painter.device().devicePixelRatioF()
    symbol = typeset(ink.tex, ink.points, palette.of(ink.colour), ratio)
    if symbol is not None:
        x, y = round(ink.x * ratio) / ratio, round(ink.y * ratio) / ratio  # whole pixels keep it sharp
        painter.drawImage(QPointF(x + symbol.left, y + symbol.top), symbol.image)


def _bracket(bracket: Bracket, around: QRectF) -> QPainterPath:
    """The line of one side of a pair."""
    stroke = bracket.stroke
    rect = around.adjusted(stroke, stroke / 2, -stroke, -stroke / 2)
    back, tip = (rect.left(), rect.right()) if bracket.is_left else (rect.right(), rect.left())
    if bracket.kind == "|":
        back = tip = rect.center().x()
    path = QPainterPath()
    path.moveTo(tip, rect.top())
    if bracket.kind == "(":
        bow = min(rect.height() / 3, 3 * rect.width())
        path.cubicTo(back, rect.top() + bow, back, rect.bottom() - bow, tip, rect.bottom())
    else:
        path.lineTo(back, rect.top())
        path.lineTo(back, rect.bottom())
        path.lineTo(tip, rect.bottom())
    return path
