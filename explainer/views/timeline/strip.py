"""The strip: the phases of an update as coloured cells or bands."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPixmap

from explainer.picture.colours import blend
from explainer.state.display import Display
from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.trace import Trace
from explainer.views.timeline.stretches import PhaseStretch, stretches
from explainer.views.timeline.track import MARGIN, Track

MOST_CELLS = 150
"""Updates with more lines than this are drawn as bands."""
CELL = 18.0


class Strip:
    """The phases of an update as two pictures, as if no line were reached and as if all were. Drawn again only when
    the plan or the size is another one."""

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
            radius = 2.5 * zoom if track.count <= MOST_CELLS else 0
            colours = {phase: QColor(blend(palette.phase(phase), palette.panel, pale)) for phase in Phase}
            for part in parts:
                painter.setBrush(colours[part.phase])
                for cell in _cells(part, track, zoom):
                    painter.drawRoundedRect(cell, radius, radius)
        return picture


def _cells(part: PhaseStretch, track: Track, zoom: float) -> Iterator[QRectF]:
    """Yield what is filled of a stretch: a cell for each line, or a band where there are too many for cells."""
    if track.count > MOST_CELLS:
        left, right = track.edge(part.start), track.edge(part.stop)
        yield QRectF(left, 0, right - left, CELL * zoom)
        return
    gap = 2 if track.width / track.count > 8 else 1
    for number in range(int(part.start), int(part.stop)):
        left, right = track.edge(number), track.edge(number + 1)
        yield QRectF(left + gap / 2, 0, right - left - gap, CELL * zoom)
