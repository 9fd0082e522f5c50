"""The activation explorer: a function and its slope as curves, and where the unit is on them."""

from __future__ import annotations

import math

import pyqtgraph as pg
from pyqtgraph.GraphicsScene.mouseEvents import MouseClickEvent
from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from explainer.functions.activations import ACTIVATIONS
from explainer.state.answers.activation_explorer import ActivationExplorer
from explainer.state.edits.choice_names import spoken
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.notations.naming import spoken_name, unit_captions
from explainer.views.controls.controls import Label
from explainer.views.controls.pickers import OWN_FORMULA, QUESTION, DropList
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.table import Column, PlotTable

_NO_BREAK = "\N{NO-BREAK SPACE}"
_OF_QUESTION = 2
"""Entries that a question at the end of a list takes, with the line above it."""
_REACH = 1.2
"""How far the tangent goes to both sides, in net inputs, where it is level."""


class FunctionChooser(DropList):
    """Chooses a function by name, or to follow the unit; `asked` that one is to be written. Reached by Tab."""

    asked = Signal()

    def __init__(self, explorer: ActivationExplorer) -> None:
        super().__init__()
        self._explorer = explorer
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.addItem("the unit's own", "")
        for name in ACTIVATIONS:
            self.addItem(spoken(name), name)
        self._built_in = self.count()
        self.add_question(OWN_FORMULA)
        self.setAccessibleName("Activation function")
        self.setToolTip("Which function to look at: that of the unit, or any other with the same net input")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.activated.connect(self._on_activated)

    def _on_activated(self, row: int) -> None:
        if self.itemData(row) == QUESTION:
            self.show_choice()
            self.asked.emit()
        else:
            self._explorer.choose(str(self.itemData(row)))

    def show_choice(self) -> None:
        """Show what is looked at, and what the unit's own function is."""
        self._offer(self._explorer.own_formulas)
        self.setItemText(0, f"{self._explorer.unit_name}: {spoken(self._explorer.own_function)}")
        self.setCurrentIndex(self.findData(self._explorer.chosen))

    def _offer(self, own: list[str]) -> None:
        """List the functions that people have written behind those that are built in."""
        shown = [self.itemData(row) for row in range(self._built_in, self.count() - _OF_QUESTION)]
        if shown != own:
            for _ in shown:
                self.removeItem(self._built_in)
            for row, text in enumerate(own, start=self._built_in):
                self.insertItem(row, spoken(text), text)


