"""The losses of a race: one curve for each optimizer, named where it ends."""

from __future__ import annotations

import numpy as np
from PySide6.QtWidgets import QWidget

from explainer.engine.arrays import Array
from explainer.engine.run.optimizer_race import Race
from explainer.engine.scenario.scenario import Scenario
from explainer.state.display import Display
from explainer.state.edits.choice_names import spoken
from explainer.state.surface.optimizer_race import Racing
from explainer.state.walkthrough.known_of_run import only_told
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.plots.race_plot.liveries import livery
from explainer.views.plots.race_plot.names import EndName, EndNames
from explainer.views.plotting import Figure, Reading, Series

REPAINT_MS = 100
"""While several runs are computed at once, their long curves are drawn only so often."""
_BELOW = "updates done"


def loss_name(scenario: Scenario) -> str:
    """Return what the losses of a run are."""
    what = "batch loss" if scenario.updates_per_epoch > 1 else "loss"
    return f"{what} + penalty" if scenario.has_penalty else what


class RaceCurves(Figure):
    """The loss of each racer before update 1, 2, … over the updates done by then. Listens to the racing."""

    def __init__(
        self, walkthrough: Walkthrough, display: Display, racing: Racing, parent: QWidget | None = None
    ) -> None:
        super().__init__(walkthrough, display, title="Race", below=_BELOW, left="loss", parent=parent)
        self.setObjectName("race_curves")
        self.racing = racing
        self._drawn: Race | None = None
        self._curves: dict[str, Series] = {}
        self.names = EndNames(self.plot)
        self._later.setInterval(REPAINT_MS)
        self.save_button.hide()  # what it is a part of has one
        walkthrough.grew.disconnect(self.draw_soon)  # a race is not about the walkthrough's run
        racing.changed.connect(self.draw_soon)
        racing.progressed.connect(self.draw_soon)
        self._show_numbers(False)
        self.dress()

    def show_logarithmic(self, is_logarithmic: bool) -> None:
        """Make the axis of losses logarithmic, or not."""
        self._on_scale(is_logarithmic)

    def draw_cursor(self) -> None:
        """Only what may be told depends on the cursor."""
        if self.is_told_otherwise:
            self.draw_soon()

    def draw(self) -> None:
        self.racing.refresh()
        race = self.racing.race
        self.name_axes(left=loss_name(self.racing.origin))
        known = self.walkthrough.known
        losses = {racer.name: only_told(known, racer.losses) for racer in race.racers} if race else {}
        for name in {**self._curves, **losses}:
            self._draw_curve(name, losses.get(name, np.zeros(0)))
        if race is not self._drawn:
            self._drawn = race
            self._show_numbers(race is not None)
            self.plot.plotItem.enableAutoRange()
        self.names.show_names([self._end(name) for name in losses if losses[name].size], self.display)

    def reading(self, x: float, y: float) -> list[Reading]:
        """Return the losses at the mouse; where there is little room by their colours, which are named beside."""
        lines = super().reading(x, y)
        has_room = self.crosshair.width_of(lines) <= self.plot.plotItem.vb.width()
        return lines if has_room else [line._replace(name="") if line.colour else line for line in lines]

    def _show_numbers(self, are_shown: bool) -> None:
        """Write numbers along the axes, or none where there is nothing that they would be about."""
        for side in ("bottom", "left"):
            self.plot.getAxis(side).setStyle(showValues=are_shown)

    def _draw_curve(self, name: str, losses: Array) -> None:
        if name not in self._curves:
            self._curves[name] = self._new_curve(name)
        colour, style = livery(name, self.display.palette)
        self._curves[name].show(np.arange(losses.size, dtype=np.float64), losses, colour, self.display.zoom, style)

    def _new_curve(self, name: str) -> Series:
        """Return a curve that is in no legend: it is named where it ends."""
        series = Series(self.plot, spoken(name), "", self)
        self._series.append(series)
        return series

    def _end(self, name: str) -> EndName:
        series = self._curves[name]
        height = series.drawn_at(series.y.size - 1)
        height = float(np.log10(height)) if self.is_logarithmic else height
        return EndName(series.name, height, series.colour)
