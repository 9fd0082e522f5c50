"""The landscape that a race goes through: over two parameters at its start, with the trail of every racer."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from explainer.engine.landscape import Frame, Grid
from explainer.engine.race import Race
from explainer.engine.trail import Tracker, Trail
from explainer.state.axes import Axes
from explainer.state.framing import Framing, bounds
from explainer.state.mapping import Mapper, Place
from explainer.state.racing import Racing
from explainer.state.slices import Slices

_LATER_MS = 100


class RaceMap(QObject):
    """Maps the objective where the race starts, and follows every racer. Listens to the racing; `changed` when
    anything that it has is another. It works only between `start` and `stop`."""

    changed = Signal()

    def __init__(
        self, racing: Racing, clock: Callable[[], float] = perf_counter, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._racing = racing
        self._origin, self._race = racing.origin, racing.race
        self.axes = Axes(self._origin, self._on_axes, self)
        self._mapper = Mapper(clock, self)
        self._slices = Slices(self._track, self, clock)
        self._later = QTimer(self, singleShot=True, interval=_LATER_MS)
        self._later.timeout.connect(self._look)
        self._is_active = False
        self._begin()
        self._mapper.changed.connect(self.changed)
        racing.changed.connect(self._look)
        racing.progressed.connect(self._on_progress)

    @property
    def here(self) -> Place:
        """Where all start."""
        first, second = self.axes.pair
        theta = self._origin.theta
        return Place(float(theta[first.index]), float(theta[second.index]))

    @property
    def frame(self) -> Frame:
        """The values that are looked at."""
        return self._framing.frame(bounds(self.here, self.trails.values()))

    @property
    def grid(self) -> Grid | None:
        """The objective as finely as it is measured by now."""
        return self._mapper.grid

    @property
    def trails(self) -> dict[str, Trail]:
        """The trail of each racer by the name of its optimizer, as far as it has been looked up."""
        return {name: tracker.trail for name, tracker in self._trackers.items()}

    @property
    def is_complete(self) -> bool:
        return not self._left and self._mapper.is_complete

    def value(self, place: Place) -> float:
        """Return the objective at a place, all other parameters being those of the start."""
        return self._mapper.value(place)

    def set_frame(self, frame: Frame) -> None:
        """Look at other values. A frame without room, or not finite, is not taken."""
        if self._framing.choose(frame):
            self._look()

    def fit(self) -> None:
        """Look at everything, now and as it grows."""
        self._framing.fit()
        self._look()

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

    def finish(self) -> None:
        """Look up and measure at once whatever is missing."""
        self.refresh()
        while self._slices.run():
            pass
        self._show()
        self._mapper.finish()

    @property
    def _left(self) -> int:
        return sum(tracker.left for tracker in self._trackers.values())

    def _on_axes(self) -> None:
        self._begin()
        self._look()

    def _begin(self) -> None:
        """Forget what was about other axes, or another start."""
        self._framing = Framing()
        self._trackers = _trackers(self._race, self.axes)

    def _on_progress(self) -> None:
        if self._is_active and not self._later.isActive():
            self._later.start()

    def refresh(self) -> None:
        """Be about the start and the race that there are now; done by itself while somebody looks."""
        self._racing.refresh()
        if self._racing.origin is not self._origin:
            is_other = self._racing.origin.network.shape != self._origin.network.shape
            self._origin, self._race = self._racing.origin, self._racing.race
            if is_other:
                self.axes.reset(self._origin)
            self._begin()
        if self._racing.race is not self._race:
            self._race = self._racing.race
            self._trackers = _trackers(self._race, self.axes)

    def _look(self) -> None:
        if self._is_active:
            self.refresh()
            self._slices.start()
            self._show()

    def _show(self) -> None:
        self._mapper.show(self._origin, self.axes.pair, self.frame)
        self.changed.emit()

    def _track(self, count: int) -> int:
        """Look up more of the trails."""
        left = self._left
        for tracker in self._trackers.values():
            tracker.look_up(max(1, count // len(self._trackers)))
        if left > 0 and not self._left:
            self._show()
        return left - self._left


def _trackers(race: Race | None, axes: Axes) -> dict[str, Tracker]:
    return {racer.name: Tracker(racer.run, *axes.pair) for racer in race.racers} if race else {}
