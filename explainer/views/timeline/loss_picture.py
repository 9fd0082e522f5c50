"""The picture of the loss curve in the track: drawn once, and again only when there is more or less to see."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QPainter, QPixmap

from explainer.engine.arrays import Array
from explainer.picture.palette import Role, blend, towards_background
from explainer.state.session.display import Display
from explainer.views.plotting.light_line import draw_line_through
from explainer.views.timeline.loss_curves import Line, LossCurves

EDGE = 6.0
"""How much is left free around the curve for its line and for the dot of the cursor."""
_BOLD = 2.0
_GHOST = towards_background(Role.LOSS, 0.65)
_HATCHED = Qt.BrushStyle.BDiagPattern


@dataclass(frozen=True)
class CurvePlace:
    """Where a curve is drawn over `end` updates: in `room`, but for its edge."""

    room: QRectF
    end: int

    @property
    def inner(self) -> QRectF:
        return self.room.adjusted(EDGE, EDGE, -EDGE, -EDGE)

    def x(self, done: float) -> float:
        """Return where it is after that many updates."""
        return self.inner.left() + self.inner.width() * done / self.end

    def done(self, x: float) -> int:
        """Return how many updates are done at `x`."""
        return round((x - self.inner.left()) / max(self.inner.width(), 1) * self.end)

    def y(self, share: float) -> float:
        """Return where a share of the height is."""
        return self.inner.bottom() - self.inner.height() * share

    def points(self, done: Array, shares: Array) -> tuple[Array, Array]:
        """Return where the points of a line are."""
        inner = self.inner
        return inner.left() + inner.width() * done / self.end, inner.bottom() - inner.height() * shares


class LossPicture:
    """Draws curves into a pixmap as large as their room, what is not computed hatched; keeps the last one."""

    def __init__(self, display: Display) -> None:
        self._display = display
        self._key: object = None
        self._picture = QPixmap()

    def picture(self, curves: LossCurves, place: CurvePlace, ratio: float) -> QPixmap:
        """Return the picture of curves at a place, for a screen of that many pixels to a point."""
        key = curves, place.room.size(), ratio, self._display.palette, self._display.zoom
        if key != self._key:
            self._key, self._picture = key, self._drawn(curves, place, ratio)
        return self._picture

    def _drawn(self, curves: LossCurves, place: CurvePlace, ratio: float) -> QPixmap:
        size = place.room.size()
        picture = QPixmap((size * ratio).toSize())
        picture.setDevicePixelRatio(ratio)
        picture.fill(Qt.GlobalColor.transparent)
        within = CurvePlace(QRectF(0, 0, size.width(), size.height()), place.end)
        with QPainter(picture) as painter:
            self._hatch(painter, curves, within)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            palette = self._display.palette
            for line, colour in ((curves.ghost, palette.of(_GHOST)), (curves.line, palette.loss)):
                self._draw(painter, curves, within, line, colour)
        return picture

    def _hatch(self, painter: QPainter, curves: LossCurves, within: CurvePlace) -> None:
        """Hatch what has not been computed: all that lies beyond the last loss that is known."""
        palette, rest = self._display.palette, within.inner
        rest.setLeft(within.x(curves.until))
        if rest.width() > 0:
            painter.fillRect(rest, QBrush(QColor(blend(palette.line, palette.panel, 0.35)), _HATCHED))

    def _draw(self, painter: QPainter, curves: LossCurves, within: CurvePlace, line: Line, colour: str) -> None:
        if curves.scale is None or not line[0].size:
            return
        heights = curves.scale.share(line[1])
        xs, ys = within.points(line[0], heights)
        draw_line_through(painter, xs, ys, colour, _BOLD * self._display.zoom, within.inner.height())
