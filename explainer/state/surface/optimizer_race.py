"""A race of optimizers from the walkthrough's starting weights, run in slices."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.optimizer_race import Race, usual_settings
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.files.checks import ScenarioError, number
from explainer.files.scenario.together import check_together
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.background.work import Slices, Watched
from explainer.state.surface.race_field import RaceField
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known

UPDATES, MOST_UPDATES = 100, 100_000
BELOW = 0.01
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
        self._field: RaceField | None = None
        self.below = BELOW
        """The loss that it is looked who comes below first."""
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

    # settings and seeds as racers

    @property
    def field(self) -> RaceField | None:
        """What races in the place of optimizers; None where these do."""
        return self._field

    @property
    def others(self) -> dict[str, Scenario]:
        """The racers of that field by their names; none where optimizers race, or where it does not fit the scenario
        any more."""
        try:
            return self._field.starts(self.origin) if self._field else {}
        except ScenarioError:
            return {}

    @property
    def has_racers(self) -> bool:
        """Whether there is anybody to race."""
        return bool(self.others) or (self._field is None and any(entrant.takes_part for entrant in self.entrants))

    def set_field(self, field: RaceField | None) -> None:
        """Let values of a setting, or seeds, race; None for optimizers. Raises ScenarioError where one cannot be."""
        if field is not None:
            field.starts(self.origin)
        if field != self._field:
            self._field = field
            self._forget()

    def place_of(self, name: str) -> int:
        """Return the place of a racer among all that there may be, by which it is drawn."""
        names = list(self.others) or list(self._entrants)
        return names.index(name) if name in names else 0

    def set_settings(self, settings: Mapping[str, OptimizerSettings]) -> None:
        """Give optimizers other settings, each by its name; a race that was run is forgotten."""
        for name, each in settings.items():
            self._entrants[name] = replace(self._entrants[name], settings=each)
        self._forget()

    def start(self) -> None:
        """Race from the start."""
        if not self.has_racers:
            return
        others, settings = self.others, [entrant.settings for entrant in self.entrants if entrant.takes_part]
        self.race = Race(self.origin, [] if others else settings, self._updates, others)
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
