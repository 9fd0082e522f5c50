"""Plots in the look of the theme: no frame, a light grid, text of the size that everything has."""

from __future__ import annotations

from collections.abc import Sequence
from math import isfinite

import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt

from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.axes import AmountAxis, CountAxis, NamedAxis

_FARTHEST = 20.0
"""How many times as wide as all that is drawn the view may be."""
_FINEST = 1e-10
"""How narrow it may be, as a share of the numbers there: those on the axis differ only in their tenth digit then."""
_TINY = 1e-100
"""How narrow it may be around 0."""
_POWERS = -320, 308
"""The powers of ten that a number can have."""
_LARGEST = 1e307
"""How wide it may be however large the numbers are: twice that much is still a number."""
_MUCH, _ROUNDS = 1e3, 200
"""By how much the view grows while pyqtgraph has cut curves that are higher still, and how often it may grow."""

Range = Sequence[float] | None


class Room(pg.ViewBox):  # type: ignore[misc] # pyqtgraph is untyped
    """Shows no less than numbers tell apart and not many times more than there is.

    Farther out pyqtgraph's own thinning of curves fails ("Maximum allowed dimension exceeded"), and powers of ten on a
    logarithmic axis are larger than numbers can be.
    """

    least = 0.0, 0.0
    """How much is to be seen at least, to the right and upwards."""
    alone = 0.0, 0.0
    """How much is to be seen around a single point; 0: what suits its number."""

    def set_logarithmic(self, logarithmic: bool) -> None:
        """Show powers of ten upwards, or numbers."""
        self.least = self.least[0], _FINEST * logarithmic
        self.alone = self.alone[0], float(logarithmic)
        low, high = _POWERS if logarithmic else (-_LARGEST, _LARGEST)
        self.setLimits(yMin=low, yMax=high)

    def scaleBy(
        self,
        s: Sequence[float | None] | None = None,
        center: object = None,
        x: float | None = None,
        y: float | None = None,
    ) -> None:
        """Scale the view by these factors, or by less where that would lead too far."""
        x, y = s if s is not None else (x, y)
        super().scaleBy(center=center, x=self._sensible(0, x), y=self._sensible(1, y))

    def setRange(
        self,
        rect: object = None,
        xRange: Range = None,  # noqa: N803 # as pyqtgraph has them
        yRange: Range = None,  # noqa: N803
        **options: object,
    ) -> None:
        """Show these numbers; around a single one as much as suits it, whatever was shown before. Where a mouse would
        lead beyond all numbers, it leads nowhere."""
        corners = [rect.topLeft().toTuple(), rect.bottomRight().toTuple()] if isinstance(rect, QRectF) else []
        given = [*corners, *(ends for ends in (xRange, yRange) if ends is not None)]
        if not all(isfinite(end) for ends in given for end in ends):
            return
        super().setRange(rect, self._wide_enough(0, xRange), self._wide_enough(1, yRange), **options)

    def updateAutoRange(self) -> None:
        """Show all there is at once: pyqtgraph cuts curves far higher than the view, so that again and again it sees
        only a part of them."""
        for _ in range(_ROUNDS):
            before = self._height
            super().updateAutoRange()
            if self._height < _MUCH * before:
                break

    @property
    def _height(self) -> float:
        low, high = map(float, self.viewRange()[1])
        return high - low

    def _wide_enough(self, axis: int, ends: Range) -> Range:
        if ends is None or ends[0] != ends[1]:
            return ends
        at = min(max(ends[0], -_LARGEST), _LARGEST)
        half = self.alone[axis] / 2 or abs(at) or 1.0
        return at - half, at + half

    def _sensible(self, axis: int, factor: float | None) -> float | None:
        if factor is None:
            return None
        low, high = map(float, self.viewRange()[axis])
        reach = self._reach(axis)
        least = max(self.least[axis], _FINEST * max(abs(low), abs(high)), _TINY)
        span, most = high - low, min(_FARTHEST * reach, _LARGEST)
        return min(factor, max(1.0, most / span)) if factor > 1 else max(factor, min(1.0, least / span))

    def _reach(self, axis: int) -> float:
        """Return how much there is to see; of a single point or nothing, as much as is shown of it."""
        low, high = self._wide_enough(axis, self.childrenBounds()[axis] or (0.0, 0.0)) or (0.0, 0.0)
        return max(float(high - low), self.least[axis])


_FEWEST = 2.0
"""How many counts an axis of them shows at least."""
_ROOM = 24
_LOWEST, _TICK = 40, 4
POINTS = 9.0
"""The size of the text of axes where the zoom is 1."""


def new_plot(below: str, left: str = "", counts: bool = True) -> pg.PlotWidget:
    """Return an empty plot of amounts over counts, or over amounts; `dress_plot` gives it its look.

    It takes no keys unless it is given a walk of its own.
    """
    axes: dict[str, NamedAxis] = {"bottom": (CountAxis if counts else AmountAxis)("bottom"), "left": AmountAxis("left")}
    plot = pg.PlotWidget(axisItems=axes, viewBox=Room())
    item = plot.plotItem
    item.vb.least = item.vb.alone = (_FEWEST if counts else 0.0), 0.0
    for axis, name in zip(axes.values(), (below, left), strict=True):
        axis.enableAutoSIPrefix(False)
        axis.set_names(name)
        axis.setZValue(item.vb.zValue() - 1)  # its grid lies behind what is drawn
        if name:
            axis.setLabel(name)
    axes["left"].setGrid(110)
    axes["bottom"].setStyle(hideOverlappingLabels=_ROOM)
    item.layout.setContentsMargins(0, 4, _ROOM, 2)
    item.setDownsampling(auto=True, mode="peak")  # given to plot() they would be overwritten (pyqtgraph#1855)
    item.setClipToView(True)
    item.setMenuEnabled(False)
    item.hideButtons()
    plot.setMinimumHeight(_LOWEST)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return plot


def fill_plot(plot: pg.PlotWidget) -> None:
    """Make a plot ready for a picture that fills it: no grid, ticks outside, and axes that stay as they are set."""
    plot.getAxis("left").setGrid(False)
    for side in ("bottom", "left"):
        plot.getAxis(side).setStyle(tickLength=_TICK)
    plot.plotItem.vb.disableAutoRange()


def dress_plot(plot: pg.PlotWidget, display: Display) -> None:
    """Give a plot the colours of the theme, and text of the size that everything has."""
    palette, font = display.palette, plain_font(POINTS * display.zoom)
    plot.setBackground(palette.panel)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.ground = palette.panel
        axis.setPen(palette.line)
        axis.setTextPen(palette.muted)
        axis.setTickFont(font)
        axis.setTickDensity(1 / display.zoom)
        axis.label.setFont(font)
        axis.resizeEvent()  # the room for its name, which is as high as the font now
