"""The objective around the cursor as a landscape over two parameters, and the run's trail through it."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, QTimer, Signal

from explainer.engine.landscape import Frame, Grid
from explainer.engine.network import Parameter
from explainer.engine.scenario import Scenario
from explainer.engine.trail import Tracker, Trail
from explainer.state.axes import Axes
from explainer.state.framing import Framing, bounds
from explainer.state.mapping import Mapper, Place
from explainer.state.pointing import Pointing
from explainer.state.slices import Slices
from explainer.state.walkthrough import Walkthrough

_LATER_MS = 100
"""How long the trail of a run that grows may wait: drawing a landscape takes longer than drawing a curve."""


class Surveyor(QObject):
    """Maps the objective over two parameters; all others are those of the cursor's update.

    Listens to the walkthrough and, for the choice of the second parameter, to the pointing. `changed` when anything
    that it has is another; it works only between `start` and `stop`. A drag sets both parameters as one edit.
    """

    changed = Signal()

    def __init__(
        self,
        walkthrough: Walkthrough,
        pointing: Pointing,
        clock: Callable[[], float] = perf_counter,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing = walkthrough, pointing
        self.axes = Axes(walkthrough.run.origin(), self._on_axes, self)
        self._mapper = Mapper(clock, self)
        self._slices = Slices(self._track, self, clock)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._look)
        self._is_active = False
        self._about = self._task()
        self._begin()
        self._mapper.changed.connect(self.changed)
        walkthrough.moved.connect(self._look)
        walkthrough.changed.connect(self._look)
        walkthrough.grew.connect(self._on_grew)
        pointing.changed.connect(self._on_pointed)

    def _task(self) -> tuple[object, str]:
        """What the axes are chosen for."""
        return self._walkthrough.run.scenario.network.shape, self._walkthrough.name

    def _begin(self) -> None:
        """Forget what was about other axes."""
        self._framing, self._tracker = Framing(), Tracker(self._walkthrough.run, *self.axes.pair)

    # what it is about

    @property
    def first(self) -> Parameter:
        """The parameter that changes from left to right."""
        return self.axes.pair[0]

    @property
    def second(self) -> Parameter:
        """The parameter that changes from bottom to top."""
        return self.axes.pair[1]

    @property
    def scenario(self) -> Scenario:
        return self._walkthrough.scenario

    @property
    def here(self) -> Place:
        """Where the cursor's update starts from."""
        theta = self._walkthrough.trace.of.theta_before
        return Place(float(theta[self.first.index]), float(theta[self.second.index]))

    @property
    def done(self) -> int:
        """How many updates have been made at the cursor."""
        return self._walkthrough.cursor.update - 1

    @property
    def others(self) -> int:
        """How many other numbers training changes."""
        scenario = self.scenario
        is_other = np.zeros(scenario.network.size, dtype=np.bool_)
        for layer in scenario.network.layers[1:]:
            is_other[scenario.network.trained(layer)] = True
        for parameter in self.axes.pair:
            is_other[scenario.entries(parameter)] = False
        return int(is_other.sum())

    @property
    def frame(self) -> Frame:
        """The values that are looked at; under the mouse nothing moves."""
        return self._framing.frame(bounds(self.here, (self.trail,)), stays=self._walkthrough.is_dragging)

    # what is found

    @property
    def grid(self) -> Grid | None:
        """The objective as finely as it is measured by now; None before the first points."""
        return self._mapper.grid

    @property
    def trail(self) -> Trail:
        """The run as far as it has been looked up."""
        return self._tracker.trail

    @property
    def is_complete(self) -> bool:
        """Whether nothing is left to be looked up or measured."""
        return not self._tracker.left and self._mapper.is_complete

    def value(self, place: Place) -> float:
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

    def set_frame(self, frame: Frame) -> None:
        """Look at other values. A frame without room, or not finite, is not taken."""
        if self._framing.choose(frame):
            self._look()

    def fit(self) -> None:
        """Look at all of the trail, as closely as that allows, and at more as it grows."""
        self._framing.fit()
        self._look()

    def zoom(self, factor: float) -> None:
        """Look at a range `factor` times as wide, around the same middle."""
        self.set_frame(self.frame.zoomed(factor))

    def begin_drag(self) -> None:
        """Take what is set from now on as one edit."""
        self._walkthrough.begin_drag()

    @property
    def is_dragging(self) -> bool:
        return self._walkthrough.is_dragging

    def drag_to(self, place: Place) -> None:
        """Set both parameters at the cursor's update."""
        if self._walkthrough.is_dragging:
            self._walkthrough.set_parameters({self.first: place.x, self.second: place.y})

    def end_drag(self) -> None:
        self._walkthrough.end_drag()

    def cancel_drag(self) -> None:
        """Give both parameters back what they were before the drag."""
        self._walkthrough.cancel_drag()

    def start(self) -> None:
        """Work out what is missing, and what goes missing from now on."""
        self._is_active = True
        self._mapper.start()
        self._look()

    def stop(self) -> None:
        """Keep what there is, and work no more."""
        self._is_active = False
        self._later.stop()
        self._slices.stop()
        self._mapper.stop()

    # following

    def _on_axes(self) -> None:
        self._begin()
        self._look()

    def _on_pointed(self) -> None:
        """Take a parameter that is selected as the second, unless it is one of the two."""
        selected, network = self._pointing.selected, self._walkthrough.run.scenario.network
        if selected is not None and 0 <= selected.parameter < network.size and self._task() == self._about:
            parameter = network.parameter(selected.parameter)
            if parameter not in self.axes.pair:
                self.axes.up.choose(parameter)

    def _on_grew(self) -> None:
        if self._is_active and not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Be about the run that there is now; done by itself while somebody looks."""
        if self._task() != self._about:
            self._about = self._task()
            self.axes.reset(self._walkthrough.run.origin())
            self._begin()
        self._tracker.follow(self._walkthrough.run)

    def _look(self) -> None:
        if self._is_active:
            self.refresh()
            self._slices.start()
            self._show()

    def _show(self) -> None:
        self._mapper.show(self.scenario, self.axes.pair, self.frame)
        self.changed.emit()

    def _track(self, count: int) -> int:
        """Look up more of the trail."""
        left = self._tracker.left
        self._tracker.look_up(count)
        if 0 < left <= count:
            self._show()
        return min(count, left)
