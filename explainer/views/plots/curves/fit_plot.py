"""The fitted curve: what the network makes of a single input, beside the targets."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.palette import Palette
from explainer.state.answers.over_inputs.fit_answers import FitAnswers, Range
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.over_inputs import NOT_FINITE, SHAPES, Mark, OverInputs, class_colours, mark_pens
from explainer.views.plotting.parts.crosshair import Reading

_DOT, _RING = 8.0, 15.0
MOST_POINTS = 4000
_NONE = np.zeros(0)


class FitPlot(OverInputs):
    """Draws the outputs as curves over the input, and the samples with their targets. The curve follows the axes."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        self.answers = FitAnswers(walkthrough)
        super().__init__(walkthrough, display, self.answers, title="Fitted curve", left="output", parent=parent)
        self._drawn: tuple[Scenario, Palette, float] | None = None
        self._make_items()
        self.dress()

    def _make_items(self) -> None:
        self.points = pg.ScatterPlotItem()
        self.miss = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.ring = pg.ScatterPlotItem()
        for z, item in enumerate((self.points, self.miss, self.ring), start=10):
            item.setZValue(z)
            self.plot.plotItem.vb.addItem(item, ignoreBounds=True)

    # drawing

    def draw_answers(self) -> None:
        self._name()
        left, right = self.plot.plotItem.vb.viewRange()[0]
        self.answers.look_at(Range(left, right))
        self._draw_curves()
        self._draw_points()
        self._draw_sample()
        self._say()

    def why_empty(self) -> str:
        curve, (bottom, top) = self.answers.curve, self.plot.plotItem.vb.viewRange()[1]
        if curve is None:
            return ""
        if not np.isfinite(curve.outputs).any():
            return NOT_FINITE
        columns = [column[np.isfinite(column)] for column in curve.outputs.T]
        if not all((column < bottom).all() or (column > top).all() for column in columns):
            return ""
        return f"No curve is in sight: the outputs here are {self._reach(np.concatenate(columns))}."

    def _reach(self, outputs: Array) -> str:
        """Return how far outputs reach, in words."""
        low, high = self.display.writing.show(float(outputs.min())), self.display.writing.show(float(outputs.max()))
        return low if low == high else f"from {low} to {high}"

    def show_samples(self) -> None:
        scenario = self.answers.at_cursor.settings
        targets = scenario.data.targets
        more = 0.2 * float(np.ptp(targets)) or 0.5
        self.plot.plotItem.vb.setRange(
            xRange=self.answers.natural_range, yRange=(targets.min() - more, targets.max() + more), padding=0
        )

    def _name(self) -> None:
        layers = self.answers.at_cursor.settings.network.layers
        below, left = layers[0].names[0], layers[-1].names[0] if layers[-1].units == 1 else "output"
        if (below, left) != (self.below, self.left):
            self.name_axes(below=below, left=left)

    def _colours(self) -> list[str]:
        """A colour for each output; a single one has that of the forward phase."""
        palette, units = self.display.palette, self.answers.at_cursor.settings.network.layers[-1].units
        return [palette.forward] if units == 1 else class_colours(palette, units)

    def _draw_curves(self) -> None:
        curve, names = self.answers.curve, self.answers.at_cursor.settings.network.layers[-1].names
        is_untold = self.answers.at_cursor.are_hidden(curve.x[:, None]) if curve else _NONE
        while len(self.series) > len(names):
            self.remove_series(self.series[-1])
        while len(self.series) < len(names):
            self.add_series("")
        for unit, (series, colour) in enumerate(zip(self.series, self._colours(), strict=True)):
            series.rename(names[unit])
            x, y = (curve.x, curve.outputs[:, unit]) if curve else (_NONE, _NONE)
            series.show(x, y, colour, self.display.zoom, width=2.5)
            series.tell(x, np.where(is_untold, np.nan, y))
        self.legend.setVisible(len(names) > 1)

    def _draw_points(self) -> None:
        settings, palette, zoom = self.answers.at_cursor.settings, self.display.palette, self.display.zoom
        if self._drawn and self._drawn[0] is settings and self._drawn[1:] == (palette, zoom):
            return
        self._drawn, data = (settings, palette, zoom), settings.data
        kinds = [(data.training, mark, unit) for unit, mark in enumerate(self._marks(False))]
        if len(data.test.rows):
            kinds += [(data.test, mark, unit) for unit, mark in enumerate(self._marks(True))]
        self.points.clear()
        for samples, mark, unit in kinds:
            rows = samples.rows[:: -(-len(samples.rows) // MOST_POINTS)]
            pen, brush = mark_pens(mark, palette, zoom)
            x, y = data.inputs[rows, 0], data.targets[rows, unit]
            self.points.addPoints(x=x, y=y, symbol=mark.shape, pen=pen, brush=brush, size=_DOT * zoom)
        self.key.show_marks([mark for _, mark, _ in kinds])

    def _marks(self, is_test: bool) -> list[Mark]:
        names = self.answers.at_cursor.settings.network.layers[-1].names
        colours = [self.display.palette.loss] if len(names) == 1 else self._colours()
        part = "test target" if is_test else "target"
        words = [part] if len(names) == 1 else [f"{part} of {name}" for name in names]
        shapes = ("o",) if len(names) == 1 else SHAPES
        return [
            Mark(word, shapes[k % len(shapes)], colour, is_test)
            for k, (word, colour) in enumerate(zip(words, colours, strict=True))
        ]

    def _draw_sample(self) -> None:
        """The sample at the cursor: its target, and how far from it the curve runs."""
        palette, zoom = self.display.palette, self.display.zoom
        data, row = self.walkthrough.known.scenario.data, self.walkthrough.known.row
        x, targets = float(data.inputs[row, 0]), data.targets[row]
        self.ring.setData(
            x=[x] * len(targets), y=targets, size=_RING * zoom, brush=None, pen=pg.mkPen(palette.text, width=2 * zoom)
        )
        ends = np.stack([targets, self.answers.at(x)], axis=1)
        ends = ends[np.isfinite(ends).all(1)].ravel()
        self.miss.setData(np.full(len(ends), x), ends)
        self.miss.setPen(pg.mkPen(palette.text, width=1.5 * zoom, style=Qt.PenStyle.DotLine))

    def _say(self) -> None:
        ring = "" if self.answers.at_cursor.is_live else f" · ring: sample {self.walkthrough.known.row + 1:,}"
        self.say(f"{self.when}{ring}")
        self.setAccessibleDescription(f"The curve {self.readout.text()}")

    # numbers

    def reading(self, x: float, y: float) -> list[Reading]:
        return [] if self.answers.why_not else super().reading(x, y)
