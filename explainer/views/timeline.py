"""The timeline: the lines of an update in the colours of their phases, and the updates of the run; drag to go there."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, QTimer
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPixmap,
    QPolygonF,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip, QWidget

from explainer.state.walkthrough import Cursor, Walkthrough
from explainer.trace.naming import parameter_name
from explainer.trace.plan import plan_of
from explainer.trace.step import Step
from explainer.trace.symbols import Phase
from explainer.trace.trace import Trace
from explainer.views.theme import Palette, blend

MOST_CELLS = 150
"""Updates with more lines than this are drawn as bands."""

_MOST_SAMPLES = 200
_MARGIN = 12.0
_MARKER = 9.0
_CELL = 18.0
_HANDLE = 6.0
_NARROWEST = 3.0


class Stretch(NamedTuple):
    """Neighbouring lines of one phase, from after line `start` to line `stop`."""

    phase: Phase
    start: float
    stop: float


def stretches(trace: Trace) -> list[Stretch]:
    """Return the phases of the trace in order. A batch of very many samples is drawn as one of fewer, longer ones."""
    samples = trace.of.samples
    drawn = min(samples, _MOST_SAMPLES)
    parts, stop = [], 0.0
    for span in plan_of(trace.of.scenario, drawn).spans:
        start, scale = stop, samples / drawn if span.sample >= 0 else 1
        stop += (span.last - span.first + 1) * scale
        parts.append(Stretch(span.phase, start, stop))
    return list(_merged(parts))


def _merged(parts: list[Stretch]) -> Iterator[Stretch]:
    for phase, group in groupby(parts, key=lambda part: part.phase):
        together = list(group)
        yield Stretch(phase, together[0].start, together[-1].stop)


def position_text(update: int, done: int, step: int, steps: int) -> str:
    """Return where the cursor is among the updates done and the steps: "update 1 of 10,000 · step 23 of 43"."""
    if update <= done:
        which = f"update {update:,} of {done:,}"
    else:
        which = f"update {update:,} · {done:,} done" if done else f"update {update:,}"
    return f"{which} · {f'step {step:,}' if step else 'before step 1'} of {steps:,}"


def step_text(step: Step) -> str:
    """Return what a line is about: "step 23 · dE_dout of h1"."""
    about = parameter_name(step.of.scenario, step.parameter) if step.parameter else step.unit
    sample = f" · sample {step.sample:,}" if step.sample and step.of.samples > 1 else ""
    return f"step {step.number:,} · {step.operation}{f' of {about}' if about else ''}{sample}"


@dataclass(frozen=True)
class Track:
    """`count` cells of equal width side by side, from `left` on."""

    left: float
    width: float
    count: int

    def edge(self, number: float) -> float:
        """Return where cell `number` (from 1) ends; 0 is the left end of the track."""
        return self.left + self.width * number / self.count

    def middle(self, number: int) -> float:
        return self.edge(number - 0.5)

    def at(self, x: float) -> int:
        """Return the cell at `x`, the nearest one beside the track, but 0 left of it."""
        if x < self.left:
            return 0
        return min(int((x - self.left) / self.width * self.count) + 1, self.count)


class Strip:
    """The phases of an update as two pictures, as if no line were reached and as if all were. Drawn again only when
    the plan or the size is another one."""

    def __init__(self, palette: Palette) -> None:
        self._palette = palette
        self._key: object = None
        self._pictures: tuple[QPixmap, QPixmap] = (QPixmap(), QPixmap())

    def pictures(self, trace: Trace, size: QSize, font: QFont, ratio: float) -> tuple[QPixmap, QPixmap]:
        """Return the pictures (later, reached) of a strip with the names of its phases below it."""
        key = (trace.plan, size, font, ratio)
        if key != self._key:
            parts = stretches(trace)
            track = Track(_MARGIN, size.width() - 2 * _MARGIN, len(trace))
            self._pictures = (
                self._picture(parts, track, size, font, ratio, 0.72),
                self._picture(parts, track, size, font, ratio, 0.0),
            )
            self._key = key
        return self._pictures

    def _picture(
        self, parts: list[Stretch], track: Track, size: QSize, font: QFont, ratio: float, pale: float
    ) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            colours = {phase: QColor(blend(self._palette.phase(phase), self._palette.panel, pale)) for phase in Phase}
            for part in parts:
                painter.setBrush(colours[part.phase])
                for cell in _cells(part, track):
                    painter.drawRoundedRect(cell, 2.5, 2.5) if track.count <= MOST_CELLS else painter.drawRect(cell)
            painter.setFont(font)
            for phase, box in labels(parts, track, QFontMetricsF(font)).items():
                painter.setPen(QColor(self._palette.phase(phase)))
                painter.drawText(box, Qt.AlignmentFlag.AlignCenter, phase.value)
        return picture


def _cells(part: Stretch, track: Track) -> Iterator[QRectF]:
    """Yield what is filled of a stretch: a cell for each line, or a band where there are too many for cells."""
    if track.count > MOST_CELLS:
        left, right = track.edge(part.start), track.edge(part.stop)
        yield QRectF(left, 0, right - left, _CELL)
        return
    gap = 2 if track.width / track.count > 8 else 1
    for number in range(int(part.start), int(part.stop)):
        left, right = track.edge(number), track.edge(number + 1)
        yield QRectF(left + gap / 2, 0, right - left - gap, _CELL)


def labels(parts: list[Stretch], track: Track, metrics: QFontMetricsF) -> dict[Phase, QRectF]:
    """Return where the name of each phase stands: under its widest stretch that has room for it, if any."""
    placed: dict[Phase, QRectF] = {}
    for part in sorted(parts, key=lambda part: part.start - part.stop):
        left, right = track.edge(part.start), track.edge(part.stop)
        if part.phase in placed or right - left < _NARROWEST:
            continue
        width = metrics.horizontalAdvance(part.phase.value) + 8
        x = min(max((left + right - width) / 2, 0), track.left + track.width + _MARGIN - width)
        box = QRectF(x, _CELL + 2, width, metrics.height())
        if not any(box.intersects(other) for other in placed.values()):
            placed[part.phase] = box
    return placed


class Timeline(QWidget):
    """Where the cursor is. Listens to `moved` and `grew` of the walkthrough; moves its cursor when pressed or dragged.

    Dragging through the updates keeps to the same step, so that one sees how the same number changes.
    """

    def __init__(self, walkthrough: Walkthrough, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._palette = walkthrough, palette
        self._strip = Strip(palette)
        self._aim: Callable[[float], Cursor] | None = None
        self._held_step = 0
        self._target: Cursor | None = None
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._go)
        self.setObjectName("timeline")
        self.setAccessibleName("Timeline")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        walkthrough.moved.connect(self._show_position)
        walkthrough.grew.connect(self._show_position)
        self._show_position()

    def _show_position(self) -> None:
        self.setAccessibleDescription(self.position_text())
        self.update()

    def position_text(self) -> str:
        """Return where the cursor is, as it is shown and read out."""
        update, step = self._walkthrough.cursor
        return position_text(update, self._walkthrough.run.updates, step, len(self._walkthrough.trace))

    # where things are

    def steps_track(self) -> Track:
        """Return where the lines of the cursor's update are."""
        return Track(_MARGIN, self.width() - 2 * _MARGIN, len(self._walkthrough.trace))

    def updates_track(self) -> Track | None:
        """Return where the updates of the run are, or None while there is only one to be at."""
        run, update = self._walkthrough.run, self._walkthrough.cursor.update
        if max(run.updates, update) == 1:
            return None
        last = max(run.updates + (run.stopped is None), update)
        left = 3 * _MARGIN + self._widest_text(last)
        return Track(left, max(self.width() - _MARGIN - left, 1), last)

    def _widest_text(self, last: int) -> float:
        """How wide the text can become: that room is kept, so that the track stays where it is while it is dragged."""
        steps = len(self._walkthrough.trace)
        texts = position_text(last, last, steps, steps), position_text(last, last - 1, 0, steps)
        return max(map(QFontMetricsF(self._bold()).horizontalAdvance, texts))

    def _text_top(self) -> float:
        return _MARKER + _CELL + 2 + QFontMetricsF(self._bold()).height() + 4

    def updates_height(self) -> float:
        """Return the y of the middle of the second track."""
        return self._text_top() + QFontMetricsF(self._bold()).height() / 2 + 1

    def _bold(self) -> QFont:
        font = QFont(self.font())
        font.setBold(True)
        return font

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
        return QSize(800, int(self._text_top() + QFontMetricsF(self._bold()).height() + 6))

    def minimumSizeHint(self) -> QSize:
        return QSize(480, self.sizeHint().height())

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
        return self._update_at if updates and position.x() >= updates.left - _MARGIN else None

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
            return step_text(self._walkthrough.trace[step]) if step else "before step 1"
        if updates is None or position.x() < updates.left - _MARGIN:
            return ""
        return f"update {max(updates.at(position.x()), 1):,}"

    def paintEvent(self, event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            reached = self.steps_track().edge(self._walkthrough.cursor.step)
            self._paint_strip(painter, reached)
            self._paint_marker(painter, reached)
            self._paint_text(painter)
            self._paint_updates(painter)
            if self.hasFocus():
                self._paint_focus(painter)

    def _paint_strip(self, painter: QPainter, reached: float) -> None:
        size = QSize(self.width(), int(self._text_top() - _MARKER))
        later, done = self._strip.pictures(self._walkthrough.trace, size, self._bold(), self.devicePixelRatioF())
        painter.save()
        for picture, left, right in ((done, 0.0, reached), (later, reached, float(self.width()))):
            painter.setClipRect(QRectF(left, _MARKER, right - left, size.height()))
            painter.drawPixmap(QPointF(0, _MARKER), picture)
        painter.restore()

    def _paint_marker(self, painter: QPainter, x: float) -> None:
        painter.setPen(QPen(QColor(self._palette.text), 2))
        painter.drawLine(QPointF(x, 3), QPointF(x, _MARKER + _CELL + 3))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.text))
        painter.drawPolygon(QPolygonF([QPointF(x - 6, 0), QPointF(x + 6, 0), QPointF(x, _MARKER)]))

    def _paint_text(self, painter: QPainter) -> None:
        painter.setFont(self._bold())
        painter.setPen(QColor(self._palette.text))
        box = QRectF(_MARGIN, self._text_top(), self.width() - 2 * _MARGIN, QFontMetricsF(self._bold()).height())
        painter.drawText(box, Qt.AlignmentFlag.AlignLeft, self.position_text())

    def _paint_updates(self, painter: QPainter) -> None:
        track, y = self.updates_track(), self.updates_height()
        if track is None:
            return
        x, right = track.middle(self._walkthrough.cursor.update), track.left + track.width
        for colour, start, stop in ((self._palette.muted, track.left, x), (self._palette.line, x, right)):
            painter.setPen(QPen(QColor(colour), 4, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
            painter.drawLine(QPointF(start, y), QPointF(stop, y))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._palette.text))
        painter.drawEllipse(QPointF(x, y), _HANDLE, _HANDLE)

    def _paint_focus(self, painter: QPainter) -> None:
        painter.setPen(QPen(QColor(self._palette.weight_plus), 1))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
