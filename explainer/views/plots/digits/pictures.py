"""Pictures of digits: pixels as a small square, and outputs as bars."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.arrays import Array
from explainer.state.answers.digit_answers import SIDE, Pictures
from explainer.state.display import Display
from explainer.views.plots.digits.painting import grey_image, paint_bars, paint_pixels

SMALLEST = 84
_MOST_LINES, _BAR_LINE = 10, 12.5


class Thumb(QWidget):
    """A picture of 8 × 8 pixels."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.values = np.zeros((SIDE, SIDE))
        self.side = SMALLEST
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def show_values(self, values: Array) -> None:
        """Show these pixels, from 0 to 1."""
        if not np.array_equal(values, self.values, equal_nan=True):
            self.values = values
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette = self._display.palette
        with QPainter(self) as painter:
            room = QRectF(self.rect()).adjusted(0, 0, -1, -1)
            paint_pixels(painter, room, grey_image(self.values, palette), palette.line)


class Bars(QWidget):
    """The outputs by name."""

    def __init__(self, pictures: Pictures, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._display = pictures, display
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def fit(self) -> None:
        """Keep each line high enough to be read."""
        lines = len(self._pictures.output_names)
        self.setMinimumSize(110, round(min(lines, _MOST_LINES) * _BAR_LINE * self._display.zoom))

    def paint(self, painter: QPainter, room: QRectF) -> None:
        display, pictures = self._display, self._pictures
        names, outputs = pictures.output_names, pictures.outputs
        paint_bars(painter, room, names, outputs, display.palette, display.writing, display.zoom)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            self.paint(painter, QRectF(self.rect()))
