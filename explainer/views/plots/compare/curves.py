"""The losses of both runs, over the updates done."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from explainer.engine.arrays import Array
from explainer.state.comparison.second_run import SecondRun
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.over_updates import BELOW, Marker


class PairCurves(Figure):
    """Two curves, as far as the losses are known here; a click moves the cursor. Listens to the second run."""

    def __init__(
        self, walkthrough: Walkthrough, display: Display, second: SecondRun, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, title="Compare", below=BELOW, left="loss", parent=parent)
        self._second = second
        self.here, self.there = self.add_series("here"), self.add_series("there")
        self._marker = Marker(self)
        self.offer_saving(False)  # what it is a part of does
        second.changed.connect(self.draw_soon)
        self.dress()

    def show_logarithmic(self, is_logarithmic: bool) -> None:
        """Make the axis of losses logarithmic, or not."""
        self._on_scale(is_logarithmic)

    def dress(self) -> None:
        super().dress()
        self._marker.dress(self.display.palette.loss)

    def draw_cursor(self) -> None:
        if self.is_told_otherwise:
            self.redraw()
        self._marker.show([])

    def draw(self) -> None:
        palette, zoom = self.display.palette, self.display.zoom
        here, there = self._second.losses
        self.here.show(_done(here), here, palette.loss, zoom)
        self.there.show(_done(there), there, palette.weight_plus, zoom, Qt.PenStyle.DashLine)
        self._marker.show([])


def _done(losses: Array) -> Array:
    """Return after how many updates each of the losses is."""
    return np.arange(losses.size, dtype=np.float64)
