"""Where units are undecided, as lines over a plane of two numbers, each with its unit's name."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt

from explainer.engine.measure.unit_lines import UnitLine
from explainer.state.answers.over_inputs.boundary_answers import Extent
from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font

MOST = 12
"""Of more units no lines are drawn: nobody would tell them apart."""
_POINTS = 9.5


class NamedLines:
    """Draws broken lines above the colours of a plane, below the samples."""

    def __init__(self, plot: pg.PlotWidget) -> None:
        self._plot = plot
        self.curve = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.curve.setZValue(-9)
        plot.plotItem.vb.addItem(self.curve, ignoreBounds=True)
        self.names: list[pg.TextItem] = []

    def show_lines(self, lines: tuple[UnitLine, ...], extent: Extent, display: Display) -> None:
        """Show these lines, as far as they are within the extent."""
        taken = lines if len(lines) <= MOST else ()
        found = [(line.name, line.within(*extent)) for line in taken]
        seen = [(name, ends) for name, ends in found if ends is not None]
        ends = np.concatenate([ends for _, ends in seen]) if seen else np.zeros((0, 2))
        self.curve.setData(ends[:, 0], ends[:, 1])
        palette, zoom = display.palette, display.zoom
        self.curve.setPen(pg.mkPen(palette.text, width=1.3 * zoom, style=Qt.PenStyle.DashLine))
        while len(self.names) < len(seen):
            item = pg.TextItem(anchor=(0.5, 0.5))
            item.setZValue(20)
            self._plot.plotItem.vb.addItem(item, ignoreBounds=True)
            self.names.append(item)
        for item in self.names[len(seen) :]:
            item.setVisible(False)
        for item, (name, (start, end)) in zip(self.names, seen, strict=False):
            item.setVisible(True)
            item.setText(name, color=palette.text)
            item.fill = pg.mkBrush(palette.panel)
            item.setFont(plain_font(_POINTS * zoom))
            item.setPos(*(0.85 * end + 0.15 * start))
