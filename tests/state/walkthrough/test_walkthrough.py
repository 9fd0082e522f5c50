"""The cursor: there and back, across updates, through training and edits."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples
from worked import mazur, square

from explainer.files.checks import ScenarioError
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.edits.network_edits import with_added_layer, with_units
from explainer.state.edits.training_edits import with_l2, with_loss, with_optimizer
from explainer.state.walkthrough.changes import Cause, EditKind
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def seen(walkthrough):
    """Everything that a person can read off the state."""
    step, shown = walkthrough.step, walkthrough.known
    arrays = [shown.theta, shown.error, *(values for layer in shown.layers for values in (layer.out, layer.delta))]
    return walkthrough.cursor, step and step.row(), [array.tobytes() for array in arrays]


def test_it_starts_before_the_first_line_with_nothing_computed(walkthrough):
    assert walkthrough.cursor == (1, 0)
    assert walkthrough.step is None
    assert walkthrough.run.updates == 0


def test_two_updates_there_and_back_look_the_same(walkthrough):
    there = [seen(walkthrough)]
    for _ in range(86):
        walkthrough.next_step()
        there.append(seen(walkthrough))
    assert walkthrough.cursor == (2, 43)
    back = [there[-1]]
    for _ in range(86):
        walkthrough.previous_step()
        back.append(seen(walkthrough))
    assert back == there[::-1]
    walkthrough.previous_step()
    assert walkthrough.cursor == (1, 0)


def test_the_last_line_leads_to_the_first_of_the_next_update(walkthrough):
    walkthrough.last_step()
    assert walkthrough.cursor == (1, 43)
    walkthrough.next_step()
    assert walkthrough.cursor == (2, 1)
    assert walkthrough.run.updates == 2
    walkthrough.previous_step()
    assert walkthrough.cursor == (1, 43)


def test_back_undoes_next_from_before_an_update_too(walkthrough):
    walkthrough.next_update()
    assert walkthrough.cursor == (2, 0)
    walkthrough.next_step()
    walkthrough.previous_step()
    assert walkthrough.cursor == (2, 0)
    walkthrough.previous_step()
    assert walkthrough.cursor == (1, 43)


@examples(20)
@given(moves=st.lists(st.sampled_from(["next_step", "previous_phase", "next_update", "last_step", "next_phase"])))
def test_previous_step_undoes_exactly_one_next_step(qapp, moves):
    walkthrough = Walkthrough(mazur())
    for move in moves:
        getattr(walkthrough, move)()
    before = seen(walkthrough)
    walkthrough.next_step()
    walkthrough.previous_step()
    assert seen(walkthrough) == before


def test_phases_end_where_their_last_line_is(walkthrough):
    ends = []
    for _ in range(6):
        walkthrough.next_phase()
        ends.append(walkthrough.cursor)
    assert ends == [(1, 8), (1, 11), (1, 35), (1, 43), (2, 8), (2, 11)]
    back = []
    for _ in range(6):
        walkthrough.previous_phase()
        back.append(walkthrough.cursor)
    assert back == [(2, 8), (1, 43), (1, 35), (1, 11), (1, 8), (1, 0)]


def test_a_phase_is_finished_from_within(walkthrough):
    walkthrough.go_to(1, 20)
    walkthrough.next_phase()
    assert walkthrough.cursor == (1, 35)


def test_updates_go_from_start_to_start(walkthrough):
    walkthrough.go_to(1, 5)
    walkthrough.next_update()
    walkthrough.next_update()
    assert walkthrough.cursor == (3, 0)
    walkthrough.next_step()
    walkthrough.previous_update()
    assert walkthrough.cursor == (3, 0)
    walkthrough.previous_update()
    assert walkthrough.cursor == (2, 0)


def test_moves_that_lead_nowhere_say_nothing(walkthrough, qtbot):
    with qtbot.assertNotEmitted(walkthrough.moved):
        walkthrough.previous_step()
        walkthrough.previous_phase()
        walkthrough.previous_update()
        walkthrough.first_step()


def test_an_edit_in_mid_run_keeps_the_past(walkthrough):
    walkthrough.grow(50)
    walkthrough.go_to(20, 12)
    old = walkthrough.run
    walkthrough.set_learning_rate(2.0)
    assert walkthrough.cursor == (20, 12)
    assert np.array_equal(walkthrough.run.losses[:20], old.losses[:20])
    assert walkthrough.ghost is old
    assert walkthrough.wanted == 50
    assert walkthrough.undo_stack.undoText() == "Change learning rate"
    walkthrough.go_to(19, 43)
    assert walkthrough.scenario.optimizer.learning_rate == 0.5
    walkthrough.undo_stack.undo()
    assert walkthrough.run is old
    walkthrough.undo_stack.redo()
    assert walkthrough.run.scenario.optimizer.learning_rate == 2.0


def test_every_kind_of_number_can_be_changed_and_brought_back(walkthrough):
    parameter = walkthrough.scenario.network.parameter
    first = seen(walkthrough)
    edits = {
        "Change w5": lambda: walkthrough.set_parameter(parameter(6), 0.7),
        "Change b1": lambda: walkthrough.set_parameter(parameter(4), -0.2),
        "Change i2": lambda: walkthrough.set_input(1, 3.0),
        "Change target of o1": lambda: walkthrough.set_target(0, 0.5),
        "Change learning rate": lambda: walkthrough.set_learning_rate(0.1),
    }
    for text, edit in edits.items():
        edit()
        assert walkthrough.undo_stack.undoText() == text
    scenario = walkthrough.scenario
    assert scenario.theta[[4, 5, 6]].tolist() == [-0.2, -0.2, 0.7]
    assert scenario.data.inputs[0, 1] == 3.0
    assert scenario.data.targets[0, 0] == 0.5
    for _ in edits:
        walkthrough.undo_stack.undo()
    assert seen(walkthrough) == first
    assert not walkthrough.undo_stack.canUndo()


def test_a_value_that_is_there_already_is_no_edit(walkthrough):
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 0.15)
    walkthrough.set_learning_rate(0.5)
    assert not walkthrough.undo_stack.canUndo()


def test_reset_returns_to_the_starting_weights_and_can_be_undone(walkthrough):
    start = walkthrough.scenario.theta.tolist()
    walkthrough.grow(10)
    walkthrough.go_to_end()
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 9.0)
    walkthrough.reset()
    assert walkthrough.cursor == (1, 0)
    assert walkthrough.scenario.theta.tolist() == start
    walkthrough.undo_stack.undo()
    assert walkthrough.cursor == (11, 0)
    assert walkthrough.scenario.theta[0] == 9.0


def test_new_random_weights_follow_from_their_seed(walkthrough):
    walkthrough.new_random_weights(7)
    first = walkthrough.scenario.theta.tolist()
    walkthrough.new_random_weights(8)
    assert walkthrough.scenario.theta.tolist() != first
    walkthrough.new_random_weights(7)
    assert walkthrough.scenario.theta.tolist() == first


def test_where_numbers_end_the_person_is_told_and_nothing_moves_beyond(qapp):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    ends = []
    walkthrough.ended.connect(lambda: ends.append(walkthrough.run.stopped))
    made = walkthrough.grow(1000)
    walkthrough.go_to_end()
    assert walkthrough.cursor == Cursor(made, len(walkthrough.trace))
    assert ends == [made + 1]
    assert f"Update {made + 1} gives numbers that are not finite" in walkthrough.why_stopped()
    walkthrough.next_step()
    assert walkthrough.cursor.update == made
    assert np.isfinite(walkthrough.known.theta).all()


def test_back_undoes_next_where_the_run_has_stopped(qapp):
    walkthrough = Walkthrough(square().with_learning_rate(10.0))
    walkthrough.grow(1000)
    last = walkthrough.run.updates
    walkthrough.go_to(last, 0)
    for _ in range(len(walkthrough.trace) + 1):
        walkthrough.next_step()
    for _ in range(len(walkthrough.trace)):
        walkthrough.previous_step()
    assert walkthrough.cursor == (last, 0)


def test_a_number_typed_before_the_first_update_is_a_starting_weight(walkthrough):
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(0), 0.9)
    walkthrough.grow(10)
    walkthrough.go_to_end()
    walkthrough.reset()
    assert walkthrough.scenario.theta[0] == 0.9


def test_frozen_biases_are_not_drawn(walkthrough):
    walkthrough.new_random_weights(7)
    assert walkthrough.scenario.theta[[4, 5, 10, 11]].tolist() == [0.35, 0.35, 0.6, 0.6]


def test_undo_brings_back_what_there_was_to_compare_with(walkthrough):
    first = walkthrough.run
    walkthrough.set_learning_rate(0.3)
    second = walkthrough.run
    walkthrough.reset()
    assert walkthrough.ghost is second
    walkthrough.undo_stack.undo()
    assert (walkthrough.run, walkthrough.ghost) == (second, first)
    walkthrough.undo_stack.undo()
    assert (walkthrough.run, walkthrough.ghost) == (first, None)
    walkthrough.undo_stack.redo()
    assert walkthrough.ghost is first


def test_another_scenario_has_no_ghost(walkthrough):
    walkthrough.grow(5)
    walkthrough.open(square(), "square")
    assert walkthrough.ghost is None


def test_an_edit_that_makes_numbers_infinite_is_not_taken(qapp):
    walkthrough = Walkthrough(square())
    walkthrough.next_step()
    said = []
    walkthrough.said.connect(said.append)
    walkthrough.set_target(0, 1e300)
    assert not walkthrough.undo_stack.canUndo()
    assert "not taken" in said[0]


def test_training_in_another_way_keeps_the_past(walkthrough):
    walkthrough.grow(30)
    walkthrough.go_to(11, 20)
    old = walkthrough.run
    walkthrough.change(lambda scenario: with_optimizer(scenario, "adam"))
    assert walkthrough.cursor.update == 11
    assert np.array_equal(walkthrough.run.losses[:11], old.losses[:11])
    assert walkthrough.scenario.optimizer.name == "adam"
    assert walkthrough.undo_stack.undoText() == "Change optimizer to Adam"
    walkthrough.go_to(10, 0)
    assert walkthrough.scenario.optimizer.name == "sgd"
    walkthrough.undo_stack.undo()
    assert walkthrough.run is old
    assert walkthrough.cursor == (11, 20)


def test_an_edit_stays_on_its_line_though_others_come_before_it(walkthrough):
    walkthrough.last_step()
    before = walkthrough.step.symbol
    walkthrough.change(lambda scenario: with_l2(scenario, 0.1))
    assert walkthrough.step.symbol == before
    assert walkthrough.cursor.step == len(walkthrough.trace) > 43


def test_another_shape_starts_again_from_the_starting_weights(walkthrough):
    walkthrough.grow(30)
    walkthrough.go_to_end()
    start = walkthrough.run.origin().theta
    walkthrough.change(lambda scenario: with_units(scenario, 1, 3))
    assert walkthrough.cursor == (1, 0)
    assert walkthrough.run.updates == 0
    walkthrough.change(with_added_layer)
    walkthrough.undo_stack.undo()
    walkthrough.undo_stack.undo()
    assert walkthrough.cursor == (31, 0)
    walkthrough.change(with_added_layer)
    assert walkthrough.scenario.theta[:6].tolist() == start[:6].tolist()


def test_an_edit_that_cannot_be_changes_nothing(walkthrough):
    with pytest.raises(ScenarioError):
        walkthrough.change(lambda scenario: with_units(scenario, 1, 0))
    walkthrough.change(lambda scenario: with_l2(scenario, 0))
    assert not walkthrough.undo_stack.canUndo()


def test_a_target_that_the_loss_cannot_have_is_refused_with_a_sentence(walkthrough):
    walkthrough.change(lambda scenario: with_loss(scenario, "binary_cross_entropy"))
    said = []
    walkthrough.said.connect(said.append)
    walkthrough.set_target(0, 2)
    assert "from 0 to 1" in said[0]
    assert walkthrough.undo_stack.count() == 1


def test_targets_that_are_shares_change_together(walkthrough):
    walkthrough.change(lambda scenario: with_loss(scenario, "categorical_cross_entropy"))
    walkthrough.set_target(0, 0.25)
    assert walkthrough.scenario.data.targets.tolist() == [[0.25, 0.75]]
    assert walkthrough.undo_stack.undoText() == "Change target of o1"


@pytest.mark.parametrize("name", OPTIMIZERS)
def test_every_optimizer_goes_on_from_where_another_was(walkthrough, name):
    walkthrough.go_to(6, 0)
    theta, loss = walkthrough.scenario.theta.tolist(), walkthrough.trace.of.arrays.objective
    walkthrough.change(lambda scenario: with_optimizer(scenario, name))
    assert walkthrough.scenario.theta.tolist() == theta
    walkthrough.go_to(9, 0)
    assert walkthrough.run.updates == 8
    assert walkthrough.trace.of.arrays.objective <= loss
    walkthrough.go_to(3, 0)
    assert walkthrough.scenario.optimizer.name == "sgd"


def test_it_says_why_it_moved_and_what_was_edited(qtbot):
    walkthrough = Walkthrough(mazur())
    causes, edits = [], []
    walkthrough.moved.connect(causes.append)
    walkthrough.edited.connect(edits.append)
    walkthrough.next_step()
    walkthrough.go_to(1, 9)
    walkthrough.go_to_end(Cause.TRAINING)
    walkthrough.hide_result()
    walkthrough.reveal_result()
    assert causes == [Cause.STEP, Cause.JUMP, Cause.TRAINING, Cause.REVEAL, Cause.REVEAL]
    walkthrough.set_target(0, 0.5)
    walkthrough.undo_stack.undo()
    walkthrough.undo_stack.redo()
    walkthrough.begin_drag()
    walkthrough.set_target(0, 0.6)
    walkthrough.end_drag()
    walkthrough.open(mazur(), "other")
    kinds = [EditKind.EDIT, EditKind.UNDO, EditKind.REDO, EditKind.DRAG, EditKind.OPEN]
    assert [edit.kind for edit in edits] == kinds
    assert {edit.text for edit in edits[:4]} == {"Change target of o1"}
    assert causes[5:] == [Cause.EDIT] * 5
