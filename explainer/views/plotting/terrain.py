"""A landscape in a plot: heat, contour lines, trails through it, and its controls."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter

from explainer.engine.measure.contours import contour_lines
from explainer.engine.measure.loss_surface import SurfaceFrame, SurfaceGrid
from explainer.engine.run.weight_trail import Trail
from explainer.state.session.display import Display
from explainer.state.surface.surface import Axes
from explainer.views.controls.parameter_chooser import ParameterChooser
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.heights import HeightBar, Heights, Shades, lookup, shades
from explainer.views.plotting.parts.notice import Notice
from explainer.views.plotting.parts.plot_widget import fill_plot

_FEW = 60
"""Up to how many moments each has a dot."""


class TrailItem:
    """The line of one trail with an edge in the colour of the ground, and a dot for each moment where they are few."""

    def __init__(self, plot: pg.PlotWidget, z: float = 10) -> None:
        self._edge, self.line, self._dots = pg.PlotCurveItem(), pg.PlotCurveItem(), pg.ScatterPlotItem()
        for step, item in enumerate((self._edge, self.line, self._dots)):
            item.setZValue(z + step / 10)
            plot.plotItem.vb.addItem(item, ignoreBounds=True)
        self._plot = plot

    def show(
        self,
        trail: Trail,
        colour: str,
        display: Display,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        width: float = 2.0,
    ) -> None:
        """Draw a trail."""
        zoom, ground = display.zoom, display.palette.panel
        self._edge.setData(trail.x, trail.y, pen=pg.mkPen(ground, width=(width + 2.5) * zoom), antialias=True)
        self.line.setData(trail.x, trail.y, pen=pg.mkPen(colour, width=width * zoom, style=style), antialias=True)
        for item in (self._edge, self.line):
            item.setVisible(trail.x.size > 1)  # a single point is no path, which SVG readers complain of
        places = np.stack([trail.x, trail.y], axis=1) if trail.x.size <= _FEW else np.zeros((0, 2))
        self._dots.setData(pos=places, size=(width + 3) * zoom, brush=colour, pen=pg.mkPen(ground, width=1))

    def remove(self) -> None:
        """Take it out of the plot."""
        for item in (self._edge, self.line, self._dots):
            self._plot.plotItem.vb.removeItem(item)


_LETTERS_BELOW = 16
"""How many letters of a name an open chooser shows at least."""


def add_choosers(figure: Figure, axes: Axes) -> tuple[ParameterChooser, ParameterChooser]:
    """Add a chooser for each axis, from left to right and from bottom to top."""
    across, up = (
        ParameterChooser(figure.walkthrough, choice, figure.display, is_brief=True) for choice in (axes.across, axes.up)
    )
    for chooser, way in ((across, "from left to right"), (up, "from bottom to top")):
        chooser.setToolTip(f"What changes {way}")
        chooser.setAccessibleName(f"Weight or bias {way}")
        chooser.view().setMinimumWidth(chooser.fontMetrics().horizontalAdvance("m") * _LETTERS_BELOW)
        figure.add_control(chooser)
    return across, up


class _Heat(pg.ImageItem):  # type: ignore[misc] # pyqtgraph is untyped
    """An image whose colours flow into each other, however few points it has."""

    def paint(self, painter: QPainter, *args: object) -> None:
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        super().paint(painter, *args)


class Terrain:
    """Draws a grid below everything else in a plot whose axes are the two parameters. The plot shows the very frame
    it is given, without a margin. `is_plain` makes it grey, so that trails of many colours stand out."""

    def __init__(self, plot: pg.PlotWidget, display: Display, is_plain: bool = False) -> None:
        self._plot, self._display, self._is_plain = plot, display, is_plain
        self._drawn: tuple[object, ...] = ()
        self._heat = _Heat(axisOrder="row-major")
        self._contours = pg.PlotCurveItem(connect="pairs")
        self.bar, self.notice = HeightBar(), Notice(plot, display)
        for z, item in enumerate((self._heat, self._contours), start=-20):
            item.setZValue(z)
            plot.plotItem.vb.addItem(item, ignoreBounds=True)
        plot.plotItem.layout.addItem(self.bar, 2, 3)
        fill_plot(plot)
        plot.plotItem.vb.setDefaultPadding(0.0)

    def look_at(self, frame: SurfaceFrame) -> None:
        """Show these values of the two parameters."""
        (left, right), (bottom, top) = self._plot.plotItem.vb.viewRange()
        if SurfaceFrame(left, right, bottom, top) != frame:
            self._plot.plotItem.vb.setRange(xRange=frame[:2], yRange=frame[2:], padding=0)

    @property
    def frame(self) -> SurfaceFrame:
        """The values that are shown."""
        (left, right), (bottom, top) = self._plot.plotItem.vb.viewRange()
        return SurfaceFrame(left, right, bottom, top)

    def show(self, grid: SurfaceGrid | None, logarithmic: bool, names: tuple[str, ...]) -> None:
        """Draw a grid whose heights are called so, in full and in short; nothing where there is none yet."""
        now = (grid, logarithmic, names, self._display.palette, self._display.zoom, self._display.writing)
        if now == self._drawn:
            return
        self._drawn = now
        heights = Heights.of(grid, logarithmic) if grid is not None else None
        self.notice.show_sentence(self._why_empty(heights))
        if self.notice.text:
            grid = heights = None
        for item in (self._heat, self._contours):
            item.setVisible(grid is not None)
        self.bar.show_heights(heights, self._shades, self._display, names)
        if grid is not None and heights is not None:
            self._draw_heat(grid, heights)
            self._draw_contours(grid, heights)

    def _why_empty(self, heights: Heights | None) -> str:
        """Return why a grid is no map, in a sentence; nothing where it is one, or is not there yet."""
        if heights is None or heights.low < heights.high:
            return ""
        if heights.low > heights.high:
            return "There is no map: the loss is not finite anywhere here. The numbers have grown too large."
        return f"There is no map: the loss is the same everywhere here, {self._display.writing.show(heights.low)}."

    @property
    def _shades(self) -> Shades:
        return shades(self._display.palette, self._is_plain)

    def _draw_heat(self, grid: SurfaceGrid, heights: Heights) -> None:
        across, up = grid.x[1] - grid.x[0], grid.y[1] - grid.y[0]
        self._heat.setLookupTable(lookup(self._shades), update=False)
        self._heat.setImage(heights.share(grid.values), levels=(0.0, 1.0), autoLevels=False)
        width, height = grid.x[-1] - grid.x[0] + across, grid.y[-1] - grid.y[0] + up
        self._heat.setRect(QRectF(grid.x[0] - across / 2, grid.y[0] - up / 2, width, height))  # points are middles

    def _draw_contours(self, grid: SurfaceGrid, heights: Heights) -> None:
        lines = [contour_lines(grid, level) for level in heights.levels.tolist()]
        points = np.concatenate([np.zeros((0, 2)), *(line.reshape(-1, 2) for line in lines)])
        self._contours.setVisible(len(points) > 0)
        pen = pg.mkPen(self._shades.line, width=self._display.zoom)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)  # the lines are in pieces, which are to meet
        self._contours.setData(points[:, 0], points[:, 1], connect="pairs", pen=pen, antialias=True)
