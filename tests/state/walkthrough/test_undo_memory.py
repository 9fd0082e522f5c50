"""What edits hold: hardly more than what they changed, and of large ones no more than there is room for."""

from __future__ import annotations

import numpy as np
import pytest
from held import held_bytes
from worked import one_unit

from explainer.engine.run.checkpoints import MemoryBudget
from explainer.state.walkthrough.walkthrough import Walkthrough

_SAMPLES = 2_000


def large(memory=None):
    inputs = np.random.default_rng(1).normal(size=(_SAMPLES, 2))
    return Walkthrough(one_unit([0.1, 0.2], 0.3, "sigmoid", inputs), memory=memory)


def rate(number):
    return 0.1 + number / 100


def test_an_edit_does_not_keep_the_working_space_of_the_run_before(qapp):
    walkthrough, sizes = large(), []
    for number in range(30):
        walkthrough.set_learning_rate(rate(number))
        walkthrough.next_update()
        walkthrough.next_step()
        sizes.append(held_bytes(walkthrough))
    assert sizes[-1] - sizes[5] < _SAMPLES * 8


def test_undo_comes_back_to_the_same_numbers(qapp):
    walkthrough, seen = large(), []
    for number in range(10):
        walkthrough.set_learning_rate(rate(number))
        walkthrough.next_update()
        seen.append((walkthrough.cursor, walkthrough.trace.of.after.tobytes(), walkthrough.run.losses.tobytes()))
    while seen:
        assert (
            walkthrough.cursor,
            walkthrough.trace.of.after.tobytes(),
            walkthrough.run.losses.tobytes(),
        ) == seen.pop()
        walkthrough.undo_stack.undo()


def test_an_edit_of_the_data_holds_what_it_changed_alone(qapp):
    walkthrough, sizes = large(), []
    for number in range(12):
        walkthrough.set_target(0, number / 20)
        sizes.append(held_bytes(walkthrough))
    assert sizes[-1] - sizes[5] < 6 * 3 * _SAMPLES * 8


def test_edits_that_hold_too_much_are_forgotten_the_oldest_first(qapp):
    walkthrough = large(MemoryBudget(most_bytes=20 * _SAMPLES * 8))
    for number in range(60):
        walkthrough.set_target(0, number / 100)
    assert held_bytes(walkthrough) < 80 * _SAMPLES * 8
    undone = 0
    while walkthrough.undo_stack.canUndo():
        walkthrough.undo_stack.undo()
        undone += 1
        assert walkthrough.scenario.data.targets[0, 0] == pytest.approx((59 - undone) / 100)
    assert 2 < undone < 30
    while walkthrough.undo_stack.canRedo():
        walkthrough.undo_stack.redo()
    assert walkthrough.scenario.data.targets[0, 0] == pytest.approx(0.59)


def test_the_last_edit_can_be_undone_however_large_it_is(qapp):
    walkthrough = large(MemoryBudget(most_bytes=1))
    for target in (0.25, 0.5, 0.75):
        walkthrough.set_target(0, target)
    walkthrough.undo_stack.undo()
    assert walkthrough.scenario.data.targets[0, 0] == 0.5
    assert not walkthrough.undo_stack.canUndo()
