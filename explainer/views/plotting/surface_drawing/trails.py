"""A trail through a landscape: a line that stands out from every colour below it."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from explainer.engine.run.weight_trail import Trail
from explainer.state.display import Display

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
