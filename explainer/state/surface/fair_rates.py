"""Fair learning rates for a race, found in the background."""

from __future__ import annotations

from PySide6.QtCore import Signal

from explainer.engine.run.fair_rates import RateTrial
from explainer.engine.scenario.scenario import OptimizerSettings
from explainer.state.background.work import Slices, Watched, until_time_is_up
from explainer.state.surface.optimizer_race import OptimizerRace

_AT_ONCE = 2
"""Updates that are made before it is asked whether the time is up."""


class FairRates(Watched):
    """Tries learning rates for each optimizer that takes part, and gives the race the best of each; `changed` when it
    begins, ends, or the rates before can be had back no more. Only while it is watched it goes on."""

    changed = Signal()

    def __init__(self, racing: OptimizerRace) -> None:
        super().__init__(racing)
        self._racing = racing
        self._trials: list[RateTrial] = []
        self._before: dict[str, OptimizerSettings] = {}
        self._takes = False
        self._slices = Slices(until_time_is_up(self._try_one), self)
        racing.changed.connect(self._on_changed)

    @property
    def is_searching(self) -> bool:
        return bool(self._trials)

    @property
    def can_be_taken_back(self) -> bool:
        """Whether the rates before are kept."""
        return bool(self._before)

    @property
    def found(self) -> dict[str, float]:
        """The rate that was found for each optimizer, as long as the rates before can be had back."""
        return {each.name: each.settings.learning_rate for each in self._racing.entrants if each.name in self._before}

    def find(self) -> None:
        """Begin to try rates, for the length of the race that is set."""
        racing = self._racing
        entrants = [entrant for entrant in racing.entrants if entrant.takes_part and entrant.has_rate]
        self._trials = [RateTrial(racing.origin, each.settings, racing.updates, racing.below) for each in entrants]
        self._on_watched()
        self.changed.emit()

    def take_back(self) -> None:
        """Give the race the rates that it had before."""
        before, self._before = self._before, {}
        if before:
            self._racing.set_settings(before)

    def stop(self) -> None:
        """Leave the rates as they are."""
        if self._trials:
            self._trials = []
            self._slices.stop()
            self.changed.emit()

    def finish(self) -> None:
        """Try all at once."""
        while self._try_one():
            pass

    def _on_watched(self) -> None:
        if self.is_watched and self.is_searching:
            self._slices.start()
        else:
            self._slices.stop()

    def _try_one(self) -> bool:
        trial = next((trial for trial in self._trials if not trial.is_over), None)
        if trial is not None:
            trial.go_on(_AT_ONCE)
            return True
        if self._trials:
            self._give()
        return False

    def _give(self) -> None:
        trials, self._trials = self._trials, []
        self._before, self._takes = {trial.settings.name: trial.settings for trial in trials}, True
        self._racing.set_settings({trial.settings.name: trial.best for trial in trials})
        self._takes = False
        self.changed.emit()

    def _on_changed(self) -> None:
        """What was tried was for another race."""
        if not self._takes:
            self._before = {}
            self.stop()
            self.changed.emit()
