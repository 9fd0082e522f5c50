"""A map of the objective over two parameters: which values are shown, and the grid measured there in slices."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from time import perf_counter
from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.loss_surface import Landscape, SurfaceFrame, SurfaceGrid, Survey
from explainer.engine.run.weight_trail import Trail
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.state.background.work import Slices, Watched

LONGEST = 5.0
"""Seconds that a finer level may take; one that would take longer is not begun."""


class SurfacePoint(NamedTuple):
    """A point of the map: the two parameters."""

    x: float
    y: float


class GridMeasurer(Watched):
    """Measures what it is asked to `show`; `changed` when there is a finer grid."""

    changed = Signal()

    def __init__(self, clock: Callable[[], float] = perf_counter, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._slices = Slices(self._work, self, clock)
        self._scenario: Scenario | None = None
        self._axes: tuple[Parameter, Parameter] | None = None
        self._held: Scenario | None = None
        self._frame: SurfaceFrame | None = None
        self._landscape: Landscape | None = None
        self._survey: Survey | None = None
        self.grid: SurfaceGrid | None = None
        """The objective as finely as it is measured by now; None before the first points."""

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be measured."""
        return self.grid is not None and self._survey is not None and not self._goes_on(self._survey)

    def show(self, scenario: Scenario, axes: tuple[Parameter, Parameter], frame: SurfaceFrame) -> None:
        """Be about the scenario's objective over two parameters within the frame. What does not depend on anything
        that has changed is kept."""
        held = _without(scenario, axes)
        if axes != self._axes:
            self.grid = None
        if axes != self._axes or self._held is None or not held.same_as(self._held):
            self._scenario, self._axes, self._held = scenario, axes, held
            self._landscape = self._survey = None
        if frame != self._frame:
            self._frame, self._survey = frame, None
        self._go_on()

    def value(self, place: SurfacePoint) -> float:
        """Return the objective at a place, exactly; NaN before anything is shown."""
        landscape = self._land()
        return landscape.value(*place) if landscape else float("nan")

    def _on_watched(self) -> None:
        if self.is_watched:
            self._go_on()
        else:
            self._slices.stop()

    def finish(self) -> None:
        """Measure what is missing at once, as finely as it would be while it is watched."""
        while self._slices.run():
            pass

    def _go_on(self) -> None:
        if self.is_watched and (self._survey is None or self._goes_on(self._survey)):
            self._slices.start()

    def _land(self) -> Landscape | None:
        if self._landscape is None and self._scenario is not None and self._axes is not None:
            self._landscape = Landscape(self._scenario, *self._axes)
        return self._landscape

    def _work(self, count: int) -> int:
        if self._survey is None:
            return self._begin()
        return self._measure(self._survey, count) if self._goes_on(self._survey) else 0

    def _begin(self) -> int:
        landscape = self._land()
        if landscape is None or self._frame is None:
            return 0
        self._survey = Survey(landscape, self._frame)
        self._slices.forget()
        return 1

    def _measure(self, survey: Survey, count: int) -> int:
        level, count = survey.levels, min(count, survey.left)
        survey.measure(count)
        if survey.levels > level:
            self.grid = survey.grid
            self.changed.emit()
        return count

    def _goes_on(self, survey: Survey) -> bool:
        is_quick = survey.left * self._slices.seconds <= LONGEST
        return not survey.is_complete and (is_quick or not survey.levels or not survey.is_fresh)


def _without(scenario: Scenario, axes: tuple[Parameter, Parameter]) -> Scenario:
    """Return the scenario without what the map does not depend on: the two parameters, and the optimizer."""
    theta = scenario.theta.copy()
    for parameter in axes:
        theta[scenario.entries(parameter)] = 0.0
    return replace(scenario.with_theta(theta), optimizer=OptimizerSettings())


REACH = 4.0
"""How far one looks to both sides at least, when nothing tells how far is enough."""
_MARGIN = 0.2
_CLOSE = 0.6
"""Of the longer side: how far one looks to both sides of what is narrow."""


def bounds(here: SurfacePoint, trails: Iterable[Trail]) -> SurfaceFrame:
    """Return the smallest range that has a point and all finite points of the trails."""
    trails = list(trails)
    sides: list[float] = []
    for axis, present in ((1, here.x), (2, here.y)):
        values = np.concatenate([[present], *(trail[axis] for trail in trails)])
        finite = values[np.isfinite(values)]
        sides += [float(finite.min()), float(finite.max())]
    return SurfaceFrame(*sides)


def around(needed: SurfaceFrame, reach: float = REACH) -> SurfaceFrame:
    """Return a range around what is needed, with some room, that goes at least so far to both sides of its middle."""
    left, right = _around(needed.left, needed.right, reach)
    bottom, top = _around(needed.bottom, needed.top, reach)
    return SurfaceFrame(left, right, bottom, top)


def closely(needed: SurfaceFrame) -> SurfaceFrame:
    """Return a range that is hardly larger than what is needed; around a single point, the usual one."""
    longer = max(needed.right - needed.left, needed.top - needed.bottom)
    return around(needed, _CLOSE * longer if longer > 0 else REACH)


def _around(low: float, high: float, reach: float) -> tuple[float, float]:
    middle, half = (low + high) / 2, max((0.5 + _MARGIN) * (high - low), reach)
    return middle - half, middle + half


class VisibleRange:
    """The range that is shown. As long as it `fits`, it grows with what is needed; chosen by a person, it stays."""

    def __init__(self) -> None:
        self.fits = True
        self._is_close = False
        self._frame: SurfaceFrame | None = None

    def frame(self, needed: SurfaceFrame, stays: bool = False) -> SurfaceFrame:
        """Return the range, made larger if it fits and something needed has left it, unless it `stays`."""
        if self._frame is None or (self.fits and not stays and not self._frame.holds(needed)):
            self._frame = closely(needed) if self._is_close else around(needed)
        return self._frame

    def choose(self, frame: SurfaceFrame) -> bool:
        """Take a person's range; tell whether it differs. One without room, or not finite, is not taken."""
        has_room = bool(np.isfinite(frame).all()) and frame.left < frame.right and frame.bottom < frame.top
        if not has_room or frame == self._frame:
            return False
        self._frame, self.fits = frame, False
        return True

    def fit(self) -> None:
        """Fit again, closely, now and from now on."""
        self._frame, self.fits, self._is_close = None, True, True
