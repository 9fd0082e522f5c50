"""A function and its slope as two curves over one axis."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.arrays import Array
from explainer.picture.curve import Scale, scale_of
from explainer.state.session.display import Display
from explainer.trace.formula.notation import FEWEST_DIGITS, show
from explainer.trace.known.activation_curve import FunctionCurve
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.light_line import draw_line_through

_POINTS, _MARGIN = 9.0, 6.0
_HIGHEST = 8.0
"""Beyond this a curve is cut off, so that the rest of it is seen."""


class FunctionCurves(QWidget):
    """Shows curves; faded while what is typed is another function, or none yet."""

    def __init__(self, display: Display) -> None:
        super().__init__()
        self._display = display
        self._curve: FunctionCurve | None = None
        self._names = ("", "", "")
        self._is_faded = False
        self.setAccessibleName("Curves of function and slope")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def show_curve(self, curve: FunctionCurve | None, names: tuple[str, str, str], is_faded: bool) -> None:
        """Show a curve; `names` are those of the function, of its slope and of the axis."""
        self._curve, self._names, self._is_faded = curve, names, is_faded
        self.update()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(round(420 * self._display.zoom), round(190 * self._display.zoom))

    def minimumSizeHint(self) -> QSize:
        return QSize(200, round(120 * self._display.zoom))

    def paintEvent(self, event: QPaintEvent) -> None:
        if self._curve is None:
            return
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(plain_font(_POINTS * self._display.zoom))
            self._paint(painter, self._curve)

    def _paint(self, painter: QPainter, curve: FunctionCurve) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        metrics = QFontMetricsF(painter.font())
        numbers = 5 * metrics.horizontalAdvance("0")
        room = QRectF(self.rect()).adjusted(numbers, metrics.height() + _MARGIN, -_MARGIN, -metrics.height() - _MARGIN)
        outs, slopes = (np.where(np.abs(y) <= _HIGHEST, y, np.nan) for y in (curve.outs, curve.slopes))
        scale = scale_of(outs, slopes, np.zeros(1), logarithmic=False)
        if scale is None:
            return
        frame = _Frame(room, scale, float(curve.nets[0]), float(curve.nets[-1]))
        self._paint_axes(painter, frame, metrics)
        ink, slope = (palette.disabled,) * 2 if self._is_faded else (palette.text, palette.weight_plus)
        draw_line_through(painter, frame.xs(curve.nets), frame.ys(outs), ink, 2.2 * zoom, room.height())
        draw_line_through(painter, frame.xs(curve.nets), frame.ys(slopes), slope, 1.8 * zoom, room.height(), True)
        left = room.left()
        for name, colour in zip(self._names[:2], (ink, slope), strict=True):
            painter.setPen(QColor(colour))
            painter.drawText(QPointF(left, metrics.ascent()), name)
            left += metrics.horizontalAdvance(name) + 3 * _MARGIN * zoom

    def _paint_axes(self, painter: QPainter, frame: _Frame, metrics: QFontMetricsF) -> None:
        palette, room = self._display.palette, frame.room
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawRect(room)
        for x, before in ((frame.first, 0.0), (0.0, 0.5), (frame.last, 1.0)):
            place = float(frame.xs(np.array([x]))[0])
            painter.setPen(QPen(QColor(palette.line), 1))
            painter.drawLine(QPointF(place, room.top()), QPointF(place, room.bottom()))
            self._number(painter, metrics, x, QPointF(place, room.bottom() + metrics.ascent() + 2), before)
        for y in dict.fromkeys((frame.scale.low, 0.0, frame.scale.high)):
            place = float(frame.ys(np.array([y]))[0])
            painter.setPen(QPen(QColor(palette.line), 1))
            painter.drawLine(QPointF(room.left(), place), QPointF(room.right(), place))
            if y in (frame.scale.low, frame.scale.high) or _is_apart(place, room, metrics):
                self._number(painter, metrics, y, QPointF(room.left() - 4, place + metrics.ascent() / 2 - 1), 1.0)
        painter.setPen(QColor(palette.muted))
        name = self._names[2]
        painter.drawText(QPointF(room.right() - metrics.horizontalAdvance(name), metrics.ascent()), name)

    def _number(self, painter: QPainter, metrics: QFontMetricsF, value: float, at: QPointF, before: float) -> None:
        """Write a number of which this share is before a point."""
        text = show(round(value, 2), FEWEST_DIGITS)
        painter.setPen(QColor(self._display.palette.muted))
        width = metrics.horizontalAdvance(text)
        left = min(at.x() - before * width, self.width() - width)
        painter.drawText(QPointF(left, at.y()), text)


class _Frame:
    """Where numbers are in a room."""

    def __init__(self, room: QRectF, scale: Scale, first: float, last: float) -> None:
        self.room, self.scale, self.first, self.last = room, scale, first, last

    def xs(self, x: Array) -> Array:
        return np.asarray(self.room.left() + self.room.width() * (x - self.first) / (self.last - self.first))

    def ys(self, y: Array) -> Array:
        return np.asarray(self.room.bottom() - self.room.height() * self.scale.share(y))


def _is_apart(place: float, room: QRectF, metrics: QFontMetricsF) -> bool:
    return min(place - room.top(), room.bottom() - place) > metrics.height()
