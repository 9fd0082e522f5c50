"""The walkthrough: which run is looked at, and at which line of which update."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QUndoStack

from explainer.engine.network import Parameter
from explainer.engine.run import Run
from explainer.engine.scenario import Scenario
from explainer.files.errors import ScenarioError
from explainer.files.locate import STANDARD_INPUT
from explainer.state.commands import Change
from explainer.state.reshaping import drawn
from explainer.state.settings import Edit, is_another_task, starts_anew, with_target
from explainer.state.words import in_words
from explainer.trace.naming import parameter_name
from explainer.trace.plan import Plan
from explainer.trace.shown import Shown, shown_at
from explainer.trace.step import Step
from explainer.trace.trace import Trace


class Cursor(NamedTuple):
    """A place in a run: the update, from 1, and the step within it; step 0 is before its first line."""

    update: int = 1
    step: int = 0


START = Cursor()
NOWHERE = 0
UNDO_LIMIT = 100
CHANGED, UNTITLED = " (changed)", "A new calculation"


@dataclass(frozen=True, eq=False)
class View:
    """Everything that an edit replaces and undo brings back.

    `opened` is the scenario as it was opened, `entered` the update whose step 0 the cursor came through, `wanted` how
    many updates the person had before the edit: as many are computed anew.
    """

    run: Run
    opened: Scenario
    cursor: Cursor = START
    entered: int = 1
    name: str = ""
    wanted: int = 0


class Walkthrough(QObject):
    """Moves through a run and changes it.

    `moved` is emitted when the cursor is elsewhere, `changed` when another run is looked at (an edit, undo, reset, a
    scenario opened; also with `moved`), `grew` when more updates have been computed, `said` with a sentence for the
    person. A move that leads nowhere emits nothing.
    """

    moved = Signal()
    changed = Signal()
    grew = Signal()
    said = Signal(str)

    def __init__(self, scenario: Scenario, name: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_LIMIT)
        self._view = View(Run(scenario), scenario, name=name)
        self._previous: Run | None = None
        self._look()

    def _look(self) -> None:
        """Write the trace of the cursor's update and what is known at the cursor."""
        run, cursor = self._view.run, self._view.cursor
        self._trace = Trace(run.pass_of(cursor.update))
        self._shown = shown_at(self._trace, cursor.step)
        self._step = self._trace[cursor.step] if cursor.step else None

    @property
    def run(self) -> Run:
        return self._view.run

    @property
    def name(self) -> str:
        """What the scenario was opened as: a built-in name or a file's path."""
        return self._view.name

    @property
    def title(self) -> str:
        """What the scenario is called on screen: by its title or its file, and as changed once it is another task."""
        is_file = self.name not in ("", STANDARD_INPUT)
        title = self.run.scenario.title or (Path(self.name).stem if is_file else UNTITLED)
        return f"{title}{CHANGED}" if self.is_changed and not title.endswith(CHANGED) else title

    @property
    def is_changed(self) -> bool:
        """Whether network or data are others than those that were opened; numbers of weights do not count."""
        return is_another_task(self._view.opened, self.run.scenario)

    @property
    def ghost(self) -> Run | None:
        """The run of the same scenario before the last edit, to compare with; None where there was none."""
        return self._previous

    @property
    def wanted(self) -> int:
        """How many updates the run should have: as many as before the edit that it came from."""
        return self._view.wanted

    @property
    def cursor(self) -> Cursor:
        return self._view.cursor

    @property
    def trace(self) -> Trace:
        """The trace of the cursor's update."""
        return self._trace

    @property
    def shown(self) -> Shown:
        """What is known at the cursor."""
        return self._shown

    @property
    def is_as_opened(self) -> bool:
        """Whether the cursor's update starts from the very numbers and settings that were opened."""
        return self.cursor.update == 1 and self._trace.of.scenario.same_as(self._view.opened)

    @property
    def loss(self) -> float:
        """The objective of the cursor's update before it is made."""
        return self._trace.of.arrays.objective

    @property
    def step(self) -> Step | None:
        """The line that the cursor is on, or None before the first."""
        return self._step

    @property
    def scenario(self) -> Scenario:
        """The scenario in force at the cursor's update, with the parameters that the update starts from."""
        return self._trace.of.scenario.with_theta(self._trace.of.theta_before)

    # moving

    def go_to(self, update: int, step: int) -> None:
        """Move the cursor, computing updates as far as needed; beyond the end it goes as far as it can."""
        self._go_to(update, step, self._view.entered)

    def _go_to(self, update: int, step: int, entered: int) -> None:
        update, step = max(update, 1), max(step, 0)
        needed = update if step else update - 1
        if needed > self.run.updates:
            self.grow(needed - self.run.updates)
        if needed > self.run.updates:
            update, step = self._last_good()
        self._move(Cursor(update, step), entered)

    def _move(self, cursor: Cursor, entered: int | None = None) -> None:
        cursor = Cursor(cursor.update, min(cursor.step, self.length_of(cursor.update)))
        if cursor == self.cursor:
            return
        if cursor.step == 0:
            entered = cursor.update
        self._view = replace(self._view, cursor=cursor, entered=self._view.entered if entered is None else entered)
        self._look()
        self.moved.emit()

    def _last_good(self) -> Cursor:
        updates = self.run.updates
        return Cursor(updates, self.length_of(updates)) if updates else START

    def why_stopped(self) -> str:
        """Return a sentence that says where the run stopped, or nothing if it did not."""
        if self.run.stopped is None:
            return ""
        return (
            f"Update {self.run.stopped} gives numbers that are not finite, so the run ends before it. "
            "A smaller learning rate or smaller weights may help."
        )

    def length_of(self, update: int) -> int:
        """Return how many lines an update has."""
        return len(self._trace) if update == self.cursor.update else len(Trace(self.run.pass_of(update)))

    def first_step(self) -> None:
        """Go before the first line of the first update."""
        self.go_to(1, 0)

    def last_step(self) -> None:
        """Go to the last line of the last computed update; where none is computed yet, of the first."""
        update = max(self.run.updates, 1)
        if self.run.updates or self.grow(1):
            self._move(Cursor(update, self.length_of(update)))

    def next_step(self) -> None:
        """Go one line on; after the last line of an update, to the first of the next."""
        update, step = self.cursor
        if step < len(self._trace):
            self.go_to(update, step + 1)
        else:
            self._go_to(update + 1, 1, NOWHERE)

    def previous_step(self) -> None:
        """Undo one `next_step`."""
        update, step = self.cursor
        if step > 1 or (step == 1 and update in (1, self._view.entered)):
            self._move(Cursor(update, step - 1))
        elif update > 1:
            self._move(Cursor(update - 1, self.length_of(update - 1)))

    def next_phase(self) -> None:
        """Go to the end of this phase, or from there to the end of the next one."""
        update, step = self.cursor
        if step == len(self._trace):
            self.go_to(update + 1, 1)
            update, step = self.cursor
        ends = [span.last for span in self._trace.plan.spans if span.last > step]
        if ends:
            self.go_to(update, ends[0])

    def previous_phase(self) -> None:
        """Go to the end of the phase before this one; from the first phase, before the first line."""
        update, step = self.cursor
        ends = [span.last for span in self._trace.plan.spans if span.last < step]
        if ends or step:
            self._move(Cursor(update, ends[-1] if ends else 0))
        elif update > 1:
            self._move(Cursor(update - 1, self.length_of(update - 1)))

    def next_update(self) -> None:
        """Go before the first line of the next update."""
        self.go_to(self.cursor.update + 1, 0)

    def previous_update(self) -> None:
        """Go before the first line of this update, or from there of the one before."""
        update, step = self.cursor
        self.go_to(update if step else update - 1, 0)

    # training

    def grow(self, count: int) -> int:
        """Compute up to `count` more updates without moving; return how many were made, and say it where the run
        stops because its numbers are not finite any more."""
        made = self.run.advance(count)
        if made:
            self.grew.emit()
        if made < count:
            self.said.emit(self.why_stopped())
        return made

    def go_to_end(self) -> None:
        """Go before the first line of the update after the last computed one."""
        self._move(Cursor(self.run.updates + 1, 0) if self.run.stopped is None else self._last_good())

    # editing

    def name_of(self, parameter: Parameter) -> str:
        return parameter_name(self.scenario, parameter)

    def set_parameter(self, parameter: Parameter, value: float) -> None:
        """Change one weight or bias at the cursor's update; what follows is computed anew."""
        scenario = self.scenario
        if scenario.theta[parameter.index] != value:
            self._edit(f"Change {self.name_of(parameter)}", scenario.with_parameter(parameter, value))

    def set_input(self, unit: int, value: float) -> None:
        """Change one input of the sample that is shown."""
        scenario, row = self.scenario, self.shown.row
        data = scenario.data
        if data.inputs[row, unit] != value:
            self._edit(
                f"Change {scenario.network.layers[0].names[unit]}",
                scenario.with_data(data.with_input(row, unit, value)),
            )

    def set_target(self, unit: int, value: float) -> None:
        """Change one target of the sample that is shown."""
        scenario, row = self.scenario, self.shown.row
        if scenario.data.targets[row, unit] != value:
            try:
                edit = _made(scenario, lambda before: with_target(before, row, unit, value))
            except ScenarioError as error:
                self.said.emit(str(error))
            else:
                self._edit(edit.text, edit.scenario, edit.said)

    def set_learning_rate(self, value: float) -> None:
        """Change the learning rate from the cursor's update on."""
        scenario = self.scenario
        if scenario.optimizer.learning_rate != value:
            self._edit("Change learning rate", scenario.with_learning_rate(value))

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

    @property
    def starting(self) -> Scenario:
        """The settings in force at the cursor's update, with the parameters that the run began with."""
        return self.scenario.with_theta(self.run.origin().theta)

    def change(self, make: Callable[[Scenario], Edit]) -> None:
        """Take the edit that `make` returns of a scenario: of how it is trained from the cursor's update on, of the
        network's shape or the data from update 1. What is so already is no edit.

        Raises ScenarioError, with nothing changed and the reason in words of the window, where the edit cannot be.
        """
        before = self.scenario
        edit = _made(before, make)
        if starts_anew(before, edit.scenario):
            edit = _made(self.starting, make)
            self._push(edit.text, self._from_start(edit.scenario))
            self._say(edit.said)
        elif not edit.scenario.same_as(before):
            self._edit(edit.text, edit.scenario, edit.said)

    def open(self, scenario: Scenario, name: str) -> None:
        """Look at another scenario from its start; undo leads back."""
        self._push(f"Open {scenario.title or name}", View(Run(scenario), scenario, name=name))

    def _from_start(self, scenario: Scenario) -> View:
        return View(Run(scenario), self._view.opened, name=self.name)

    def _edit(self, text: str, scenario: Scenario, said: str = "") -> None:
        """Branch off a run that shares the updates before the cursor's, and stay where the cursor is."""
        update, step = self.cursor
        run = self.run.branch(scenario, update - 1)
        if step and not run.advance(1):
            self.said.emit("This value makes the update's numbers infinite, so it was not taken. Try a smaller one.")
            return
        if step:
            step = _same_line(self._trace.plan, step, Trace(run.pass_of(update)).plan)
        cursor = Cursor(update, step)
        self._push(text, replace(self._view, run=run, cursor=cursor, wanted=max(self.run.updates, self.wanted)))
        self._say(said)

    def _say(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence)

    def _push(self, text: str, view: View) -> None:
        self.undo_stack.push(Change(text, self._view, view, self._show))

    def _show(self, view: View) -> None:
        self._previous = self.run if view.name == self.name and view.run is not self.run else None
        self._view = view
        self._look()
        self.changed.emit()
        self.moved.emit()


def _made(scenario: Scenario, make: Callable[[Scenario], Edit]) -> Edit:
    """Return the edit that `make` returns of the scenario. Raises ScenarioError with the reason in plain words."""
    try:
        return make(scenario)
    except ScenarioError as error:
        raise ScenarioError(in_words(str(error), scenario.network.layers[-1].names)) from None


def _same_line(before: Plan, number: int, after: Plan) -> int:
    """Return the number of the same line in another plan, or where it has none, one that is as far along."""
    place = before.place(number)
    same = after.number(place)
    if same is not None and 1 <= same <= len(after) and after.place(same) == place:
        return same
    return min(number, len(after))
