"""One small curve: a title, a line, and where the cursor or the unit is on it."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from explainer.engine.arrays import Array
from explainer.picture.curve import Peaks, scale_of
from explainer.state.session.display import Display
from explainer.views.controls.controls import OwnKeys
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.light_line import draw_line_through

_GAP, _POINTS = 3.0, 9.0


class CurveContent(NamedTuple):
    """What a small curve shows: `y` over `x`, the number `at` in words, and the place `mark` on it, if it is known."""

    title: str
    number: str
    x: Array
    y: Array
    colour: str
    mark: tuple[float, float] | None = None

    def is_like(self, other: CurveContent | None) -> bool:
        """Tell whether the other looks the same."""
        if other is None or (self.title, self.number, self.colour, self.mark) != other[:2] + other[4:]:
            return False
        return np.array_equal(self.x, other.x) and np.array_equal(self.y, other.y)


class SmallCurve(QAbstractButton):
    """Paints its content; pressed, it asks for the plot that shows it large."""

    def __init__(self, display: Display, parent: QWidget) -> None:
        super().__init__(parent)
        self._display = display
        self._content: CurveContent | None = None
        self._key: tuple[object, ...] = (None,)
        self._picture = QPixmap()
        self.setAccessibleName("Small curve")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        OwnKeys(self, Qt.Key.Key_Space)

    @property
    def content(self) -> CurveContent | None:
        return self._content

    def show_content(self, content: CurveContent | None, large: str) -> None:
        """Show this; `large` is the plot that a press opens."""
        if content is not None and content.is_like(self._content):
            return
        self._content = content
        self.setVisible(content is not None)
        if content is not None:
            self.setAccessibleName(f"{content.title} {content.number}".strip())
            self.setToolTip(f"{content.title} {content.number}\nPress to see {large} large".strip())
        self.update()

    def _title_font(self) -> QFont:
        return plain_font(_POINTS * self._display.zoom)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(60, round(3.6 * QFontMetricsF(self._title_font()).height()))

    def minimumSizeHint(self) -> QSize:
        return QSize(40, self.sizeHint().height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the picture of the content, which is kept until another is to be seen."""
        if self._content is None:
            return
        size, ratio = self.size(), self.devicePixelRatioF()
        key = self._content, size, ratio, self._display.palette, self._display.zoom, self.underMouse()
        if key[0] is not self._key[0] or key[1:] != self._key[1:]:
            self._picture = QPixmap(size * ratio)
            self._picture.setDevicePixelRatio(ratio)
            self._picture.fill(Qt.GlobalColor.transparent)
            with QPainter(self._picture) as painter:
                self._paint(painter, self._content)
            self._key = key
        with QPainter(self) as painter:
            painter.drawPixmap(0, 0, self._picture)

    def _paint(self, painter: QPainter, content: CurveContent) -> None:
        metrics, palette = QFontMetricsF(self._title_font()), self._display.palette
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._title_font())
        painter.setPen(QColor(palette.text if self.underMouse() else palette.muted))
        text = metrics.elidedText(content.title, Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(QPointF(0, metrics.ascent()), text)
        top = metrics.height() + 2 * _GAP
        room = QRectF(_GAP, top, self.width() - 4 * _GAP, self.height() - top - 2 * _GAP)
        self._paint_curve(painter, content, room)

    def _paint_curve(self, painter: QPainter, content: CurveContent, room: QRectF) -> None:
        palette, zoom = self._display.palette, self._display.zoom
        painter.setPen(QPen(QColor(palette.line), 1))
        painter.drawLine(room.bottomLeft() + QPointF(0, _GAP), room.bottomRight() + QPointF(0, _GAP))
        mark = np.array([] if content.mark is None else [content.mark])
        scale = scale_of(content.y, mark[:, 1] if mark.size else np.zeros(0), logarithmic=False)
        if scale is None:
            return
        first, last = float(content.x[0]), max(float(content.x[-1]), float(content.x[0]) + 1)

        def xs(x: Array) -> Array:
            return np.asarray(room.left() + room.width() * (x - first) / (last - first))

        def ys(y: Array) -> Array:
            return np.asarray(room.bottom() - room.height() * scale.share(y))

        places, heights = Peaks.of(content.y, max(int(room.width()), 1)).points(content.y.size)
        along = np.interp(places, np.arange(content.x.size), content.x)
        draw_line_through(painter, xs(along), ys(heights), content.colour, 1.6 * zoom, room.height())
        if mark.size:
            painter.setPen(QPen(QColor(palette.panel), 1))
            painter.setBrush(QColor(content.colour))
            place = QPointF(float(xs(mark[:, 0])[0]), float(ys(mark[:, 1])[0]))
            painter.drawEllipse(place, 3.2 * zoom, 3.2 * zoom)
