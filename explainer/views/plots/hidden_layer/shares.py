"""How often each unit of a hidden layer is stuck: puts out 0, as a ReLU does, or is saturated."""

from __future__ import annotations

import numpy as np
import pyqtgraph as pg
from PySide6.QtWidgets import QWidget

from explainer.functions.activations import ACTIVATIONS
from explainer.picture.palette import blend
from explainer.state.answers.over_inputs.hidden_answers import HiddenAnswers, stuck_outputs
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plotting.figure import Figure
from explainer.views.plotting.table import Column, PlotTable

_BAR = 0.8
_MOST_NAMES = 8
_WHOLE = 100.0
_NONE = np.zeros(0)


def can_be_stuck(activation: str) -> bool:
    """Tell whether an activation has a flat part."""
    function = ACTIVATIONS[activation]
    return function.can_die or (bool(function.limits) and not function.is_of_layer)


class StuckShares(Figure):
    """A bar for each unit: for how many of the samples, in per cent, hardly any blame passes it. One that is stuck for
    every sample learns nothing, and its bar is filled with the text's colour."""

    def __init__(
        self, walkthrough: Walkthrough, answers: HiddenAnswers, display: Display, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            walkthrough, display, title="Units", below="unit", left="% of samples", counts=False, parent=parent
        )
        self._answers = answers
        self.names: tuple[str, ...] = ()
        self.shares = _NONE
        self.bars = pg.BarGraphItem(x=[], height=[], width=_BAR)
        self.plot.plotItem.vb.addItem(self.bars, ignoreBounds=True)
        self.offer_saving(False)  # what it is a part of saves
        answers.changed.connect(self.draw_soon)
        self.dress()

    def draw_cursor(self) -> None:
        """Draw what is known of the samples."""
        self.draw_soon()

    def draw(self) -> None:
        found = self._answers.found
        is_there = found is not None and len(found.nets) and can_be_stuck(found.layer.activation)
        self.names = found.layer.names if found is not None and is_there else ()
        self.shares = _WHOLE * stuck_outputs(found).mean(axis=0) if found is not None and is_there else _NONE
        can_die = found is not None and ACTIVATIONS[found.layer.activation].can_die
        self.name_axes(left="out = 0, % of samples" if can_die else "saturated, % of samples", left_short="%")
        palette = self.display.palette
        part, whole = pg.mkBrush(blend(palette.forward, palette.panel, 0.75)), pg.mkBrush(palette.text)
        brushes = [whole if share == _WHOLE else part for share in self.shares.tolist()]
        places = np.arange(1.0, len(self.shares) + 1)
        self.bars.setOpts(x=places, height=self.shares, width=_BAR, brushes=brushes, pen=pg.mkPen(palette.panel))
        each = -(-len(places) // _MOST_NAMES)
        ticks = list(zip(places.tolist(), self.names, strict=True))[:: max(each, 1)]
        self.plot.plotItem.getAxis("bottom").setTicks([ticks])
        if len(places):
            self.plot.plotItem.vb.setRange(xRange=(0.5, len(places) + 0.5), yRange=(0, _WHOLE), padding=0.03)

    def table(self) -> PlotTable:
        """Return each unit with its share of the samples in per cent."""
        self.prepare()
        return PlotTable(Column("unit", self.names), Column(self.left, self.shares)) if self.names else PlotTable()
