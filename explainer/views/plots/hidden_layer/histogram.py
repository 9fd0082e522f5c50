"""How the net inputs of a hidden layer are spread over all samples, and where its activation is flat."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtWidgets import QWidget

from explainer.engine.arrays import Array
from explainer.functions.activations import ACTIVATIONS
from explainer.picture.palette import blend
from explainer.state.answers.over_inputs.hidden_answers import HiddenAnswers
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.activation_curve import function_at
from explainer.trace.known.stuck_units import are_flat
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.table import Column, PlotTable

BINS = 30
_NONE = np.zeros(0)


def flat_at(activation: str, nets: Array) -> NDArray[np.bool_]:
    """Tell at which net inputs an activation is flat: its slope is 0, or close to it near a limit."""
    curve, function = function_at(activation, nets), ACTIVATIONS[activation]
    return (curve.outs == 0) if function.can_die else are_flat(function, curve.outs, curve.slopes)


class NetHistogram(Figure):
    """Counts the net inputs of all units of the layer, for all samples, in 30 equal ranges. The ground is darker where
    the activation is flat: units there hardly learn."""

    def __init__(
        self, walkthrough: Walkthrough, answers: HiddenAnswers, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="Net Inputs", below="net input", left="how many", counts=False, parent=parent
        )
        self._answers = answers
        self.counts, self.edges = _NONE, _NONE
        self.bars = pg.BarGraphItem(x=[], height=[], width=1.0)
        self.flat: list[pg.LinearRegionItem] = []
        self.plot.plotItem.vb.addItem(self.bars, ignoreBounds=True)
        self.offer_saving(False)  # what it is a part of does
        answers.changed.connect(self.draw_soon)
        self.dress()

    def draw_cursor(self) -> None:
        """Draw what is known of the samples."""
        self.draw_soon()

    def draw(self) -> None:
        found = self._answers.found
        nets = found.nets[np.isfinite(found.nets)] if found is not None else _NONE
        self.counts, self.edges = np.histogram(nets, BINS) if nets.size else (_NONE, _NONE)
        palette = self.display.palette
        brush = pg.mkBrush(blend(palette.forward, palette.panel, 0.75))
        middles, width = (self.edges[:-1] + self.edges[1:]) / 2, np.diff(self.edges)
        self.bars.setOpts(x=middles, height=self.counts, width=width, brush=brush, pen=pg.mkPen(palette.panel))
        self._shade(found.layer.activation if found is not None and nets.size else "")
        if nets.size:
            self.plot.plotItem.vb.setRange(
                xRange=(self.edges[0], self.edges[-1]), yRange=(0, float(self.counts.max())), padding=0.04
            )

    def _shade(self, activation: str) -> None:
        """Darken the ranges of net inputs where the activation is flat."""
        for region in self.flat:
            self.plot.plotItem.removeItem(region)
        self.flat = [self._region(*ends) for ends in self._flat_ranges(activation)] if activation else []

    def _flat_ranges(self, activation: str) -> list[tuple[float, float]]:
        if ACTIVATIONS[activation].is_of_layer:
            return []
        nets = np.linspace(self.edges[0], self.edges[-1], 401)
        flat = np.concatenate([[False], flat_at(activation, nets), [False]])
        starts, stops = np.flatnonzero(~flat[:-1] & flat[1:]), np.flatnonzero(flat[:-1] & ~flat[1:])
        return [(float(nets[start]), float(nets[stop - 1])) for start, stop in zip(starts, stops, strict=True)]

    def _region(self, low: float, high: float) -> pg.LinearRegionItem:
        palette = self.display.palette
        brush = pg.mkBrush(palette.soft)
        region = pg.LinearRegionItem((low, high), movable=False, brush=brush, pen=pg.mkPen(None))
        region.setZValue(-20)
        self.plot.plotItem.vb.addItem(region, ignoreBounds=True)
        return region

    def table(self) -> PlotTable:
        """Return each range of net inputs with how many are in it."""
        self.prepare()
        if not self.counts.size:
            return PlotTable()
        ends = Column("from", self.edges[:-1]), Column("to", self.edges[1:])
        return PlotTable(*ends, Column("how many", np.asarray(self.counts, dtype=np.float64)))
