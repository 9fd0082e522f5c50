"""Pictures of few pixels, greys for inputs, blue and orange for weights, and bars for outputs."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.engine.arrays import Array
from explainer.engine.measure.classes import UNDECIDED, leader
from explainer.picture.palette import Palette, faded
from explainer.state.answers.digits.digit_answers import DigitAnswers
from explainer.state.session.display import Display
from explainer.trace.formula.notation import FEWEST_DIGITS, Writing
from explainer.trace.words.aloud import number_aloud
from explainer.views.look.fonts import plain_font

POINTS = 9.0
_GAP, _ROOMY = 4.0, 36


def _rgb(colour: str) -> Array:
    return np.array(QColor(colour).getRgb()[:3], dtype=np.float64)  # type: ignore[index]


def grey_image(values: Array, palette: Palette) -> QImage:
    """Return values from 0 to 1, shape (rows, columns), as ink on paper: the text's colour on the panel's."""
    ground, ink = _rgb(palette.panel), _rgb(palette.text)
    return _image(ground + np.nan_to_num(values)[:, :, None] * (ink - ground))


def plain_image(values: Array) -> QImage:
    """Return values from 0 to 1, shape (rows, columns), from black to white."""
    return _image(np.repeat(values[:, :, None] * 255, 3, axis=2))


def signed_image(values: Array, palette: Palette) -> QImage:
    """Return values from −1 to 1 as a picture: orange below 0, blue above, the ground where they are 0."""
    ground, minus, plus = _rgb(palette.panel), _rgb(palette.weight_minus), _rgb(palette.weight_plus)
    amount = np.clip(np.nan_to_num(values), -1, 1)[:, :, None]
    return _image(ground + np.abs(amount) * (np.where(amount < 0, minus, plus) - ground))


def _image(colours: Array) -> QImage:
    pixels: NDArray[np.uint8] = np.ascontiguousarray(colours.round().astype(np.uint8))
    height, width = pixels.shape[:2]
    return QImage(pixels.tobytes(), width, height, 3 * width, QImage.Format.Format_RGB888).copy()


def paint_pixels(painter: QPainter, room: QRectF, image: QImage, frame: str, width: float = 1.0) -> None:
    """Draw an image of few pixels, each a sharp square, with a frame around."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, False)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.drawImage(room, image)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(QColor(frame), width))
    painter.drawRect(room)
    painter.restore()


def paint_bars(
    painter: QPainter,
    room: QRectF,
    names: Sequence[str],
    values: Array,
    palette: Palette,
    writing: Writing,
    zoom: float,
) -> None:
    """Draw each value as a bar between its name and its number, in full colour if it is ahead of all others; a
    dash for NaN. Numbers are short where long ones would leave no room for bars."""
    line = min(room.height() / max(len(names), 1), 26 * zoom)
    painter.setFont(plain_font(min(POINTS * zoom, max(5.0, line * 0.66))))
    metrics = painter.fontMetrics()
    if room.width() < _ROOMY * metrics.horizontalAdvance("0"):
        writing = writing._replace(digits=FEWEST_DIGITS)
    texts = [writing.show(value) for value in values.tolist()]
    left = room.left() + max(metrics.horizontalAdvance(name) for name in names) + 2 * _GAP
    right = room.right() - max(metrics.horizontalAdvance(text) for text in [*texts, "0.0000"]) - 2 * _GAP
    known = np.nan_to_num(values)
    low, high = min(0.0, float(known.min())), max(1.0, float(known.max()))
    across, zero = (right - left) / (high - low), left - low * (right - left) / (high - low)
    best = leader(known) if np.isfinite(values).any() else UNDECIDED
    for k, (name, text) in enumerate(zip(names, texts, strict=True)):
        box = QRectF(room.left(), room.top() + k * line, room.width(), line)
        painter.setPen(QColor(palette.text))
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, name)
        painter.drawText(box, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, text)
        track = QRectF(left, box.top() + 0.22 * line, right - left, 0.56 * line)
        painter.fillRect(track, QColor(palette.soft))
        if np.isfinite(values[k]):
            colour = palette.forward if k == best else faded(palette.forward, palette.panel, 0.45)
            bar = QRectF(QPointF(zero, track.top()), QPointF(zero + float(values[k]) * across, track.bottom()))
            painter.fillRect(bar.normalized(), QColor(colour))


SMALLEST = 84
_MOST_LINES, _BAR_LINE = 10, 12.5


class Thumb(QWidget):
    """A picture of few pixels."""

    def __init__(self, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._display = display
        self.values = np.zeros((1, 1))
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

    def __init__(self, pictures: DigitAnswers, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pictures, self._display = pictures, display
        self.setAccessibleName("Outputs for the drawing")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)

    def describe(self) -> None:
        """Tell the outputs in words."""
        outputs = zip(self._pictures.output_names, self._pictures.outputs.tolist(), strict=True)
        writing = self._display.writing
        self.setAccessibleDescription(", ".join(f"{name} {number_aloud(value, writing)}" for name, value in outputs))

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
