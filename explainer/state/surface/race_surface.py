"""The surface that a race goes through, with the way of each racer."""

from __future__ import annotations

from time import perf_counter

from PySide6.QtCore import QObject

from explainer.engine.run.optimizer_race import Racer
from explainer.engine.run.weight_trail import Tracker, Trail
from explainer.engine.scenario.scenario import Scenario
from explainer.state.surface.optimizer_race import OptimizerRace
from explainer.state.surface.surface import Surface
from explainer.state.walkthrough.known_of_run import known_trail


class RaceSurface(Surface):
    """Maps the objective where the race starts, and follows every racer. Listens to the racing."""

    def __init__(self, racing: OptimizerRace, parent: QObject | None = None) -> None:
        super().__init__(racing.origin, perf_counter, parent)
        self.racing = racing
        self._origin, self._race = racing.origin, racing.race
        self._begin()
        racing.changed.connect(self._look)
        racing.progressed.connect(self._look_later)

    @property
    def scenario(self) -> Scenario:
        """What all start from."""
        return self._origin

    @property
    def trails(self) -> dict[str, Trail]:
        """The trail of each racer by the name of its optimizer, as far as it has been looked up and is known."""
        known = self.racing.known
        return {
            racer.name: known_trail(known, tracker.trail)
            for racer, tracker in zip(self._followed, self._trackers, strict=True)
        }

    @property
    def _followed(self) -> list[Racer]:
        """The racers whose parameters are those of the map: networks of another shape have none."""
        shape, racers = self._origin.network.shape, self._race.racers if self._race else ()
        return [racer for racer in racers if racer.run.scenario.network.shape == shape]

    def _new_trackers(self) -> list[Tracker]:
        return [Tracker(racer.run, *self.axes.pair) for racer in self._followed]

    def refresh(self) -> None:
        """Follow the start and the race that there are now; done by itself while it is watched."""
        self.racing.refresh()
        before, self._origin = self._origin, self.racing.origin
        is_other_race, self._race = self.racing.race is not self._race, self.racing.race
        if self._origin.network.shape != before.network.shape:
            self.axes.reset(self._origin)
        if self._origin is not before:
            self._begin()
        elif is_other_race:
            self._trackers = self._new_trackers()
