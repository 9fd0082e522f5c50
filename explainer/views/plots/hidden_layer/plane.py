"""The samples where two hidden units put them, with the line at which the unit above is undecided."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QRectF
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QWidget

from explainer.engine.measure.classes import classes_of
from explainer.state.answers.class_answers import class_names
from explainer.state.answers.over_inputs.boundary_answers import Extent, with_margin
from explainer.state.answers.over_inputs.hidden_answers import HiddenAnswers, LayerAnswer
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.over_inputs import ClassKey, Mark, class_marks, mark_pens
from explainer.views.plotting.parts.named_lines import NamedLines
from explainer.views.plotting.table import Column, PlotTable

_DOT, _RING = 9.0, 17.0
_MARGIN = 0.12


class HiddenPlane(Figure):
    """Draws each sample at the outputs of the units `pair`. Where the layer has just these two, broken lines show where
    a unit above has the net input 0: what is on one side of one is answered otherwise than what is on the other."""

    def __init__(
        self, walkthrough: Walkthrough, answers: HiddenAnswers, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="Hidden Layer", below="out", left="out", counts=False, parent=parent
        )
        self._answers = answers
        self.pair = (0, 1)
        self.key = ClassKey(display)
        self.body.insertWidget(0, self.key)
        self.points, self.ring = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        self.lines = NamedLines(self.plot)
        for z, item in enumerate((self.points, self.ring), start=5):
            item.setZValue(z)
            self.plot.plotItem.vb.addItem(item, ignoreBounds=True)
        self.offer_saving(False)  # what it is a part of does
        answers.changed.connect(self.draw_soon)
        self.dress()

    def draw_cursor(self) -> None:
        """Draw which samples are known, and the ring."""
        self.draw_soon()

    def draw(self) -> None:
        found = self._answers.found
        if found is None or found.nets.shape[1] < 2:
            for item in (self.points, self.ring):
                item.setData([], [])
            self.lines.show_lines((), Extent(0.0, 1.0, 0.0, 1.0), self.display)
            return
        first, second = self.pair
        self.name_axes(below=f"out of {found.layer.names[first]}", left=f"out of {found.layer.names[second]}")
        places = found.outs[:, [first, second]]
        self._draw_points(found, places)
        self._draw_ring(found, places)
        self.lines.show_lines(self._answers.borders(*self.pair), self._look_at(places), self.display)

    def _look_at(self, places: np.ndarray) -> Extent:
        """Show all samples, and the whole of what the units can put out where that is 0 to 1."""
        finite = places[np.isfinite(places).all(axis=1)]
        if not len(finite):
            return Extent(0.0, 1.0, 0.0, 1.0)
        if finite.min() >= 0 and finite.max() <= 1:
            finite = np.vstack([finite, [0, 0], [1, 1]])
        extent = Extent(*with_margin(finite[:, 0], _MARGIN), *with_margin(finite[:, 1], _MARGIN))
        self.plot.plotItem.vb.setRange(xRange=extent[:2], yRange=extent[2:], padding=0)
        return extent

    def _draw_points(self, found: LayerAnswer, places: np.ndarray) -> None:
        settings, palette, zoom = self._answers.settings, self.display.palette, self.display.zoom
        classes = classes_of(settings.data.targets)
        names = class_names(settings.network.layers[-1].names, settings.data) if classes else ()
        marks = class_marks(palette, names) if classes else [Mark("sample", "o", palette.text)]
        kinds = classes.named_by(settings.data.targets[found.rows]) if classes else np.zeros(len(places), dtype=int)
        pens = [mark_pens(mark, palette, zoom) for mark in marks]
        self.points.setData(
            x=places[:, 0],
            y=places[:, 1],
            symbol=[marks[kind].shape for kind in kinds],
            pen=[pens[kind][0] for kind in kinds],
            brush=[pens[kind][1] for kind in kinds],
            size=_DOT * zoom,
        )
        self.key.show_marks(marks)

    def _draw_ring(self, found: LayerAnswer, places: np.ndarray) -> None:
        """The sample at the cursor."""
        here = np.flatnonzero(found.rows == self.walkthrough.known.row)
        palette, zoom = self.display.palette, self.display.zoom
        spot = places[here[:1]]
        pen = pg.mkPen(palette.text, width=2.2 * zoom)
        self.ring.setData(spot[:, 0], spot[:, 1], size=_RING * zoom, brush=None, pen=pen)

    def paint_key(self, painter: QPainter, room: QRectF) -> float:
        return self.key.paint(painter, room)

    def table(self) -> PlotTable:
        """Return every sample that is known: its number and what the two units put out."""
        found = self._answers.found
        if found is None or found.nets.shape[1] < 2:
            return PlotTable()
        first, second = self.pair
        numbers = Column("sample", (found.rows + 1).astype(np.float64))
        return PlotTable(numbers, *(Column(found.layer.names[unit], found.outs[:, unit]) for unit in (first, second)))
