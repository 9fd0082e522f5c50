"""The weights of the first layer as pictures, one for each unit; a click selects the unit."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QHelpEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explainer.state.answers.digits.digit_answers import DigitAnswers
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.trace.formula.notation import FEWEST_DIGITS
from explainer.trace.lines.elements import Element, unit_element
from explainer.views.look.fonts import plain_font
from explainer.views.plots.digits.pictures import POINTS, paint_pixels, signed_image

_GAP, _NAMED = 5.0, 26.0
_WORDS = ("weights of each unit of the first layer, {}", "weights of the first layer, {}", "weights, {}", "weights")


class Tiles:
    """Where a number of square pictures are within `room`, as large as they can be, each with its name below."""

    def __init__(self, room: QRectF, count: int, line: float) -> None:
        self.count, self.columns, self.size, self.line = count, 1, 0.0, 0.0
        for columns in range(1, max(count, 1) + 1):
            rows = -(-count // columns)
            across = (room.width() + _GAP) / columns - _GAP
            down = (room.height() + _GAP) / max(rows, 1) - _GAP
            named = min(across, down - line)
            size, below = (named, line) if named >= _NAMED else (min(across, down), 0.0)
            if size > self.size:
                self.columns, self.size, self.line = columns, size, below
        self.size = max(self.size, 4.0)
        self._corner = room.topLeft()

    def at(self, index: int) -> QRectF:
        """Return the place of a picture."""
        row, column = divmod(index, self.columns)
        step = self.size + _GAP
        corner = self._corner + QPointF(column * step, row * (step + self.line))
        return QRectF(corner.x(), corner.y(), self.size, self.size)

    def index_at(self, point: QPointF) -> int | None:
        """Return which picture is at a point."""
        return next((index for index in range(self.count) if self.at(index).contains(point)), None)


class WeightPictures(QWidget):
    """Shows every unit's weights by sign and size: all by the same scale, which is above them."""

    def __init__(
        self, pictures: DigitAnswers, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._pictures, self._pointing, self._display = pictures, pointing, display
        self.setMinimumSize(160, 64)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setAccessibleName("Weights of the first layer as pictures")
        self.setToolTip("A click selects the unit")
        pointing.changed.connect(self.update)

    def _head(self) -> float:
        return self._display.zoom * 20

    def _tiles(self, room: QRectF) -> Tiles:
        line = 14 * self._display.zoom
        return Tiles(room.adjusted(1, self._head(), -1, -1), len(self._pictures.unit_names), line)

    def paint(self, painter: QPainter, room: QRectF) -> None:
        """Draw all of it into `room`."""
        palette, weights = self._display.palette, self._pictures.weights
        largest = float(np.abs(weights).max(initial=0.0)) or 1.0
        painter.setFont(plain_font(POINTS * self._display.zoom))
        self._paint_scale(painter, room, largest)
        tiles = self._tiles(room)
        painter.setFont(plain_font(min(POINTS * self._display.zoom, max(5.0, tiles.line * 0.6))))
        for unit, name in enumerate(self._pictures.unit_names[: len(weights)]):
            place, is_chosen = tiles.at(unit), self._is_selected(unit)
            frame, width = (palette.text, 2.5 * self._display.zoom) if is_chosen else (palette.line, 1.0)
            paint_pixels(painter, place, signed_image(weights[unit] / largest, palette), frame, width)
            if tiles.line:
                below = QRectF(place.left(), place.bottom() + 1, place.width(), tiles.line)
                painter.setPen(QColor(palette.text if is_chosen else palette.muted))
                painter.drawText(below, Qt.AlignmentFlag.AlignCenter, name)

    def _is_selected(self, unit: int) -> bool:
        selected = self._pointing.selected
        return isinstance(selected, Element) and selected == unit_element(1, unit)

    def _paint_scale(self, painter: QPainter, room: QRectF, largest: float) -> None:
        palette, zoom, writing = self._display.palette, self._display.zoom, self._display.writing
        show = writing._replace(digits=FEWEST_DIGITS).show  # the scale of a colour needs no more
        metrics, low, high = painter.fontMetrics(), show(-largest), show(largest)
        box = QRectF(room.left(), room.top(), room.width(), self._head() - 4)
        painter.setPen(QColor(palette.muted))
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, high)
        right = box.right() - metrics.horizontalAdvance(high) - 6
        length = min(90 * zoom, room.width() / 6)
        bar = QRectF(right - length, box.top() + 0.25 * box.height(), length, 0.5 * box.height())
        shades = QLinearGradient(bar.topLeft(), bar.topRight())
        for place, colour in ((0.0, palette.weight_minus), (0.5, palette.panel), (1.0, palette.weight_plus)):
            shades.setColorAt(place, QColor(colour))
        painter.fillRect(bar, shades)
        box.setRight(bar.left() - 6)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignRight, low)
        box.setRight(box.right() - metrics.horizontalAdvance(low) - 10)
        painter.drawText(box, middle | Qt.AlignmentFlag.AlignLeft, self._words(metrics, box.width()))

    def _words(self, metrics: QFontMetrics, width: float) -> str:
        """Return what the pictures are, as far as there is room for it."""
        texts = [words.format(self._pictures.when) for words in _WORDS]
        return next((text for text in texts if metrics.horizontalAdvance(text) <= width), "")

    # Qt

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint(painter, QRectF(self.rect()))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        unit = self._tiles(QRectF(self.rect())).index_at(event.position())
        if unit is not None and not self._pictures.why_not:
            self._pointing.select(unit_element(1, unit))

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() == QEvent.Type.ToolTip:
            unit = self._tiles(QRectF(self.rect())).index_at(event.pos().toPointF())
            text = f"{self._pictures.unit_names[unit]}: a click selects it" if unit is not None else self.toolTip()
            QToolTip.showText(event.globalPos(), text, self)
            return True
        return super().event(event)
