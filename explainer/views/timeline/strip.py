"""The strip: the phases of an update as coloured cells or bands on a track."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Trace
from explainer.trace.lines.update_plan import plan_of

MARGIN = 12.0
"""What is left free beside a track, in pixels at a zoom of 1."""


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


_MOST_SAMPLES = 200


class PhaseStretch(NamedTuple):
    """Neighbouring lines of one phase, from after line `start` to line `stop`."""

    phase: Phase
    start: float
    stop: float


def stretches(trace: Trace) -> list[PhaseStretch]:
    """Return the phases of the trace in order. A batch of very many samples is drawn as one of fewer, longer ones."""
    samples = trace.samples
    drawn = min(samples, _MOST_SAMPLES)
    parts, stop = [], 0.0
    for span in plan_of(trace.scenario, drawn).spans:
        start, scale = stop, samples / drawn if span.sample >= 0 else 1
        stop += (span.last - span.first + 1) * scale
        parts.append(PhaseStretch(span.phase, start, stop))
    return list(_merged(parts))


def _merged(parts: list[PhaseStretch]) -> Iterator[PhaseStretch]:
    for phase, group in groupby(parts, key=lambda part: part.phase):
        together = list(group)
        yield PhaseStretch(phase, together[0].start, together[-1].stop)


MOST_CELLS = 150
"""Updates with more lines than this are drawn as bands."""
_CELL, _STAGE_CELL = 18.0, 5.0


def cell_height(display: Display) -> float:
    """Return how high the cells are at a zoom of 1: on a stage the strip is a thin line."""
    return _STAGE_CELL if display.is_stage else _CELL


class Strip:
    """The phases of an update as two pictures, as if no line were reached and as if all were. Drawn again only when
    the plan or the size changes."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._key: object = None
        self._pictures: tuple[QPixmap, QPixmap] = (QPixmap(), QPixmap())

    def pictures(self, trace: Trace, size: QSize, ratio: float) -> tuple[QPixmap, QPixmap]:
        """Return the pictures (later, reached) of a strip."""
        zoom = self._display.zoom
        key = (trace.plan, size, ratio, self._display.palette, zoom)
        if key != self._key:
            parts = stretches(trace)
            track = Track(MARGIN * zoom, size.width() - 2 * MARGIN * zoom, len(trace))
            self._pictures = (
                self._picture(parts, track, size, ratio, 0.72),
                self._picture(parts, track, size, ratio, 0.0),
            )
            self._key = key
        return self._pictures

    def _picture(self, parts: list[PhaseStretch], track: Track, size: QSize, ratio: float, pale: float) -> QPixmap:
        picture = QPixmap(size * ratio)
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        with QPainter(picture) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            palette, zoom = self._display.palette, self._display.zoom
            height = zoom * cell_height(self._display)
            radius = 2.5 * zoom if track.count <= MOST_CELLS else 0
            colours = {phase: QColor(blend(palette.phase(phase), palette.panel, pale)) for phase in Phase}
            for part in parts:
                painter.setBrush(colours[part.phase])
                for cell in _cells(part, track, height):
                    painter.drawRoundedRect(cell, radius, radius)
        return picture


def _cells(part: PhaseStretch, track: Track, height: float) -> Iterator[QRectF]:
    """Yield what is filled of a stretch: a cell for each line, or a band where there are too many for cells."""
    if track.count > MOST_CELLS:
        left, right = track.edge(part.start), track.edge(part.stop)
        yield QRectF(left, 0, right - left, height)
        return
    gap = 2 if track.width / track.count > 8 else 1
    for number in range(int(part.start), int(part.stop)):
        left, right = track.edge(number), track.edge(number + 1)
        yield QRectF(left + gap / 2, 0, right - left - gap, height)
