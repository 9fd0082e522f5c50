"""What of a run may be told at the cursor, and asking for the result of a line."""

from __future__ import annotations

from math import isnan

import numpy as np
import pytest
from worked import mazur

from explainer.state.walkthrough.known_of_run import are_hidden, known_loss, known_losses
from explainer.state.walkthrough.walkthrough import Walkthrough

TOTAL = 11
"""The line of the worked example that makes its loss."""


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


def told(walkthrough):
    """Return which losses are told, and tell that they are the run's own."""
    losses = known_losses(walkthrough.known, walkthrough.run)
    is_told = np.isfinite(losses)
    theirs = [walkthrough.run.pass_of(done + 1).arrays.objective for done in range(losses.size)]
    np.testing.assert_array_equal(losses[is_told], np.array(theirs)[is_told])
    return np.flatnonzero(is_told).tolist()


def test_losses_are_told_of_the_past_and_of_what_was_trained_on_purpose(walkthrough):
    walkthrough.grow(3)
    last = walkthrough.length_of(3)
    places = {(1, 0): [1, 2, 3], (2, TOTAL - 1): [0, 2, 3], (2, TOTAL): [0, 1, 2, 3]}
    places |= {(3, last - 1): [0, 1, 2], (3, last): [0, 1, 2, 3], (4, 0): [0, 1, 2]}
    for place, losses in places.items():
        walkthrough.go_to(*place)
        assert told(walkthrough) == losses, place


def test_what_is_computed_on_the_way_to_a_line_is_not_told_before_its_own(walkthrough):
    walkthrough.go_to(3, TOTAL - 1)
    walkthrough.first_step()
    assert told(walkthrough) == [1]
    walkthrough.go_to(3, TOTAL)
    walkthrough.first_step()
    assert told(walkthrough) == [1, 2]
    walkthrough.last_step()
    assert told(walkthrough) == [0, 1, 2]
    walkthrough.grow(1)
    assert told(walkthrough) == [0, 1, 2, 3, 4]


def test_after_an_edit_no_more_is_told_than_before_it(walkthrough):
    walkthrough.go_to(3, TOTAL)
    walkthrough.go_to(2, 0)
    walkthrough.set_learning_rate(0.1)
    walkthrough.grow(2)  # as many as there were: whoever trains computes them anew
    walkthrough.first_step()
    assert told(walkthrough) == [1, 2]
    assert np.isnan(known_loss(walkthrough.known, walkthrough.run, 4))
    walkthrough.grow(1)
    assert told(walkthrough) == [1, 2, 3, 4]
    walkthrough.undo_stack.undo()
    walkthrough.first_step()
    assert told(walkthrough) == [1, 2]


def test_in_an_edited_update_its_loss_waits_for_its_line_again(walkthrough):
    walkthrough.go_to(2, TOTAL + 5)
    walkthrough.go_to(2, 3)
    walkthrough.set_learning_rate(0.1)
    walkthrough.first_step()
    assert told(walkthrough) == []
    walkthrough.go_to(2, TOTAL)
    walkthrough.first_step()
    assert told(walkthrough) == [1]


def test_while_a_result_is_asked_for_only_the_past_is_told(walkthrough):
    walkthrough.grow(3)
    walkthrough.go_to(2, TOTAL)
    walkthrough.hide_result()
    assert told(walkthrough) == [0]
    assert isnan(known_loss(walkthrough.known, walkthrough.run, 2))
    assert isnan(known_loss(walkthrough.known, walkthrough.run, 3))
    walkthrough.next_step()
    assert told(walkthrough) == [0, 1]


def test_asking_and_telling_say_that_something_else_may_be_told(qtbot, walkthrough):
    walkthrough.go_to(1, 5)
    with qtbot.waitSignal(walkthrough.moved, timeout=1000):
        walkthrough.hide_result()
    with qtbot.assertNotEmitted(walkthrough.moved):
        walkthrough.hide_result()
    symbol = walkthrough.step.symbol
    assert isnan(walkthrough.known.value(symbol))
    with qtbot.waitSignal(walkthrough.moved, timeout=1000):
        walkthrough.reveal_result()
    assert not isnan(walkthrough.known.value(symbol))


def test_it_is_asked_at_every_line_and_after_every_edit(walkthrough):
    walkthrough.go_to(1, 4)
    walkthrough.hide_result()
    walkthrough.next_step()
    assert walkthrough.known.is_asked
    assert walkthrough.known_ahead().is_asked
    assert not walkthrough.known_ahead().is_like(walkthrough.known)
    walkthrough.set_learning_rate(0.1)
    assert walkthrough.known.is_asked
    walkthrough.undo_stack.undo()
    assert walkthrough.known.is_asked
    walkthrough.go_to(1, 0)
    assert not walkthrough.known.is_asked, "there is no line"
    assert walkthrough.known.reveal.is_quiet


def test_the_answer_to_a_samples_inputs_waits_for_its_outputs(walkthrough):
    inputs = np.vstack([walkthrough.scenario.data.inputs, [[0.3, 0.4]]])
    assert are_hidden(walkthrough.known, inputs).tolist() == [True, False]
    walkthrough.go_to(1, TOTAL)
    assert are_hidden(walkthrough.known, inputs).tolist() == [False, False]
