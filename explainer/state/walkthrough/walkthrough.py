"""The walkthrough: a run that a person moves through and edits, each edit of which can be undone."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.run import Run
from explainer.engine.scenario.initialisers import drawn
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.locate import STANDARD_INPUT
from explainer.files.wording import counted, one_line
from explainer.state.edits.edit import Edit, is_another_task, is_renaming, starts_anew
from explainer.state.walkthrough.asked_results import Cursor as Cursor
from explainer.state.walkthrough.changes import Edited, EditKind
from explainer.state.walkthrough.editor import Editor, made
from explainer.state.walkthrough.moves import Spot, origin
from explainer.state.walkthrough.undo import Snapshot
from explainer.state.walkthrough.walker import MOST_AT_ONCE
from explainer.trace.formula.symbols import Symbol
from explainer.trace.words.origin import origin_of


class Restart(NamedTuple):
    """The edit that `make` returns, what it is called, and how many updates would be lost to it."""

    make: Callable[[Scenario], Edit]
    text: str
    updates: int

    @property
    def question(self) -> str:
        """What the person is asked."""
        return (
            f"{self.text}? Training then starts again at update 1, from starting weights: "
            f"the {counted(self.updates, 'update')} so far would be gone. Undo brings them back."
        )


CHANGED, UNTITLED = " (changed)", "A new calculation"


class Walkthrough(Editor):
    """Moves through a run and changes it.

    `edited` comes after an edit, undo, reset or when a scenario is opened, `asked` when there is a `restart` to be
    answered, or none any more.
    """

    asked = Signal()

    def __init__(
        self, scenario: Scenario, name: str = "", parent: QObject | None = None, memory: MemoryBudget | None = None
    ) -> None:
        super().__init__(Snapshot(Run(scenario, memory=memory), scenario, name=name), parent)
        self.restart: Restart | None = None
        """The edit that waits for an answer; None where there is none."""

    @property
    def title(self) -> str:
        """What the scenario is called on screen: by its title or its file, and as changed once the task differs."""
        is_file = self.name not in ("", STANDARD_INPUT)
        title = self.run.scenario.title or (one_line(Path(self.name).stem) if is_file else "") or UNTITLED
        return f"{title}{CHANGED}" if self.is_changed and not title.endswith(CHANGED) else title

    @property
    def is_changed(self) -> bool:
        """Whether network or data differ from those that were opened; numbers of weights do not count."""
        return is_another_task(self._view.opened, self.run.scenario)

    @property
    def ghost(self) -> Run | None:
        """The run before the last edit, to compare with; None where nothing has been edited since it was opened, or
        every edit was undone."""
        return self._view.ghost

    @property
    def is_as_opened(self) -> bool:
        """Whether the cursor's update starts from the very numbers and settings that were opened."""
        return self.cursor.update == 1 and self.trace.of.scenario.same_as(self._view.opened)

    def open(self, scenario: Scenario, name: str) -> None:
        """Look at another scenario from its start; undo leads back."""
        view = Snapshot(self._new_run(scenario), scenario, name=name)
        self._push(f"Open {scenario.title or one_line(name)}", view, EditKind.OPEN)

    @property
    def view(self) -> Snapshot:
        """What is looked at, and where the cursor is: `look_again` comes back to it."""
        return self._view

    def look_again(self, view: Snapshot, text: str) -> None:
        """Look at what was looked at before, as one edit; where that is looked at still, nothing is done."""
        if view.run is not self.run or view.opened is not self._view.opened:
            self._push(text, view, EditKind.OPEN)
        elif view.at != self._view.at:
            self.go_to(view.at.update, view.at.step)

    # where numbers come from

    def origin_at(self, symbol: Symbol) -> Cursor | None:
        """Return the line that made the number of a symbol of the cursor's update; None where it is given."""
        at = origin(self.trace_of, self.cursor.update, symbol)
        return at and Cursor(at.update, at.step)

    def go_to_origin(self, symbol: Symbol) -> None:
        """Go to the line that made a number; where none did, say what gave it."""
        at = self.origin_at(symbol)
        if at is None:
            given = origin_of(self.trace, symbol)
            self.said.emit(f"{given.name} is given, no step makes it: {given.made_by}.")
        elif at == self.cursor:
            self.said.emit("This is the step that makes it.")
        else:
            self.go_to(*at)

    # settings

    def change(self, make: Callable[[Scenario], Edit]) -> None:
        """Take the edit that `make` returns of a scenario: of how it is trained from the cursor's update on, of the
        network's shape or the data from update 1. What is in force already is no edit.

        Raises ScenarioError, with nothing changed and the reason in words of the window, where the edit cannot be.
        """
        before = self.scenario
        edit = made(before, make)
        if starts_anew(before, edit.scenario):
            edit = made(self.starting, make)
            self._push(edit.text, self._from_start(edit.scenario))
            self._say(edit.said)
        elif is_renaming(before, edit.scenario):
            self._rename(edit)
        elif not edit.scenario.same_as(before):
            self.end_drag()
            self._edit(edit)

    def why_not(self, make: Callable[[Scenario], Edit]) -> str:
        """Return why the edit that `make` returns cannot be taken, in words of the window; nothing where it can."""
        try:
            made(self.scenario, make)
        except ScenarioError as error:
            return str(error)
        return ""

    def _rename(self, edit: Edit) -> None:
        """Give units other names in every update that there is: nothing else changes."""
        run = self.run.renamed(edit.scenario.network.names)
        self._push(edit.text, replace(self._view, run=run, wanted=max(run.updates, self.wanted)))

    # starting again

    @property
    def starting(self) -> Scenario:
        """The settings in force at the cursor's update, with the parameters that the run began with."""
        return self.scenario.with_theta(self.run.origin().theta)

    def reset(self) -> None:
        """Go back to the starting weights, with the settings as they are now, before the first update."""
        self._push("Reset", self._from_start(self.starting))
        self.said.emit("Back at the starting weights; everything else is as it was.")

    def new_random_weights(self, seed: int) -> None:
        """Draw new starting weights with this seed, by the scenario's own scheme, and start from them."""
        scenario = self.scenario
        with_weights = drawn(scenario, replace(scenario.init, seed=seed))
        self._push(f"New random weights (seed {seed})", self._from_start(with_weights))
        self.said.emit(f"New random weights, drawn with seed {seed}.")

    def take_numbers(self, scenario: Scenario, seed: int) -> None:
        """Take another scenario of the same shape, whose numbers were drawn with this seed; the cursor stays at its
        line, in update 1."""
        view = Snapshot(self._new_run(scenario), scenario)
        if self.cursor.step and view.run.advance(1):
            view = replace(view, at=Spot(step=self.cursor.step))
        self._push(f"Other numbers (seed {seed})", view)
        self.said.emit(f"The same with other numbers, drawn with seed {seed}.")

    def _from_start(self, scenario: Scenario) -> Snapshot:
        return Snapshot(self._new_run(scenario), self._view.opened, name=self.name, ghost=self.run)

    def _new_run(self, scenario: Scenario) -> Run:
        return Run(scenario, memory=self.run.memory)

    def propose(self, make: Callable[[Scenario], Edit]) -> bool:
        """Take an edit as `change` does and return True; but one that loses what has been trained waits for
        `start_anew` or `keep`. Any other edit is an answer too: it keeps what there is. Raises what `change` raises."""
        edit = made(self.scenario, make)
        if not (self._has_more_than_a_start and starts_anew(self.scenario, edit.scenario)):
            self.change(make)
            return True
        self._ask(Restart(make, edit.text, self.run.updates))
        return False

    @property
    def _has_more_than_a_start(self) -> bool:
        return self.cursor.update > 1 or self.run.updates > 1

    def start_anew(self) -> None:
        """Take the edit that waits for an answer."""
        restart = self.restart
        self.keep()
        if restart is not None:
            self.change(restart.make)

    def keep(self) -> None:
        """Forget the edit that waits for an answer: nothing changes."""
        self._ask(None)

    def _ask(self, restart: Restart | None) -> None:
        if restart is not self.restart:
            self.restart = restart
            self.asked.emit()

    def _see(self, view: Snapshot, edited: Edited) -> None:
        self._ask(None)
        super()._see(view, edited)

    @property
    def has_later_settings(self) -> bool:
        """Whether the settings in force at the cursor's update differ from those that the run began with."""
        now, first = self.trace.of.scenario, self.run.settings(0)
        return now is not first and not now.with_theta(first.theta).same_as(first)

    def settle_from_start(self) -> None:
        """Let the settings in force at the cursor's update count from update 1 on, as one edit. The cursor stays at its
        line, unless it takes long to come there: then it goes to the start."""
        if self.has_later_settings:
            self._settle("Settings from the start", self.starting)
            self.said.emit(f"The settings of update {self.cursor.update:,} now count from update 1 on.")

    def change_program(self, text: str, make: Callable[[Scenario], Scenario]) -> None:
        """Follow another program from update 1 on, as one edit; the cursor stays where `settle_from_start` lets it."""
        self._settle(text, make(self.starting))

    def _settle(self, text: str, scenario: Scenario) -> None:
        view, update = self._from_start(scenario), self.cursor.update
        needed = update if self.cursor.step else update - 1
        if needed <= MOST_AT_ONCE and view.run.advance(needed) == needed:
            view = replace(view, at=self._view.at)
        wanted, seen = max(self.run.updates, self.wanted), self._view
        view = replace(view, wanted=wanted, trained=seen.trained, walked=seen.walked)
        self._push(text, view)
