"""The landscape that a race goes through: over two parameters at its start, with the trail of every racer."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject

from explainer.engine.run.weight_trail import Tracker, Trail
from explainer.engine.scenario.scenario import Scenario
from explainer.state.surface.optimizer_race import Racing
from explainer.state.surface.surface import Charting
from explainer.state.walkthrough.told import told_trail


class RaceMap(Charting):
    """Maps the objective where the race starts, and follows every racer. Listens to the racing."""

    def __init__(
        self, racing: Racing, clock: Callable[[], float] = perf_counter, parent: QObject | None = None
    ) -> None:
        super().__init__(racing.origin, clock, parent)
        self._racing = racing
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
        """The trail of each racer by the name of its optimizer, as far as it has been looked up and may be told."""
        known, racers = self._racing.known, self._race.racers if self._race else ()
        return {
            racer.name: told_trail(known, tracker.trail) for racer, tracker in zip(racers, self._trackers, strict=True)
        }

    def _new_trackers(self) -> list[Tracker]:
        return [Tracker(racer.run, *self.axes.pair) for racer in self._race.racers] if self._race else []

    def refresh(self) -> None:
        """Be about the start and the race that there are now; done by itself while somebody looks."""
        self._racing.refresh()
        before, self._origin = self._origin, self._racing.origin
        is_other_race, self._race = self._racing.race is not self._race, self._racing.race
        if self._origin.network.shape != before.network.shape:
            self.axes.reset(self._origin)
        if self._origin is not before:
            self._begin()
        elif is_other_race:
            self._trackers = self._new_trackers()
