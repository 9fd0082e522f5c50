"""The timeline itself: painted, pressed and dragged."""

from __future__ import annotations

import math
from collections.abc import Callable

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explainer.state.background.work import once_after
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.views.timeline.names import PhaseName, current, names, position_text, step_text, update_text
from explainer.views.timeline.strip import CELL, MARGIN, Strip, Track, stretches

_GROWTH_MS = 34
_MARKER = 9.0
_HANDLE = 6.0


class Timeline(QWidget):
    """Where the cursor is. Listens to `moved` and `grew` of the walkthrough and to the display; moves the cursor when
    pressed or dragged.

    Dragging through the updates keeps to the same step, so that one sees how the same number changes.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._strip = Strip(display)
        self._aim: Callable[[float], Cursor] | None = None
        self._held_step = 0
        self._target: Cursor | None = None
        self._soon = once_after(0, self._go, self)
        self._grown = once_after(_GROWTH_MS, self._show_position, self)
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        walkthrough.moved.connect(self._show_position)
        walkthrough.grew.connect(self._show_growth)
        display.changed.connect(self._show_display)
        self._show_position()

    def _show_position(self) -> None:
        self.setAccessibleDescription(self.position_text())
        self.update()

    def _show_growth(self) -> None:
        """Show that there are more updates, not more often than the eye can see."""
        if not self._grown.isActive():
            self._grown.start()

    def _show_display(self) -> None:
        self.updateGeometry()
        self.update()

    def position_text(self) -> str:
        """Return where the cursor is, as it is shown and read out."""
        update, step = self._walkthrough.cursor
        walkthrough = self._walkthrough
        return position_text(update, walkthrough.run.updates, step, len(walkthrough.trace), walkthrough.part)

    # where things are

    @property
    def _margin(self) -> float:
        return self._zoomed(MARGIN)

    def _zoomed(self, length: float) -> float:
        return length * self._display.zoom

    def steps_track(self) -> Track:
        """Return where the lines of the cursor's update are."""
        return Track(self._margin, self.width() - 2 * self._margin, len(self._walkthrough.trace))

    def phase_names(self) -> list[PhaseName]:
        """Return which phases are named under the strip, and where."""
        trace = self._walkthrough.trace
        parts, top = stretches(trace), self._zoomed(_MARKER + CELL) + 2
        here = current(parts, trace, self._walkthrough.cursor.step)
        return names(parts, here, self.steps_track(), self._metrics(), top)

    def updates_track(self) -> Track | None:
        """Return where the updates of the run are, or None while there is only one to be at."""
        run, update = self._walkthrough.run, self._walkthrough.cursor.update
        if max(run.updates, update) == 1:
            return None
        last = max(run.updates + (run.stopped is None), update)
        left = 3 * self._margin + self._widest_text(last)
        return Track(left, max(self.width() - self._margin - left, 1), last)

    def _widest_text(self, last: int) -> float:
        """How wide the text can become: that room is kept, so that the track stays where it is while it is dragged."""
        steps = len(self._walkthrough.trace)
        texts = position_text(last, last, steps, steps), position_text(last, last - 1, 0, steps)
        return max(map(self._metrics().horizontalAdvance, texts))

    def _text_top(self) -> float:
        return self._zoomed(_MARKER + CELL) + 2 + self._metrics().height() + 4

    def updates_height(self) -> float:
        """Return the y of the middle of the second track."""
        return self._text_top() + self._metrics().height() / 2 + 1

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

    def _metrics(self) -> QFontMetricsF:
        return QFontMetricsF(self._bold())

    # going there

    def _step_at(self, x: float) -> Cursor:
        return Cursor(self._walkthrough.cursor.update, self.steps_track().at(x))

    def _update_at(self, x: float) -> Cursor:
        track, run = self.updates_track(), self._walkthrough.run
        update = max(track.at(x), 1) if track else self._walkthrough.cursor.update
        return Cursor(update, self._held_step if update <= run.updates else 0)

    def _go(self) -> None:
        """Go to the last place aimed at; those passed on the way there while the window was busy are left out."""
        if self._target is not None:
            target, self._target = self._target, None
            self._walkthrough.go_to(*target)

    # Qt

    def sizeHint(self) -> QSize:
        return QSize(800, int(self._text_top() + self._metrics().height() + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            event.ignore()
            return
        self._held_step = self._walkthrough.cursor.step
        self._aim = self._aim_from(event.position())
        if self._aim:
            self._target = self._aim(event.position().x())
            self._go()

    def _aim_from(self, position: QPointF) -> Callable[[float], Cursor] | None:
        if position.y() < self._text_top():
            return self._step_at
        updates = self.updates_track()
        return self._update_at if updates and position.x() >= updates.left - self._margin else None

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._aim:
            self._target = self._aim(event.position().x())
            self._soon.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._aim = None
        self._soon.stop()
        self._go()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, position: QPointF) -> str:
        """Return what is at a position of the widget, or nothing."""
        updates = self.updates_track()
        if position.y() < self._text_top():
            step = self.steps_track().at(position.x())
            return step_text(self._walkthrough.trace[step], self._display.writing.notation) if step else "before step 1"
        if updates is None or position.x() < updates.left - self._margin:
            return ""
        return update_text(max(updates.at(position.x()), 1), self._walkthrough.run.updates)

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            reached = self.steps_track().edge(self._walkthrough.cursor.step)
            self._paint_strip(painter, reached)
            self._paint_names(painter)
            self._paint_marker(painter, reached)
            self._paint_text(painter)
            self._paint_updates(painter)
            if self.hasFocus():
                self._paint_focus(painter)

    def _paint_strip(self, painter: QPainter, reached: float) -> None:
        marker = self._zoomed(_MARKER)
        size = QSize(self.width(), math.ceil(self._zoomed(CELL)))
        later, done = self._strip.pictures(self._walkthrough.trace, size, self.devicePixelRatioF())
        painter.save()
        for picture, left, right in ((done, 0.0, reached), (later, reached, float(self.width()))):
            painter.setClipRect(QRectF(left, marker, right - left, size.height()))
            painter.drawPixmap(QPointF(0, marker), picture)
        painter.restore()

    def _paint_names(self, painter: QPainter) -> None:
        painter.setFont(self._bold())
        for phase, box in self.phase_names():
            painter.setPen(QColor(self._display.palette.phase(phase)))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, phase.value)

    def _paint_marker(self, painter: QPainter, x: float) -> None:
        high, half = self._zoomed(_MARKER), self._zoomed(_HANDLE)
        painter.setPen(QPen(QColor(self._display.palette.text), self._zoomed(2)))
        painter.drawLine(QPointF(x, 3), QPointF(x, high + self._zoomed(CELL) + 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._display.palette.text))
        painter.drawPolygon(QPolygonF([QPointF(x - half, 0), QPointF(x + half, 0), QPointF(x, high)]))

    def _paint_text(self, painter: QPainter) -> None:
        painter.setFont(self._bold())
        painter.setPen(QColor(self._display.palette.text))
        box = QRectF(self._margin, self._text_top(), self.width() - 2 * self._margin, self._metrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self.position_text())

    def _paint_updates(self, painter: QPainter) -> None:
        track, y = self.updates_track(), self.updates_height()
        if track is None:
            return
        palette = self._display.palette
        x, right = track.middle(self._walkthrough.cursor.update), track.left + track.width
        for colour, start, stop in ((palette.muted, track.left, x), (palette.line, x, right)):
            painter.setPen(QPen(QColor(colour), self._zoomed(4), Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, y), QPointF(stop, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._display.palette.text))
        painter.drawEllipse(QPointF(x, y), self._zoomed(_HANDLE), self._zoomed(_HANDLE))

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._display.palette.weight_plus), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
