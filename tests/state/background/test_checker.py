"""The gradient check in slices: to the end, stopped half-way, and what moves and edits do to it."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur, square

from explainer.engine.measure.gradient_check import gradient_check
from explainer.state.background.checker import Checker
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def checker(walkthrough):
    checker = Checker(walkthrough)
    yield checker
    checker.stop()


def finish(qtbot, checker):
    with qtbot.waitSignal(checker.finished):
        pass


def check(qtbot, checker, **settings):
    checker.check(**settings)
    finish(qtbot, checker)
    return checker.outcome


def test_it_finds_what_the_engine_finds_at_once(qtbot, checker):
    outcome = check(qtbot, checker)
    whole = gradient_check(mazur())
    assert outcome.is_complete
    assert outcome.update == 1
    np.testing.assert_array_equal(outcome.result.numeric, whole.numeric)
    np.testing.assert_array_equal(outcome.result.relative_error, whole.relative_error)
    # The page that the example comes from prints dE/dw5 = 0.082167041.
    assert outcome.result.numeric[6] == pytest.approx(0.082167041, abs=1e-8)


def test_the_nudge_can_be_chosen(qtbot, checker):
    assert check(qtbot, checker, epsilon=0.01).result.epsilon == 0.01


def test_it_tells_how_far_it_is(qtbot, checker):
    told = []
    checker.progressed.connect(lambda done, total: told.append((done, total)))
    check(qtbot, checker)
    assert told[0] == (1, 8)
    assert told[-1] == (8, 8)
    assert [done for done, _ in told] == sorted({done for done, _ in told})


def test_the_clock_fits_the_slices(qtbot, walkthrough):
    """A second for every look at the clock: each slice is a single parameter."""
    ticks = iter(range(10_000))
    slow = Checker(walkthrough, clock=lambda: float(next(ticks)))
    told = []
    slow.progressed.connect(lambda done, total: told.append(done))
    check(qtbot, slow)
    assert told == [1, 2, 3, 4, 5, 6, 7, 8]


def test_it_checks_at_the_parameters_of_the_cursor(qtbot, walkthrough, checker):
    walkthrough.go_to(3, 5)
    outcome = check(qtbot, checker)
    assert outcome.update == 3
    np.testing.assert_array_equal(outcome.scenario.theta, walkthrough.run.theta(2))
    assert checker.is_current


def test_stopped_it_keeps_what_it_has(qtbot, checker):
    checker.check()
    with qtbot.waitSignal(checker.progressed):
        pass
    checker.stop()
    assert not checker.outcome.is_complete
    assert 0 < np.count_nonzero(checker.outcome.result.checked) < 8
    assert not checker.is_checking


def test_a_move_to_another_update_leaves_the_outcome_to_its_own(qtbot, walkthrough, checker):
    outcome = check(qtbot, checker)
    walkthrough.go_to(1, 20)
    assert checker.is_current
    walkthrough.go_to(2, 0)
    assert checker.outcome is outcome
    assert not checker.is_current
    walkthrough.go_to(1, 0)
    assert checker.is_current


def test_a_check_that_runs_while_the_cursor_moves_belongs_to_where_it_began(qtbot, walkthrough, checker):
    checker.check()
    walkthrough.go_to(5, 0)
    finish(qtbot, checker)
    assert checker.outcome.update == 1
    np.testing.assert_array_equal(checker.outcome.scenario.theta, mazur().theta)


@pytest.mark.parametrize(
    "edit",
    [
        lambda walkthrough: walkthrough.set_input(0, 0.5),
        lambda walkthrough: walkthrough.open(square(), "square"),
        lambda walkthrough: walkthrough.undo_stack.undo(),
    ],
    ids=["an input", "another scenario", "undo"],
)
def test_after_an_edit_there_is_no_outcome(qtbot, walkthrough, checker, edit):
    walkthrough.set_learning_rate(0.25)
    check(qtbot, checker)
    with qtbot.waitSignal(checker.cleared):
        edit(walkthrough)
    assert checker.outcome is None
    assert not checker.is_current


def test_an_edit_ends_a_check_that_runs(qtbot, walkthrough, checker):
    checker.check()
    with qtbot.waitSignals([checker.finished, checker.cleared]):
        walkthrough.set_input(0, 0.5)
    assert not checker.is_checking
    assert checker.outcome is None


def test_checking_again_begins_anew(qtbot, walkthrough, checker):
    first = check(qtbot, checker)
    walkthrough.go_to(2, 0)
    checker.check()
    assert checker.outcome is None
    finish(qtbot, checker)
    assert checker.outcome is not first
    assert checker.outcome.update == 2