class ActivationPlot(Figure):
    """Shows the function of the selected unit, else of the one that the line is about, or any other function.

    Listens to the walkthrough, the pointing and the display. What is not computed yet at the cursor is not shown. A
    double click fits the axes. `formula_wanted` tells for which layer a function is to be written.
    """

    formula_wanted = Signal(int)

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="Activation", below="net input", left="out, slope", counts=False, parent=parent
        )
        self.explorer = ActivationExplorer(walkthrough, pointing, self)
        self.function, self.slope = self.add_series("out"), self.add_series("slope")
        self.chooser = FunctionChooser(self.explorer)
        self.warning, self.note = Label(wordWrap=True), Label(wordWrap=True)
        self._make_marks()
        self._lay_out()
        self.explorer.changed.connect(self.draw_soon)
        self.chooser.asked.connect(self._on_asked)
        self.plot.scene().sigMouseClicked.connect(self._on_click)
        self.dress()

    def _on_asked(self) -> None:
        self.formula_wanted.emit(self.explorer.unit[0])

    def _on_click(self, event: MouseClickEvent) -> None:
        if event.double():
            self.fit()

    def _make_marks(self) -> None:
        self.tangent = pg.PlotCurveItem(antialias=True)
        self.drop = pg.PlotCurveItem()
        self.dot = pg.ScatterPlotItem()
        for z, item in enumerate((self.drop, self.tangent, self.dot), start=10):
            item.setZValue(z)
            self.plot.plotItem.vb.addItem(item, ignoreBounds=True)

    def _lay_out(self) -> None:
        for label, role in ((self.warning, "warning"), (self.note, "caption")):
            label.setProperty("role", role)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.add_control(self.chooser)
        self.body.insertWidget(1, self.note)
        self.body.insertWidget(1, self.warning)

    # drawing

    def draw(self) -> None:
        palette, zoom, explorer = self.display.palette, self.display.zoom, self.explorer
        curve = explorer.curve
        self.function.rename(f"{spoken(explorer.function)}: {unit_captions(self.display.writing.notation)[1]}")
        self.function.show(curve.nets, curve.outs, palette.text, zoom, width=2.5)
        self.slope.show(curve.nets, curve.slopes, palette.weight_plus, zoom, Qt.PenStyle.DashLine)
        self.name_axes(below=f"{self._names()[0]} (net input)", left=self.left, left_short="out")
        self.chooser.show_choice()
        self._draw_place()
        self._say()

    def _draw_place(self) -> None:
        """The unit's place: a line down to its net input, a dot on the curve and the tangent there, as far as known."""
        net, out, slope = self.explorer.net, self.explorer.out, self.explorer.slope
        palette, zoom = self.display.palette, self.display.zoom
        is_on = math.isfinite(net) and math.isfinite(out)
        top = out if is_on else 0.0
        self.drop.setData([net, net] if math.isfinite(net) else [], [0.0, top] if math.isfinite(net) else [])
        self.drop.setPen(pg.mkPen(palette.muted, width=1.2 * zoom, style=Qt.PenStyle.DotLine))
        spots = [(net, top)] if math.isfinite(net) else []
        colour = palette.text if is_on else palette.muted
        brushes, sizes = [pg.mkBrush(colour)], [10 * zoom]
        if is_on and math.isfinite(slope):
            spots, sizes = [*spots, (net, slope)], [*sizes, 7 * zoom]
            brushes = [*brushes, pg.mkBrush(palette.weight_plus)]
        self.dot.setData(pos=spots, size=sizes[: len(spots)], brush=brushes[: len(spots)], pen=pg.mkPen(palette.panel))
        reach = _REACH / math.hypot(1.0, slope) if math.isfinite(slope) else 0.0
        ends = [net - reach, net + reach] if reach and is_on else []
        self.tangent.setData(ends, [out + slope * (x - net) for x in ends])
        self.tangent.setPen(pg.mkPen(palette.weight_plus, width=2 * zoom))

    def _names(self) -> tuple[str, str]:
        """What net input and out of the unit are called in the notation of the display."""
        scenario, notation = self.walkthrough.known.scenario, self.display.writing.notation
        layer, unit = self.explorer.unit
        sample = self.walkthrough.known.sample
        net, out = (
            spoken_name(scenario, Symbol(quantity, sample, layer, unit), notation)
            for quantity in (Quantity.NET, Quantity.OUT)
        )
        return net, out

    def _numbers(self) -> list[tuple[str, float]]:
        """The numbers of the unit's place, by name; NaN where one is not computed yet."""
        explorer = self.explorer
        net, out = self._names()
        if not explorer.is_own:
            out = f"{spoken(explorer.function)}({net})"
        return [(net, explorer.net), (out, explorer.out), ("slope", explorer.slope)]

    def _in_words(self, numbers: list[tuple[str, float]]) -> str:
        show = self.display.writing.show_inside
        return "   ".join(f"{name} = {show(value)}".replace(" ", _NO_BREAK) for name, value in numbers)

    def _say(self) -> None:
        explorer = self.explorer
        self.say(self._in_words(self._numbers()))
        for label, text in ((self.warning, explorer.warning), (self.note, explorer.note)):
            label.setText(text)
            label.setVisible(bool(text))
        description = f"{explorer.unit_name}: {self.readout.text()} {explorer.warning}"
        self.setAccessibleDescription(description.strip())

    def table(self) -> PlotTable:
        """Return the points of both curves."""
        curve = self.explorer.curve
        return PlotTable(Column("net", curve.nets), Column("out", curve.outs), Column("slope", curve.slopes))

    def picture_title(self) -> str:
        known = self._in_words([(name, value) for name, value in self._numbers() if not math.isnan(value)])
        parts = spoken(self.explorer.function), known, self.walkthrough.title
        return " · ".join(part for part in parts if part)
