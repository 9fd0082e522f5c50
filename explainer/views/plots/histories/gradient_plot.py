"""The gradient plot: how large each layer's gradient is over the updates, and whether it vanishes or explodes."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.picture.palette import blend
from explainer.state.histories.gradient_history import GradientHistory
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.over_updates import BELOW, OverUpdates
from explainer.views.plotting.parts.curves import Series
from explainer.views.plotting.table import Column, PlotTable

_STYLES = Qt.PenStyle.SolidLine, Qt.PenStyle.DashLine
"""Of neighbours, whose colours are much alike, every other one is broken."""
SIZES = ("root mean square", "largest")


class GradientPlot(OverUpdates):
    """Listens to the walkthrough and the display; a click moves the cursor. Which size it draws is its own affair."""

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        self._found = GradientHistory(walkthrough)
        super().__init__(walkthrough, display, self._found, title="Gradients", left="gradient", parent=parent)
        self._found.setParent(self)
        self._layers: dict[int, Series] = {}
        self.logarithmic = self.add_log_button("gradient")
        tip = "Show the largest gradient of each layer instead of the root mean square of all"
        self.largest = self.add_switch("largest", tip, "Largest of each layer", role="")
        self.largest.toggled.connect(self._on_size)
        self.dress()
        self.logarithmic.setChecked(True)
        self._name_axis()

    def _on_size(self) -> None:
        self._name_axis()
        self.fit()

    def _name_axis(self) -> None:
        self.name_axes(left=f"gradient ({SIZES[self.largest.isChecked()]})", left_short="gradient")

    def draw(self) -> None:
        self._name_curves()
        sizes = self._found.sizes[:, int(self.largest.isChecked())]
        for at, (number, series) in enumerate(self._layers.items()):
            style = _STYLES[at % len(_STYLES)]
            series.show(*self._drawn(sizes[:, at]), self._colour(number), self.display.zoom, style)
        self.draw_cursor()

    def _drawn(self, sizes: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """The points of a curve; a logarithmic axis has no place for a gradient of zero."""
        updates = self._found.done
        if not self.is_logarithmic:
            return updates, sizes
        return (updates, np.where(sizes > 0, sizes, np.nan)) if np.any(sizes > 0) else (updates[:0], sizes[:0])

    def _colour(self, number: int) -> str:
        """From pale at the lowest layer to dark at the last one: one ramp, of no phase's colour."""
        p, layers = self.display.palette, self._found.layers
        along = (number - layers[0]) / max(len(layers) - 1, 1)
        pale, dark = blend(p.weight_plus, p.panel, 0.4), blend(p.weight_plus, p.text, 0.75)
        return blend(pale, p.weight_plus, 2 * along) if along < 0.5 else blend(p.weight_plus, dark, 2 * along - 1)

    def _name_curves(self) -> None:
        if self._found.layers != tuple(self._layers):
            for series in self._layers.values():
                self.remove_series(series)
            self._layers = {number: self.add_series(f"layer {number}") for number in self._found.layers}

    def draw_cursor(self) -> None:
        super().draw_cursor()
        self.say(" ".join(part for part in (self._found.verdict(), self._which) if part))

    @property
    def _which(self) -> str:
        return f"Drawn is {self.which_updates}." if self.which_updates else ""

    def table(self) -> PlotTable:
        """Return both sizes of each layer's gradient."""
        self.finish()
        sizes = self._found.sizes
        columns = (
            Column(f"layer {number}, {name}", sizes[:, which, at])
            for at, number in enumerate(self._found.layers)
            for which, name in enumerate(SIZES)
        )
        return PlotTable(Column(BELOW, self._found.done), *columns)
