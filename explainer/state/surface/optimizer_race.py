"""A race of optimizers from the walkthrough's starting weights, run in slices, and the surface that it goes through."""

from __future__ import annotations

from dataclasses import dataclass, replace
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.optimizer_race import Race, usual_settings
from explainer.engine.run.weight_trail import Tracker, Trail
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.checks import ScenarioError, number
from explainer.files.scenario.together import check_together
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.background.work import Slices, Watched
from explainer.state.surface.surface import Surface
from explainer.state.walkthrough.known_of_run import known_trail
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known

UPDATES, MOST_UPDATES = 100, 100_000
FIRST_FIELD = ("sgd", "momentum", "rmsprop", "adam")
"""Who takes part until the person says otherwise; the scenario's own optimizer always does."""


@dataclass(frozen=True)
class Entrant:
    """One optimizer that may take part; `why_not` says why it cannot, where the scenario does not allow it."""

    settings: OptimizerSettings
    takes_part: bool
    why_not: str = ""

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def has_rate(self) -> bool:
        """Whether it has a learning rate; minimisers choose their steps themselves."""
        return not OPTIMIZERS[self.name].is_minimiser


class OptimizerRace(Watched):
    """Holds who races and lets them race. Listens to `changed` of the walkthrough.

    Emits `changed` when entrants or length change, or the race is gone; `progressed` when it is further, has begun or
    has ended. A race belongs to the starting weights, data and settings that it began with: where those change, it
    goes. The walkthrough itself is never changed.
    """

    changed = Signal()
    progressed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._slices = Slices(self._work, self)
        self._updates = UPDATES
        self.race: Race | None = None
        """The race that runs or has run; None before the first."""
        self.is_running = self._is_stale = False
        """Whether it is going on, waiting to be watched again or not."""
        self.origin = walkthrough.starting
        """What a race starts from: the starting weights, and the settings in force at the cursor."""
        self._entrants = _entrants(self.origin, {})
        walkthrough.edited.connect(self._on_changed)

    @property
    def entrants(self) -> tuple[Entrant, ...]:
        """Every optimizer there is, in the order of the table of optimizers."""
        return tuple(self._entrants.values())

    @property
    def updates(self) -> int:
        """How many updates a race is long."""
        return self._updates

    @property
    def known(self) -> Known:
        """What is known at the walkthrough's cursor; a race is all run on purpose."""
        return replace(self._walkthrough.known, walked=None)

    def set_takes_part(self, name: str, takes_part: bool) -> None:
        """Let an optimizer take part, or not."""
        entrant = self._entrants[name]
        if takes_part != entrant.takes_part and not entrant.why_not:
            self._set(replace(entrant, takes_part=takes_part))

    def set_rate(self, name: str, rate: float) -> None:
        """Give an optimizer a learning rate. Raises ScenarioError with the reason where it cannot be used."""
        number(rate, "Learning rate", 0)
        entrant = self._entrants[name]
        if rate != entrant.settings.learning_rate:
            self._set(replace(entrant, settings=replace(entrant.settings, learning_rate=rate)))

    def set_updates(self, updates: int) -> None:
        """Set how many updates a race has, within limits; a race that was run is forgotten."""
        updates = min(max(updates, 1), MOST_UPDATES)
        if updates != self._updates:
            self._updates = updates
            self._forget()

    def start(self) -> None:
        """Race from the start."""
        settings = [entrant.settings for entrant in self.entrants if entrant.takes_part]
        if not settings:
            return
        self.race = Race(self.origin, settings, self._updates)
        self.is_running = True
        self._slices.forget()
        self._go_on()
        self.progressed.emit()

    def stop(self) -> None:
        """End the race where it is; its curves stay."""
        if self.is_running:
            self.is_running = False
            self._slices.stop()
            self.progressed.emit()

    def finish(self) -> None:
        """Race to the end at once."""
        self.refresh()
        if self.race is None:
            self.start()
        while self._slices.run():
            pass

    def _on_watched(self) -> None:
        if self.is_watched:
            self.refresh()
        self._go_on()

    def _go_on(self) -> None:
        if self.is_watched and self.is_running:
            self._slices.start()
        else:
            self._slices.stop()

    def _work(self, count: int) -> int:
        race = self.race
        if race is None or race.is_over:
            return 0
        made = race.advance(count)
        self.is_running = not race.is_over
        self.progressed.emit()
        return made

    def _set(self, entrant: Entrant) -> None:
        self._entrants[entrant.name] = entrant
        self._forget()

    def _forget(self) -> None:
        self.is_running, self.race = False, None
        self._slices.stop()
        self.changed.emit()

    def _on_changed(self) -> None:
        self._is_stale = True
        if self.is_watched:
            self.refresh()

    def refresh(self) -> None:
        """Race from the start that there is now; who takes part stays, as far as the scenario allows it.

        This is done by itself while it is watched.
        """
        if not self._is_stale:
            return
        self._is_stale = False
        start = self._walkthrough.starting
        if not start.same_as(self.origin):
            before = self._entrants if start.optimizer == self.origin.optimizer else {}
            self.origin, self._entrants = start, _entrants(start, before)
            self._forget()


def _entrants(start: Scenario, before: dict[str, Entrant]) -> dict[str, Entrant]:
    return {name: _entrant(name, start, before.get(name)) for name in OPTIMIZERS}


def _entrant(name: str, start: Scenario, before: Entrant | None) -> Entrant:
    settings = before.settings if before else usual_settings(name, start)
    takes_part = before.takes_part if before else name in (*FIRST_FIELD, start.optimizer.name)
    try:
        check_together(replace(start, optimizer=settings))
    except ScenarioError as error:
        return Entrant(settings, False, str(error))
    return Entrant(settings, takes_part)


class RaceSurface(Surface):
    """Maps the objective where the race starts, and follows every racer. Listens to the racing."""

    def __init__(self, racing: OptimizerRace, parent: QObject | None = None) -> None:
        super().__init__(racing.origin, perf_counter, parent)
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
        """The trail of each racer by the name of its optimizer, as far as it has been looked up and is known."""
        known, racers = self._racing.known, self._race.racers if self._race else ()
        return {
            racer.name: known_trail(known, tracker.trail) for racer, tracker in zip(racers, self._trackers, strict=True)
        }

    def _new_trackers(self) -> list[Tracker]:
        return [Tracker(racer.run, *self.axes.pair) for racer in self._race.racers] if self._race else []

    def refresh(self) -> None:
        """Follow the start and the race that there are now; done by itself while it is watched."""
        self._racing.refresh()
        before, self._origin = self._origin, self._racing.origin
        is_other_race, self._race = self._racing.race is not self._race, self._racing.race
        if self._origin.network.shape != before.network.shape:
            self.axes.reset(self._origin)
        if self._origin is not before:
            self._begin()
        elif is_other_race:
            self._trackers = self._new_trackers()
