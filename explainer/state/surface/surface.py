"""A surface of the objective with trails: the two parameters of its axes, its range, and finding it in slices."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.loss_surface import SurfaceFrame, SurfaceGrid
from explainer.engine.run.weight_trail import Tracker
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective
from explainer.state.background.work import Slices, Watched, once_after
from explainer.state.surface.surface_grid import GridMeasurer, SurfacePoint, VisibleRange, bounds
from explainer.state.walkthrough.pointing import ParameterChoice, seen_parameters


def steepest(scenario: Scenario) -> tuple[Parameter, Parameter]:
    """Return the two parameters with the largest gradients at the scenario's own, in their order in theta: those that
    training changes before any that it does not."""
    network = scenario.network
    size = np.abs(np.nan_to_num(Objective(scenario).gradient(scenario.theta), nan=0.0))
    seen = seen_parameters(scenario)
    still = ~np.isin(seen, network.all_trained)
    order = seen[np.lexsort((-size[seen], still))]
    first, second = sorted(order[:2].tolist())
    return network.parameter(first), network.parameter(second)


class AxisChoice(ParameterChoice):
    """The parameter of one axis. What a person chooses is handed on to the pair of axes."""

    def __init__(self, parameter: Parameter, take: Callable[[Parameter], None], parent: QObject) -> None:
        super().__init__(parent)
        self._take, self._parameter = take, parameter

    @property
    def parameter(self) -> Parameter:
        return self._parameter

    def choose(self, parameter: Parameter) -> None:
        self._take(parameter)

    def set(self, parameter: Parameter) -> None:
        """Be about this one."""
        if parameter != self._parameter:
            self._parameter = parameter
            self.changed.emit()


class Axes(QObject):
    """Two different parameters: choosing for one axis what the other has exchanges them. `taken` is called when a
    person has chosen."""

    def __init__(self, scenario: Scenario, taken: Callable[[], None], parent: QObject) -> None:
        super().__init__(parent)
        first, second = steepest(scenario)
        self._taken = taken
        self.across = AxisChoice(first, self._take_first, self)
        self.up = AxisChoice(second, self._take_second, self)

    @property
    def pair(self) -> tuple[Parameter, Parameter]:
        """What changes from left to right, and from bottom to top."""
        return self.across.parameter, self.up.parameter

    def reset(self, scenario: Scenario) -> None:
        """Take the two that the scenario's objective depends on most."""
        self._set(*steepest(scenario))

    def _set(self, first: Parameter, second: Parameter) -> None:
        self.across.set(first)
        self.up.set(second)

    def _take_first(self, parameter: Parameter) -> None:
        first, second = self.pair
        self._take(parameter, first if parameter == second else second)

    def _take_second(self, parameter: Parameter) -> None:
        first, second = self.pair
        self._take(second if parameter == first else first, parameter)

    def _take(self, first: Parameter, second: Parameter) -> None:
        if (first, second) != self.pair:
            self._set(first, second)
            self._taken()


_LATER_MS = 100
"""How long the trail of a run that grows may wait: drawing a landscape takes longer than drawing a curve."""


class Surface(Watched):
    """Maps the objective of `scenario` over two parameters, with trails through it. Emits `changed` when anything that
    it has changes.

    A subclass says what `scenario` is, of which trails its `_new_trackers` are, and in `refresh` whether all that has
    changed. It calls `_begin` when it is made, `_look` and `_look_later` when something may have changed.
    """

    changed = Signal()

    def __init__(self, scenario: Scenario, clock: Callable[[], float], parent: QObject | None) -> None:
        super().__init__(parent)
        self.axes = Axes(scenario, self._on_axes, self)
        self._mapper = GridMeasurer(clock, self)
        self._slices = Slices(self._track, self, clock)
        self._later = once_after(_LATER_MS, self._look, self)
        self._mapper.changed.connect(self.changed)

    # what it is about

    @property
    def scenario(self) -> Scenario:
        raise NotImplementedError

    @property
    def here(self) -> SurfacePoint:
        """Where the scenario is."""
        first, second = self.axes.pair
        return SurfacePoint(float(self.scenario.theta[first.index]), float(self.scenario.theta[second.index]))

    @property
    def frame(self) -> SurfaceFrame:
        """The values that are shown."""
        return self._range.frame(bounds(self.here, [tracker.trail for tracker in self._trackers]))

    def _new_trackers(self) -> Sequence[Tracker]:
        raise NotImplementedError

    def refresh(self) -> None:
        """Follow what there is now; done by itself while it is watched."""
        raise NotImplementedError

    # what is found

    @property
    def grid(self) -> SurfaceGrid | None:
        """The objective as finely as it is measured by now; None before the first points."""
        return self._mapper.grid

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be looked up or measured."""
        return not self._left and self._mapper.is_complete

    def value(self, place: SurfacePoint) -> float:
        """Return the objective at a place; exact, not taken from the grid."""
        return self._mapper.value(place)

    def finish(self) -> None:
        """Look up and measure at once whatever is missing."""
        self.refresh()
        while self._slices.run():
            pass
        self._show()
        self._mapper.finish()

    # what a person does

    def set_frame(self, frame: SurfaceFrame) -> None:
        """Look at other values. A frame without room, or not finite, is not taken."""
        if self._range.choose(frame):
            self._look()

    def fit(self) -> None:
        """Look at all trails, as closely as that allows, and at more as they grow."""
        self._range.fit()
        self._look()

    # working

    def _on_watched(self) -> None:
        self._mapper.set_watched(self.is_watched)
        if self.is_watched:
            self._look()
        else:
            self._later.stop()
            self._slices.stop()

    @property
    def _left(self) -> int:
        return sum(tracker.left for tracker in self._trackers)

    def _begin(self) -> None:
        """Forget what was about other axes, or another scenario."""
        self._range, self._trackers = VisibleRange(), self._new_trackers()

    def _on_axes(self) -> None:
        self._begin()
        self._look()

    def _look_later(self) -> None:
        if self.is_watched and not self._later.isActive():
            self._later.start()

    def _look(self) -> None:
        if self.is_watched:
            self.refresh()
            self._slices.start()
            self._show()

    def _show(self) -> None:
        self._mapper.show(self.scenario, self.axes.pair, self.frame)
        self.changed.emit()

    def _track(self, count: int) -> int:
        left = self._left
        for tracker in self._trackers:
            tracker.look_up(max(1, count // len(self._trackers)))
        if left and not self._left:
            self._show()
        return left - self._left
