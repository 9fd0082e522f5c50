"""The pad on screen: drawn on with the mouse, or pixel by pixel with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFocusEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.picture.palette import blend
from explainer.state.answers.digit_answers import DOTS, SIDE, Pad
from explainer.state.session.display import Display
from explainer.views.controls.controls import OwnKeys, announce
from explainer.views.plots.digits.pictures import grey_image, paint_pixels

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_ERASERS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class DrawingPad(QWidget):
    """Draws the ink of a pad and puts more on it. Arrows choose a pixel, Space inks it, Backspace takes it away."""

    def __init__(self, pad: Pad, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pad, self._display = pad, display
        self.pixel, self.side = (SIDE // 2, SIDE // 2), 4 * DOTS
        self._last: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip("Draw a digit as large as the pad. By keys: arrows move, Space inks, Backspace erases.")
        OwnKeys(self, Qt.Key.Key_Space, *_STEPS, *_ERASERS)
        pad.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        column, row = self.pixel
        level = round(self._pad.levels[row * SIDE + column])
        self.setAccessibleName("Pad to draw a digit")
        self.setAccessibleDescription(f"Pixel in row {row + 1}, column {column + 1}: {level} of 16")
        self.update()

    def _dots_at(self, place: QPointF) -> tuple[float, float]:
        return place.x() * DOTS / self.width(), place.y() * DOTS / self.height()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, room = self._display.palette, QRectF(self.rect()).adjusted(0, 0, -1, -1)
        frame = palette.weight_plus if self.hasFocus() else palette.muted
        with QPainter(self) as painter:
            paint_pixels(painter, room, grey_image(self._pad.dots.astype(float), palette), frame)
            self._paint_grid(painter, room)

    def _paint_grid(self, painter: QPainter, room: QRectF) -> None:
        """The pixels that ink is counted in and, with the focus, the one that keys are about."""
        palette, step = self._display.palette, room.width() / SIDE
        painter.setPen(QPen(QColor(blend(palette.line, palette.panel, 0.3)), 1, Qt.PenStyle.DotLine))
        for k in range(1, SIDE):
            painter.drawLine(QPointF(k * step, 1), QPointF(k * step, room.height() - 1))
            painter.drawLine(QPointF(1, k * step), QPointF(room.width() - 1, k * step))
        if self.hasFocus():
            column, row = self.pixel
            painter.setPen(QPen(QColor(palette.weight_plus), 2))
            painter.drawRect(QRectF(column * step, row * step, step, step))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._last = self._dots_at(event.position())
            self._pad.stroke(self._last, self._last)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._last is not None:
            place = self._dots_at(event.position())
            self._pad.stroke(self._last, place)
            self._last = place

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._last = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in _STEPS:
            moved = (at + step for at, step in zip(self.pixel, _STEPS[key], strict=True))
            column, row = (min(max(at, 0), SIDE - 1) for at in moved)
            self.pixel = (column, row)
            self._show()
        elif key == Qt.Key.Key_Space:
            self._pad.fill_pixel(*self.pixel)
        elif key in _ERASERS:
            self._pad.clear_pixel(*self.pixel)
        else:
            super().keyPressEvent(event)
            return
        announce(self, self.accessibleDescription())

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.update()
