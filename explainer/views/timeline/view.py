"""The timeline itself: painted, pressed and dragged."""

from __future__ import annotations

import math
from functools import lru_cache

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QHelpEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explainer.state.background.work import once_after
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.views.look.letters import draw_letters
from explainer.views.timeline.names import PhaseName, current, names, position_text, step_text
from explainer.views.timeline.scrubbing import Scrubber
from explainer.views.timeline.strip import MARGIN, Strip, Track, cell_height, stretches

_GROWTH_MS = 34
_MARKER, _STAGE_MARKER = 9.0, 5.0
"""How high the marker stands out above the strip."""


class Timeline(QWidget):
    """Where the cursor is within its update. Listens to `moved` and `grew` of the walkthrough and to the display; moves
    the cursor when pressed or dragged. On a stage it is a thin line.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._strip = Strip(display)
        self._scrubber = Scrubber(walkthrough, self._step_at, self)
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

    @property
    def _cell(self) -> float:
        """How high the strip is."""
        return self._zoomed(cell_height(self._display))

    @property
    def _marker(self) -> float:
        return self._zoomed(_STAGE_MARKER if self._display.is_stage else _MARKER)

    def steps_track(self) -> Track:
        """Return where the lines of the cursor's update are."""
        return Track(self._margin, self.width() - 2 * self._margin, len(self._walkthrough.trace))

    def phase_names(self) -> list[PhaseName]:
        """Return which phases are named under the strip, and where."""
        trace = self._walkthrough.trace
        parts, top = stretches(trace), self._marker + self._cell + 2
        here = current(parts, trace, self._walkthrough.cursor.step)
        return names(parts, here, self.steps_track(), self._metrics(), top)

    def _metrics(self) -> QFontMetricsF:
        return _bold(self.font())[1]

    # going there

    def _step_at(self, x: float) -> Cursor:
        return Cursor(self._walkthrough.cursor.update, self.steps_track().at(x))

    # Qt

    def sizeHint(self) -> QSize:
        names = 2.0 if self._display.is_stage else self._metrics().height() + 6
        return QSize(800, math.ceil(self._marker + self._cell + names))

    def minimumSizeHint(self) -> QSize:
        return QSize(320, self.sizeHint().height())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() is Qt.MouseButton.LeftButton:
            self._scrubber.press(event, self.steps_track().middle(self._walkthrough.cursor.step))
        else:
            event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._scrubber.move(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._scrubber.release()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip and isinstance(event, QHelpEvent):
            QToolTip.showText(event.globalPos(), self.tip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def tip_at(self, position: QPointF) -> str:
        """Return what is at a position of the widget, or nothing."""
        step = self.steps_track().at(position.x())
        return step_text(self._walkthrough.trace[step], self._display.writing.notation) if step else "before step 1"

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            reached = self.steps_track().edge(self._walkthrough.cursor.step)
            self._paint_strip(painter, reached)
            if not self._display.is_stage:
                self._paint_names(painter)
            self._paint_marker(painter, reached)

    def _paint_strip(self, painter: QPainter, reached: float) -> None:
        marker = self._marker
        size = QSize(self.width(), math.ceil(self._cell))
        later, done = self._strip.pictures(self._walkthrough.trace, size, self.devicePixelRatioF())
        painter.save()
        for picture, left, right in ((done, 0.0, reached), (later, reached, float(self.width()))):
            painter.setClipRect(QRectF(left, marker, right - left, size.height()))
            painter.drawPixmap(QPointF(0, marker), picture)
        painter.restore()

    def _paint_names(self, painter: QPainter) -> None:
        font, metrics = _bold(self.font())
        for phase, box in self.phase_names():
            painter.setPen(QColor(self._display.palette.phase(phase)))
            left = box.center().x() - metrics.horizontalAdvance(phase.value) / 2
            draw_letters(painter, left, box.top() + metrics.ascent(), phase.value, font)

    def _paint_marker(self, painter: QPainter, x: float) -> None:
        high, half = self._marker, self._marker * 2 / 3
        painter.setPen(QPen(QColor(self._display.palette.text), self._zoomed(2)))
        painter.drawLine(QPointF(x, 3), QPointF(x, high + self._cell + 2))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._display.palette.text))
        painter.drawPolygon(QPolygonF([QPointF(x - half, 0), QPointF(x + half, 0), QPointF(x, high)]))


@lru_cache(maxsize=8)
def _bold(font: QFont) -> tuple[QFont, QFontMetricsF]:
    """Return a font made bold, and how large its texts are."""
    bold = QFont(font)
    bold.setBold(True)
    return bold, QFontMetricsF(bold)
