"""Changing a run: every edit branches off another run or puts another in its place, and can be undone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.state.edits.choice_names import in_words
from explainer.state.edits.data_edits import with_input, with_inputs, with_target
from explainer.state.edits.edit import Edit
from explainer.state.edits.network_edits import with_parameter, with_parameters
from explainer.state.walkthrough.changes import Cause, ChangedNumber, Edited, EditKind, changed_numbers
from explainer.state.walkthrough.moves import Spot
from explainer.state.walkthrough.undo import EditCommand, Snapshot, UndoStack
from explainer.state.walkthrough.walker import Walker
from explainer.trace.known.known import Walked
from explainer.trace.known.terms import term_count
from explainer.trace.lines.plan import Plan


@dataclass(frozen=True, eq=False)
class Drag:
    """A number being dragged: the view and the scenario in force before, to work every value out from and to go back
    to; `text` is what the drag does, nothing until it has done anything."""

    view: Snapshot
    scenario: Scenario
    text: str = ""


class Editor(Walker):
    """UndoStack numbers of a run: those that update 1 starts from, or in mid-run those from the cursor's update on."""

    def __init__(self, view: Snapshot, parent: QObject | None = None) -> None:
        super().__init__(view, parent)
        self.undo_stack = UndoStack(self)
        self.previous: Run | None = None
        """The run before this one; None where that was of another scenario."""
        self._drag: Drag | None = None

    def _move(self, to: Spot, cause: Cause) -> None:
        row = self.known.row
        if to.update != self.cursor.update:
            self.end_drag()
        super()._move(to, cause)
        if self.known.row != row:
            self.end_drag()  # another sample's input is where the one that was dragged was

    # numbers

    def set_parameter(self, parameter: Parameter, value: float) -> None:
        """Change one weight or bias at the cursor's update; what follows is computed anew."""
        self._set(lambda scenario: with_parameter(scenario, parameter, value))

    def set_parameters(self, values: Mapping[Parameter, float]) -> None:
        """Change several weights or biases at the cursor's update, as one edit."""
        self._set(lambda scenario: with_parameters(scenario, values))

    def set_theta(self, theta: Array) -> None:
        """Change all weights and biases at the cursor's update, as one edit."""
        self._set(lambda scenario: Edit("Paste weights and biases", scenario.with_theta(theta)))

    def set_input(self, unit: int, value: float) -> None:
        """Change one input of the sample that is shown."""
        row = self.known.row
        self._set(lambda scenario: with_input(scenario, row, unit, value))

    def set_inputs(self, values: Array) -> None:
        """Change all inputs of the sample that is shown, shape (input units,), in one step."""
        row = self.known.row
        self._set(lambda scenario: with_inputs(scenario, row, values))

    def set_target(self, unit: int, value: float) -> None:
        """Change one target of the sample that is shown."""
        row = self.known.row
        self._set(lambda scenario: with_target(scenario, row, unit, value))

    def set_learning_rate(self, value: float) -> None:
        """Change the learning rate from the cursor's update on."""
        self._set(lambda scenario: Edit("Change learning rate", scenario.with_learning_rate(value)))

    def _set(self, make: Callable[[Scenario], Edit]) -> None:
        """Change one number, or say why it cannot be; in a drag, of the scenario as it was before the drag."""
        try:
            edit = made(self._drag.scenario if self._drag else self.scenario, make)
        except ScenarioError as error:
            self.said.emit(str(error))
        else:
            if not edit.scenario.same_as(self.scenario):
                self._edit(edit)

    # dragging

    def begin_drag(self) -> None:
        """Take what `set_…` changes from now on as one edit, which `end_drag` ends and `cancel_drag` takes back."""
        self.end_drag()
        self._drag = Drag(self._view, self.scenario)

    @property
    def is_dragging(self) -> bool:
        """Whether changes are one drag: going to another update or sample, any other edit and undo end
        it."""
        return self._drag is not None

    def end_drag(self) -> None:
        """Make what the drag has changed one undo step; none where nothing is different from before."""
        drag, self._drag = self._drag, None
        if drag and drag.text and self.run is not drag.view.run:
            edited = Edited(EditKind.EDIT, drag.text, changed_numbers(drag.scenario, self.scenario))
            self._add(EditCommand(edited, drag.view, self._view, self._show))

    def cancel_drag(self) -> None:
        """Be again where the drag began, as if it had not been."""
        drag, self._drag = self._drag, None
        if drag and self.run is not drag.view.run:
            numbers = changed_numbers(self.scenario, drag.scenario)
            self._see(drag.view, Edited(EditKind.DRAG, drag.text, numbers))

    # what every edit does

    def _edit(self, edit: Edit) -> None:
        """Branch off a run that shares the updates before the cursor's, and stay where the cursor is."""
        update, step = self.cursor
        before = self._drag.view if self._drag else self._view
        is_back = self._drag is not None and edit.scenario.same_as(self._drag.scenario)
        names = edit.scenario.network.names
        past = before.run if names == self.scenario.network.names else before.run.renamed(names)
        run = before.run if is_back else past.branch(edit.scenario, update - 1)
        if step and run.updates < update and not run.advance(1):
            self.said.emit("This value makes the update's numbers infinite, so it was not taken. Try a smaller one.")
            return
        part = None
        if step:
            trace = self.trace.alike(run.pass_of(update))
            step = _same_line(self.trace.plan, step, trace.plan)
            part = self.part if self.part and self.part < term_count(trace[step]) else None
        wanted = before.wanted if is_back else max(before.run.updates, before.wanted)
        ghost = before.ghost if is_back else before.run
        at = self._view.at._replace(step=step, part=part)
        walked = before.walked if before.walked.update != update else Walked(update)  # its lines are new ones
        self._take(edit, replace(self._view, run=run, at=at, wanted=wanted, ghost=ghost, walked=walked))

    def _take(self, edit: Edit, view: Snapshot) -> None:
        """Look at what the edit makes: at once and for good, or as long as the number is dragged."""
        numbers = changed_numbers(self.scenario, edit.scenario)
        if self._drag is None:
            self._push(edit.text, view, numbers=numbers)
        else:
            self._drag = replace(self._drag, text=edit.text)
            self._see(view, Edited(EditKind.DRAG, edit.text, numbers))
        self._say(edit.said)

    def _say(self, sentence: str) -> None:
        if sentence:
            self.said.emit(sentence)

    def _push(
        self, text: str, view: Snapshot, kind: EditKind = EditKind.EDIT, numbers: tuple[ChangedNumber, ...] = ()
    ) -> None:
        self.end_drag()
        self._add(EditCommand(Edited(kind, text, numbers), self._view, view, self._show))

    def _add(self, command: EditCommand) -> None:
        """Make an edit one that can be undone; the oldest are forgotten where all together hold too much."""
        self.undo_stack.push(command)
        self.undo_stack.spare(self._holds_too_much)

    def _holds_too_much(self) -> bool:
        memory = self.run.memory
        return memory.bytes_beside(self.run.courses) > memory.most_bytes

    def _show(self, view: Snapshot, edited: Edited) -> None:
        """Show another view; the end of a drag is shown already."""
        if view is not self._view:
            self._drag = None
            self._see(view, edited)

    def _see(self, view: Snapshot, edited: Edited) -> None:
        self.previous = self.run if view.name == self.name else None
        self._view = view
        self._asked.forget()
        self._look()
        self.edited.emit(edited)
        self.moved.emit(Cause.EDIT)


def made(scenario: Scenario, make: Callable[[Scenario], Edit]) -> Edit:
    """Return the edit that `make` returns of the scenario. Raises ScenarioError with the reason in plain words."""
    try:
        return make(scenario)
    except ScenarioError as error:
        raise ScenarioError(in_words(str(error), scenario.network.layers[-1].names)) from None


def _same_line(before: Plan, number: int, after: Plan) -> int:
    """Return the number of the same line in another plan, or where it has none, one that is as far along."""
    place = before.place(number)
    same = after.number(place)
    return same if same is not None and after.place(same) == place else min(number, len(after))
