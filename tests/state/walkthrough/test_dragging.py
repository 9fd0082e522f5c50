"""A number that is dragged: everything follows it, and it is one step that can be undone."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, square

from explainer.state.background.trainer import Trainer
from explainer.state.edits.data_edits import targets_range
from explainer.state.edits.network_edits import with_added_unit, with_name
from explainer.state.edits.training_edits import with_loss
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur())


def drag(walkthrough, *values, parameter=6):
    walkthrough.begin_drag()
    for value in values:
        walkthrough.set_parameter(walkthrough.scenario.network.parameter(parameter), value)


def test_a_drag_is_one_step_whatever_it_went_through(walkthrough):
    walkthrough.go_to(1, 20)
    drag(walkthrough, 0.41, 0.42, 0.5)
    assert walkthrough.scenario.theta[6] == 0.5
    assert walkthrough.undo_stack.count() == 0
    walkthrough.end_drag()
    assert not walkthrough.is_dragging
    assert walkthrough.undo_stack.undoText() == "Change w5"
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.theta[6] == 0.4
    assert walkthrough.cursor == (1, 20)
    walkthrough.undo_stack.redo()
    assert walkthrough.scenario.theta[6] == 0.5
    assert walkthrough.undo_stack.count() == 1


def test_what_follows_is_what_the_number_would_have_given_at_once(walkthrough):
    walkthrough.grow(30)
    walkthrough.go_to(11, 12)
    drag(walkthrough, 0.9, -3, 0.7)
    walkthrough.end_drag()
    other = Walkthrough(mazur())
    other.grow(30)
    other.go_to(11, 12)
    other.set_parameter(other.scenario.network.parameter(6), 0.7)
    for each in (walkthrough, other):
        each.grow(30 - each.run.updates)
    assert np.array_equal(walkthrough.run.losses, other.run.losses)
    assert walkthrough.run.start == 10


def test_the_ghost_is_the_run_before_the_drag(walkthrough):
    walkthrough.grow(50)
    before = walkthrough.run
    drag(walkthrough, 0.5, 0.6)
    assert walkthrough.ghost is before
    assert walkthrough.wanted == 50
    walkthrough.end_drag()
    assert walkthrough.ghost is before


def test_a_drag_that_is_taken_back_leaves_nothing(walkthrough):
    walkthrough.set_learning_rate(0.3)
    walkthrough.undo_stack.undo()
    before, ghost = walkthrough.run, walkthrough.ghost
    drag(walkthrough, 0.5, 0.6)
    walkthrough.cancel_drag()
    assert (walkthrough.run, walkthrough.ghost) == (before, ghost)
    assert walkthrough.undo_stack.canRedo()
    assert not walkthrough.undo_stack.canUndo()


def test_a_drag_back_to_where_it_began_is_no_edit(walkthrough):
    before = walkthrough.run
    drag(walkthrough, 0.5, 0.4)
    assert walkthrough.run is before
    walkthrough.end_drag()
    assert not walkthrough.undo_stack.canUndo()


def test_a_drag_that_changes_nothing_says_nothing(walkthrough, qtbot):
    with qtbot.assertNotEmitted(walkthrough.edited):
        walkthrough.begin_drag()
        walkthrough.end_drag()
        walkthrough.begin_drag()
        walkthrough.cancel_drag()


def test_shares_come_back_when_one_was_dragged_to_the_limit(qapp):
    start = mazur()
    data = start.data.with_numbers(np.array([[0.05, 0.1]]), np.array([[0.3, 0.7]]))
    walkthrough = Walkthrough(with_loss(start.with_data(data), "categorical_cross_entropy").scenario)
    assert targets_range(walkthrough.scenario) == (0, 1)
    walkthrough.begin_drag()
    for value in (1.0, 0.3):
        walkthrough.set_target(0, value)
    assert walkthrough.scenario.data.targets.tolist() == [[0.3, 0.7]]


@pytest.mark.parametrize("end", ["update", "edit", "shape", "name", "open", "reset"])
def test_whatever_else_is_done_ends_the_drag(walkthrough, end):
    walkthrough.grow(3)
    drag(walkthrough, 0.5)
    {
        "update": walkthrough.next_update,
        "edit": lambda: walkthrough.change(lambda s: with_loss(s, "binary_cross_entropy")),
        "shape": lambda: walkthrough.change(lambda s: with_added_unit(s, 1)),
        "name": lambda: walkthrough.change(lambda s: with_name(s, 1, 0, "edge")),
        "open": lambda: walkthrough.open(mazur(), "again"),
        "reset": walkthrough.reset,
    }[end]()
    assert not walkthrough.is_dragging
    stack = walkthrough.undo_stack
    assert [stack.text(0), stack.count()] == ["Change w5", 1 if end == "update" else 2]
    while stack.canUndo():
        stack.undo()
    assert walkthrough.scenario.theta[6] == 0.4


def test_a_drag_of_an_input_ends_where_another_sample_is_shown(qapp):
    """What is dragged on would be the other sample's input, and the first one's would be lost."""
    walkthrough = Walkthrough(square())
    walkthrough.begin_drag()
    walkthrough.set_input(0, 0.25)
    rows = [step.sample for step in walkthrough.trace]
    walkthrough.go_to(1, rows.index(2) + 1)
    assert not walkthrough.is_dragging
    assert walkthrough.undo_stack.count() == 1
    assert walkthrough.scenario.data.inputs[0, 0] == 0.25
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.same_as(square())


def test_undo_while_dragging_gives_the_drag_up(walkthrough):
    walkthrough.set_learning_rate(0.3)
    drag(walkthrough, 0.5)
    walkthrough.undo_stack.undo()
    assert not walkthrough.is_dragging
    assert (walkthrough.scenario.theta[6], walkthrough.scenario.optimizer.learning_rate) == (0.4, 0.5)
    walkthrough.undo_stack.redo()
    assert (walkthrough.scenario.theta[6], walkthrough.scenario.optimizer.learning_rate) == (0.4, 0.3)


def test_a_value_with_numbers_that_are_infinite_is_passed_over(qapp):
    walkthrough = Walkthrough(square())
    walkthrough.next_step()
    said = []
    walkthrough.said.connect(said.append)
    walkthrough.begin_drag()
    for value in (0.5, 1e300):
        walkthrough.set_target(0, value)
    assert "not taken" in said[0]
    assert walkthrough.scenario.data.targets[0, 0] == 0.5
    walkthrough.end_drag()
    assert walkthrough.undo_stack.count() == 1


def test_a_long_run_is_computed_again_in_slices_while_the_number_moves(walkthrough, qtbot):
    walkthrough.grow(3000)
    walkthrough.first_step()
    now = iter(range(10**9))
    trainer = Trainer(walkthrough, clock=lambda: next(now) / 100)
    drag(walkthrough, 0.5)
    assert walkthrough.run.updates < 3000
    qtbot.waitUntil(lambda: walkthrough.run.updates > 0)
    drag_value = walkthrough.scenario.network.parameter(6)
    walkthrough.set_parameter(drag_value, 0.6)
    assert walkthrough.run.updates == 0
    assert trainer.is_training
    walkthrough.end_drag()
    assert trainer.is_training
    trainer.stop()
