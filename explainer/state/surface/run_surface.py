"""The objective around the cursor as a landscape over two parameters, and the run's trail through it."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.measure.loss_surface import SurfaceFrame
from explainer.engine.run.weight_trail import Tracker, Trail
from explainer.engine.scenario.scenario import Scenario
from explainer.state.surface.surface import Surface
from explainer.state.surface.surface_grid import SurfacePoint, bounds
from explainer.state.walkthrough.known_of_run import known_trail
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import NAN


class RunSurface(Surface):
    """Maps the objective over two parameters; all others are those of the cursor's update.

    Listens to the walkthrough and, for the choice of the second parameter, to the pointing. A drag sets both
    parameters as one edit.
    """

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(walkthrough.run.origin(), clock, parent)
        self.walkthrough, self._pointing = walkthrough, pointing
        self._about = self._task()
        self._begin()
        walkthrough.moved.connect(self._look)
        walkthrough.edited.connect(self._look)
        walkthrough.grew.connect(self._look_later)
        pointing.selection_changed.connect(self._on_selected)

    def _task(self) -> tuple[object, str]:
        """What the axes are chosen for."""
        return self.walkthrough.run.scenario.network.shape, self.walkthrough.name

    def _new_trackers(self) -> list[Tracker]:
        return [Tracker(self.walkthrough.run, *self.axes.pair)]

    # what it is about

    @property
    def scenario(self) -> Scenario:
        return self.walkthrough.scenario

    @property
    def done(self) -> int:
        """How many updates have been made at the cursor."""
        return self.walkthrough.cursor.update - 1

    @property
    def others(self) -> int:
        """How many other numbers training changes."""
        scenario = self.scenario
        is_other = np.zeros(scenario.network.size, dtype=np.bool_)
        is_other[scenario.network.all_trained] = True
        for parameter in self.axes.pair:
            is_other[scenario.entries(parameter)] = False
        return int(is_other.sum())

    @property
    def frame(self) -> SurfaceFrame:
        """The values that are shown; under the mouse nothing moves."""
        return self._range.frame(bounds(self.here, (self.trail,)), stays=self.walkthrough.is_dragging)

    @property
    def trail(self) -> Trail:
        """The run as far as it has been looked up and is known."""
        return known_trail(self.walkthrough.known, self._trackers[0].trail)

    @property
    def heights(self) -> Array:
        """The objective at the points of the grid, row by row, none before the first."""
        grid = self.grid
        if grid is None:
            return np.zeros(0)
        is_here = np.logical_and.outer(np.isclose(grid.y, self.here.y), np.isclose(grid.x, self.here.x))
        return np.where(is_here & ~self._is_known, np.nan, grid.values).ravel()

    def value(self, place: SurfacePoint) -> float:
        """Return the objective at a place; where the cursor is, NaN before the loss is computed."""
        return super().value(place) if place != self.here or self._is_known else NAN

    @property
    def _is_known(self) -> bool:
        known = self.walkthrough.known
        return known.tells_loss(known.update)

    # what a person does

    def zoom(self, factor: float) -> None:
        """Look at a range `factor` times as wide, around the same middle."""
        self.set_frame(self.frame.zoomed(factor))

    def drag_to(self, place: SurfacePoint) -> None:
        """Set both parameters at the cursor's update."""
        if self.walkthrough.is_dragging:
            self.walkthrough.set_parameters(dict(zip(self.axes.pair, place, strict=True)))

    # following

    def _on_selected(self) -> None:
        """Take a parameter that is selected as the second, unless it is one of the two."""
        selected, network = self._pointing.selected, self.walkthrough.run.scenario.network
        if selected is not None and 0 <= selected.parameter < network.size and self._task() == self._about:
            parameter = network.parameter(selected.parameter)
            if parameter not in self.axes.pair:
                self.axes.up.choose(parameter)

    def refresh(self) -> None:
        """Follow the run that there is now; done by itself while it is watched."""
        if self._task() != self._about:
            self._about = self._task()
            self.axes.reset(self.walkthrough.run.origin())
            self._begin()
        self._trackers[0].follow(self.walkthrough.run)
