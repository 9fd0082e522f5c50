"""The pad on screen: drawn on with the mouse, or pixel by pixel with the keyboard."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from explainer.picture.palette import blend
from explainer.state.answers.digits.pad import Pad
from explainer.state.session.display import Display
from explainer.views.controls.controls import OwnKeys, announce
from explainer.views.plots.digits.image_sources import has_image
from explainer.views.plots.digits.pictures import grey_image, paint_pixels

_STEPS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
_SMALLEST_CELL = 5.0
_ERASERS = (Qt.Key.Key_Backspace, Qt.Key.Key_Delete)


class DrawingPad(QWidget):
    """Draws the ink of a pad and puts more on it. Arrows choose a pixel, Space inks it, Backspace takes it away.

    `image_given` carries what was dropped on it or is pasted, which may have a picture.
    """

    image_given = Signal(object)

    def __init__(self, pad: Pad, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pad, self._display = pad, display
        self.pixel, self.side = (pad.side // 2, pad.side // 2), 4 * 32
        self._last: tuple[float, float] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAcceptDrops(True)
        self.setToolTip(
            "Draw a digit as large as the pad, drop a picture of one, or paste it (Ctrl+V).\n"
            "By keys: arrows move, Space inks, Backspace erases."
        )
        OwnKeys(self, Qt.Key.Key_Space, *_STEPS, *_ERASERS)
        pad.changed.connect(self._show)
        self._show()

    def _show(self) -> None:
        column, row = self.pixel = self._inside(*self.pixel)
        level = round(self._pad.levels[row * self._pad.side + column])
        self.setAccessibleName("Pad to draw a digit")
        self.setAccessibleDescription(f"Pixel in row {row + 1}, column {column + 1}: {level} of 16")
        self.update()

    def _inside(self, column: int, row: int) -> tuple[int, int]:
        """Return the nearest pixel that there is."""
        last = self._pad.side - 1
        return min(max(column, 0), last), min(max(row, 0), last)

    def _dots_at(self, place: QPointF) -> tuple[float, float]:
        size = self._pad.size
        return place.x() * size / self.width(), place.y() * size / self.height()

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(self.side, self.side)

    def paintEvent(self, event: QPaintEvent) -> None:
        palette, room = self._display.palette, QRectF(self.rect()).adjusted(0, 0, -1, -1)
        frame = palette.weight_plus if self.hasFocus() else palette.muted
        with QPainter(self) as painter:
            paint_pixels(painter, room, grey_image(self._pad.dots, palette), frame)
            self._paint_grid(painter, room)

    def _paint_grid(self, painter: QPainter, room: QRectF) -> None:
        """The pixels that ink is counted in and, with the focus, the one that keys are about."""
        palette, side = self._display.palette, self._pad.side
        step = room.width() / side
        painter.setPen(QPen(QColor(blend(palette.line, palette.panel, 0.3)), 1, Qt.PenStyle.DotLine))
        for k in range(1, side if step > _SMALLEST_CELL else 0):
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

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if has_image(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        event.acceptProposedAction()
        self.image_given.emit(event.mimeData())

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ShortcutOverride and _is_paste(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if _is_paste(event):
            self.image_given.emit(QGuiApplication.clipboard().mimeData())
            return
        key = Qt.Key(event.key())
        if key in _STEPS:
            across, down = _STEPS[key]
            self.pixel = self._inside(self.pixel[0] + across, self.pixel[1] + down)
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


def _is_paste(event: QEvent) -> bool:
    return isinstance(event, QKeyEvent) and event.matches(QKeySequence.StandardKey.Paste)
