"""The decision boundary: what the network makes of every pair of inputs, with the samples among them."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from explainer.engine.measure.unit_lines import unit_lines
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.palette import Palette
from explainer.state.answers.class_answers import class_names
from explainer.state.answers.over_inputs.boundary_answers import AnswerField, BoundaryAnswers, Extent, borders, level_of
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.boundary_plot.colours import field_colours
from explainer.views.plotting.over_inputs import NOT_FINITE, Mark, OverInputs, class_colours, class_marks, mark_pens
from explainer.views.plotting.parts.crosshair import Reading
from explainer.views.plotting.parts.named_lines import NamedLines
from explainer.views.plotting.parts.plot_widget import fill_plot
from explainer.views.plotting.table import Column, PlotTable

_DOT, _RING = 9.0, 17.0
_ROOM_FOR_HINT = 520
"""How wide the panel is at least where it tells what a click does; where it is narrower the plot needs the room."""
MOST_POINTS = 4000
_UNEQUAL = 4.0
"""Where one input has a range this many times as large as the other, they do not share one scale."""


class BoundaryPlot(OverInputs):
    """Colours the plane of two inputs by what the network puts out, and draws the samples by class.

    A click feeds the point in as the inputs of the sample that is shown; a double click fits the axes.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        self.boundary = BoundaryAnswers(walkthrough)
        super().__init__(walkthrough, display, self.boundary, title="Decision boundary", left="i2", parent=parent)
        self._drawn: tuple[AnswerField, Palette, float] | None = None
        self._pointed: tuple[Scenario, Palette, float] | None = None
        self._make_items()
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self.dress()

    def _make_items(self) -> None:
        self.image = pg.ImageItem(axisOrder="row-major")
        self.border = pg.PlotCurveItem(connect="pairs", antialias=True)
        self.points, self.ring = pg.ScatterPlotItem(), pg.ScatterPlotItem()
        for z, item in enumerate((self.image, self.border, self.points, self.ring), start=-10):
            item.setZValue(z)
            self.plot.plotItem.vb.addItem(item, ignoreBounds=True)
        fill_plot(self.plot)
        self.lines = NamedLines(self.plot)
        self.show_lines = self.add_switch("lines", "Where the net input of each hidden unit is 0")
        self.show_lines.setObjectName("hidden_lines")
        self.show_lines.setChecked(True)
        self.show_lines.clicked.connect(self.redraw)

    # drawing

    def draw_answers(self) -> None:
        self._name()
        self._look()
        self._draw_points()
        self._draw_ring()
        self._draw_field()
        self._draw_lines()
        self._say()

    def why_empty(self) -> str:
        field = self.boundary.field
        return "" if field is None or np.isfinite(field.outputs).any() else NOT_FINITE

    def draw_cursor(self) -> None:
        """The field follows by itself."""
        if not self.reason.text():
            self._draw_ring()
            self._say()
            self.crosshair.refresh()

    def _look(self) -> None:
        (left, right), (bottom, top) = self.plot.plotItem.vb.viewRange()
        self.boundary.look_at(Extent(left, right, bottom, top))

    def show_samples(self) -> None:
        extent = self.boundary.natural_extent
        width, height = extent[1] - extent[0], extent[3] - extent[2]
        self.plot.plotItem.vb.setAspectLocked(1 / _UNEQUAL < width / height < _UNEQUAL)
        self.plot.plotItem.vb.setRange(xRange=extent[:2], yRange=extent[2:], padding=0)

    def _name(self) -> None:
        below, left = self.boundary.at_cursor.settings.network.layers[0].names
        if (below, left) != (self.below, self.left):
            self.name_axes(below=below, left=left)

    def _draw_field(self) -> None:
        field, palette = self.boundary.field, self.display.palette
        if field is None or self.why_empty():
            self.image.clear()
            self.border.setData([], [])
            self._drawn = None
        elif not _is_drawn(self._drawn, now := (field, palette, self.display.zoom)):
            self._drawn = now
            extent = field.extent
            self.image.setImage(field_colours(field, palette), levels=(0, 255))
            self.image.setRect(
                QRectF(extent.left, extent.bottom, extent.right - extent.left, extent.top - extent.bottom)
            )
            ends = borders(field).reshape(-1, 2)
            self.border.setData(ends[:, 0], ends[:, 1])
            self.border.setPen(pg.mkPen(palette.text, width=1.6 * self.display.zoom))

    def _draw_lines(self) -> None:
        """The line of each hidden unit."""
        at = self.boundary.at_cursor
        lines = unit_lines(at.settings, at.theta)
        (left, right), (bottom, top) = self.plot.plotItem.vb.viewRange()
        shown = lines if self.show_lines.isChecked() else ()
        self.lines.show_lines(shown, Extent(left, right, bottom, top), self.display)
        self.show_lines.setVisible(bool(lines))

    def _draw_points(self) -> None:
        """All samples by class; of very many, evenly spread ones."""
        settings, palette, zoom = self.boundary.at_cursor.settings, self.display.palette, self.display.zoom
        now = (settings, palette, zoom)
        if _is_drawn(self._pointed, now):
            return
        self._pointed = now
        marks, rows = self._marks(), self._rows(settings.data)
        kinds = _kinds(settings.data, len(marks), self.boundary)[rows]
        spots = settings.data.inputs[rows]
        pens = [mark_pens(mark, palette, zoom) for mark in marks]
        self.points.setData(
            x=spots[:, 0],
            y=spots[:, 1],
            symbol=[marks[kind].shape for kind in kinds],
            pen=[pens[kind][0] for kind in kinds],
            brush=[pens[kind][1] for kind in kinds],
            size=_DOT * zoom,
        )
        self.key.show_marks([*marks, *self._colours()])

    def _rows(self, data: Data) -> NDArray[np.intp]:
        rows = len(data.inputs)
        return np.arange(rows) if rows <= MOST_POINTS else np.linspace(0, rows - 1, MOST_POINTS).astype(np.intp)

    def _marks(self) -> list[Mark]:
        """One for each class of the training part, then one for each of the test part, if there is one."""
        settings, palette = self.boundary.at_cursor.settings, self.display.palette
        if self.boundary.classes is None:
            marks = [Mark("sample", "o", palette.text)]
        else:
            names = class_names(settings.network.layers[-1].names, settings.data)
            marks = class_marks(palette, names)
        if len(settings.data.test.rows):
            marks += [mark._replace(name=f"{mark.name} (test)", is_hollow=True) for mark in marks]
        return marks

    def _colours(self) -> list[Mark]:
        """What the colours of the plane mean where samples have no class."""
        outputs, palette = self.boundary.at_cursor.settings.network.layers[-1].names, self.display.palette
        if self.boundary.classes is not None:
            return []
        if len(outputs) == 1:
            level = f"{level_of(self.boundary.at_cursor.settings.data.targets)[0]:g}"
            names = [f"{outputs[0]} below {level}", f"{outputs[0]} above {level}"]
        else:
            names = [f"{name} is largest" for name in outputs]
        return [Mark(name, "s", colour) for name, colour in zip(names, class_colours(palette, len(names)), strict=True)]

    def _draw_ring(self) -> None:
        """The sample at the cursor."""
        palette, zoom = self.display.palette, self.display.zoom
        x, y = self.walkthrough.known.scenario.data.inputs[self.walkthrough.known.row][:2]
        self.ring.setData(pos=[(x, y)], size=_RING * zoom, brush=None, pen=pg.mkPen(palette.text, width=2.2 * zoom))

    def _say(self) -> None:
        sample = f"sample {self.walkthrough.known.row + 1:,}"
        hint = "" if self.display.is_stage else f"click: feed in as {sample}"
        has_room = self.width() >= _ROOM_FOR_HINT * self.display.zoom
        parts = (
            [self.when] if self.boundary.at_cursor.is_live else [self.when, f"ring: {sample}", hint if has_room else ""]
        )
        self.say(" · ".join(part for part in parts if part))
        self.plot.setToolTip("" if has_room else hint)
        self.setAccessibleDescription(f"The network {self.readout.text()}")

    # numbers

    def table(self) -> PlotTable:
        """Return inputs and outputs in the middles of all cells, row by row from the bottom."""
        field = self.boundary.field
        if field is None:
            return PlotTable()
        x, y = np.meshgrid(field.x, field.y)
        outputs = field.outputs.reshape(x.size, -1)
        names = self.boundary.at_cursor.settings.network.layers[-1].names
        columns = [Column(name, outputs[:, unit]) for unit, name in enumerate(names)]
        return PlotTable(Column(self.below, x.ravel()), Column(self.left, y.ravel()), *columns)

    def reading(self, x: float, y: float) -> list[Reading]:
        """Return the inputs at the mouse and what the network makes of them."""
        show = self.display.writing.show
        if self.boundary.why_not:
            return []
        names, outputs = self.boundary.at_cursor.settings.network.layers[-1].names, self.boundary.at(x, y)
        colours = class_colours(self.display.palette, len(names)) if len(names) > 1 else [""]
        lines = zip(names, outputs.tolist(), colours, strict=True)
        shown = [Reading(self.below, show(_rounded(x))), Reading(self.left, show(_rounded(y)))]
        return [*shown, *(Reading(name, show(value), colour) for name, value, colour in lines)]

    # feeding a point in

    def _on_click(self, event: MouseClickEvent) -> None:
        vb = self.plot.plotItem.vb
        if event.button() != Qt.MouseButton.LeftButton or not vb.sceneBoundingRect().contains(event.scenePos()):
            return
        if event.double():
            self.fit()
        elif not self.display.is_stage:
            at = vb.mapSceneToView(event.scenePos())
            self.feed(at.x(), at.y())

    def feed(self, x: float, y: float) -> None:
        """Make this point the inputs of the sample that is shown: one edit, which can be undone."""
        if not self.boundary.why_not:
            self.walkthrough.set_inputs(np.array([_rounded(x), _rounded(y)]))

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.draw_soon()


def _is_drawn(before: tuple[object, object, object] | None, now: tuple[object, object, object]) -> bool:
    """Tell whether this very thing is drawn already, in these colours and of this size."""
    return before is not None and before[0] is now[0] and before[1:] == now[1:]


def _kinds(data: Data, marks: int, boundary: BoundaryAnswers) -> NDArray[np.intp]:
    """Return the number of the mark of every row."""
    classes = boundary.classes
    kinds = np.zeros(len(data.inputs), dtype=np.intp) if classes is None else classes.named_by(data.targets).copy()
    if len(data.test.rows):
        kinds[data.test.rows] += marks // 2
    return kinds


def _rounded(value: float) -> float:
    """Return a number of the screen with as many digits as it can mean."""
    return float(f"{value:.4g}")
