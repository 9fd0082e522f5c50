"""The weights plot: every weight and bias over the updates, what is selected on the canvas in front."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.engine.scenario.network import Parameter
from explainer.picture.palette import blend
from explainer.state.histories.parameter_history import ParameterHistory
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.notations.naming import parameter_label
from explainer.views.plotting.over_updates import BELOW, OverUpdates
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.table import Column, PlotTable

MOST_NAMES = 12
"""How many curves have a name in the legend; of more, only those that are selected."""
HINT = "select one in the network to see it by name"
_STYLES = (Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine, Qt.PenStyle.DashDotLine, Qt.PenStyle.DashDotDotLine)
_THICK, _USUAL, _THIN = 3.5, 2.0, 1.0


class WeightsPlot(OverUpdates):
    """Listens to the walkthrough, the pointing and the display; a click moves the cursor.

    As on the canvas, blue is what is above zero and orange what is below it, at the last update. Layers differ in how
    their lines are broken, biases are dotted.
    """

    def __init__(
        self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QWidget | None = None
    ) -> None:
        self._found = ParameterHistory(walkthrough, pointing)
        super().__init__(walkthrough, display, self._found, title="Weights", left="weights and biases", parent=parent)
        self._found.setParent(self)
        self.name_axes(left="weights and biases", left_short="weights")
        self._others = {sign: pg.PlotCurveItem(connect="finite") for sign in (1, -1)}
        for item in self._others.values():
            self.plot.plotItem.addItem(item)
        self._named: dict[int, Series] = {}
        self._found.changed.connect(self.draw_soon)
        self.dress()

    def draw(self) -> None:
        self._name_curves()
        values = self._found.values
        if len(values):
            self._draw_named(values)
            self._draw_others(values)
        self.draw_cursor()

    def draw_cursor(self) -> None:
        super().draw_cursor()
        hint = "" if self._named else HINT
        self.say(" · ".join(part for part in (self._chosen, self._which, self.which_updates, hint) if part))

    @property
    def _chosen(self) -> str:
        """Tell the number of the parameter that is selected, where it is one."""
        chosen = self._found.highlighted
        if len(chosen) != 1:
            return ""
        scenario, update = self.walkthrough.scenario, self.walkthrough.cursor.update
        parameter = scenario.network.parameter(*chosen)
        value = self.display.writing.show(float(scenario.theta[parameter.index]))
        return f"before update {update:,}: {self._name(parameter)} = {value}"

    @property
    def _which(self) -> str:
        taken, total = len(self._found.parameters), self._found.total
        return f"{taken:,} of {total:,} weights and biases, evenly spread" if taken < total else ""

    @property
    def _names(self) -> dict[int, str]:
        """The names of the curves in the legend by their places, those that are selected or, of a few, all."""
        parameters, chosen = self._found.parameters, self._found.highlighted
        has_all = len(parameters) <= MOST_NAMES
        places = [at for at, parameter in enumerate(parameters) if has_all or parameter.index in chosen]
        return {at: self._name(parameters[at]) for at in places[:MOST_NAMES]}

    def _name(self, parameter: Parameter) -> str:
        return parameter_label(self.walkthrough.run.scenario, parameter, self.display.writing.notation)

    def _name_curves(self) -> None:
        """Have a curve with a name for each that has one."""
        names = self._names
        if names.keys() != self._named.keys():
            for series in self._named.values():
                self.remove_series(series)
            self._named = {at: self.add_series(name) for at, name in names.items()}
        for at, series in self._named.items():
            series.rename(names[at])

    def _draw_named(self, values: np.ndarray) -> None:
        palette, chosen = self.display.palette, self._found.highlighted
        for at, series in self._named.items():
            parameter = self._found.parameters[at]
            is_chosen, colour = parameter.index in chosen, self._colour(parameter, values[-1, at])
            pale = blend(colour, palette.panel, 0.6 if chosen and not is_chosen else 0.0)
            width = _THICK if is_chosen else _USUAL
            series.show(self._found.done, values[:, at], pale, self.display.zoom, _style(parameter), width)
            series.curve.setZValue(10 if is_chosen else 1)

    def _colour(self, parameter: Parameter, value: float) -> str:
        """The colour of the sign, from dark to pale along the weights of a layer."""
        palette, layer = self.display.palette, self.walkthrough.run.scenario.network.layers[parameter.layer]
        along = (parameter.index - layer.start) / max(layer.bias_start - layer.start - 1, 1)
        tone = 0.0 if parameter.is_bias else along - 0.5
        return blend(palette.weight(value), palette.text if tone < 0 else palette.panel, min(abs(tone), 0.42))

    def _draw_others(self, values: np.ndarray) -> None:
        """Draw the curves without names as two lines, one for each sign, with a gap after each curve."""
        palette, last = self.display.palette, values[-1]
        rest = np.array([at not in self._named for at in range(values.shape[1])], dtype=np.bool_)
        for sign, item in self._others.items():
            taken = rest & ((last < 0) == (sign < 0))
            x, y = _joined(self._found.done, values[:, taken])
            amount = 0.75 if self._found.highlighted else 0.45
            item.setData(x, y, pen=pg.mkPen(blend(palette.weight(sign), palette.panel, amount), width=_THIN))

    def table(self) -> PlotTable:
        """Return every curve, those without names too."""
        self.finish()
        values = self._found.values
        columns = (Column(self._name(parameter), values[:, at]) for at, parameter in enumerate(self._found.parameters))
        return PlotTable(Column(BELOW, self._found.done), *columns)


def _style(parameter: Parameter) -> Qt.PenStyle:
    return Qt.PenStyle.DotLine if parameter.is_bias else _STYLES[(parameter.layer - 1) % len(_STYLES)]


def _joined(x: np.ndarray, curves: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return curves, shape (points, curves), as one line that is broken after each."""
    gap = np.full((1, curves.shape[1]), np.nan)
    return np.tile([*x, np.nan], curves.shape[1]), np.concatenate([curves, gap]).T.ravel()
