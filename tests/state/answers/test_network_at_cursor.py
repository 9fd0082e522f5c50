"""Which parameters a picture of the network shows: the cursor's, or the newest while the run grows."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur

from explainer.state.answers.network_at_cursor import NetworkAtCursor
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def at_cursor(walkthrough):
    at_cursor = NetworkAtCursor(walkthrough)
    at_cursor.set_watched(True)
    yield at_cursor
    at_cursor.set_watched(False)


def wait_for_live(qtbot, at_cursor):
    qtbot.waitUntil(lambda: at_cursor.is_live)


def test_it_begins_at_the_cursor(at_cursor, walkthrough):
    assert not at_cursor.is_live
    assert at_cursor.done == 0
    assert at_cursor.theta.tolist() == walkthrough.run.scenario.theta.tolist()


def test_within_an_update_parameters_are_as_they_are_at_the_line(at_cursor, walkthrough):
    length = walkthrough.length_of(1)
    walkthrough.go_to(1, length - 1)
    changed = np.flatnonzero(at_cursor.theta != walkthrough.run.scenario.theta)
    assert len(changed) == 7
    walkthrough.go_to(1, length)
    assert at_cursor.theta.tolist() == walkthrough.run.theta(1).tolist()


def test_while_the_run_grows_it_is_the_newest_and_then_the_cursors_again(qtbot, at_cursor, walkthrough):
    walkthrough.grow(50)
    wait_for_live(qtbot, at_cursor)
    assert at_cursor.done == 50
    assert at_cursor.theta.tolist() == walkthrough.run.theta(50).tolist()
    qtbot.waitUntil(lambda: not at_cursor.is_live)
    assert at_cursor.done == 0


def test_who_goes_elsewhere_while_it_grows_stays_there(qtbot, at_cursor, walkthrough):
    walkthrough.grow(50)
    wait_for_live(qtbot, at_cursor)
    walkthrough.go_to(20, 0)
    heard = []
    at_cursor.changed.connect(lambda: heard.append(at_cursor.is_live))
    walkthrough.grow(50)
    qtbot.waitUntil(lambda: heard != [])  # that it has come to rest
    assert heard == [False]
    assert at_cursor.done == 19


def test_updates_computed_anew_after_an_edit_do_not_lead_away(qtbot, at_cursor, walkthrough):
    walkthrough.grow(50)
    walkthrough.go_to(5, 0)
    walkthrough.set_learning_rate(0.1)
    heard = []
    at_cursor.changed.connect(lambda: heard.append(at_cursor.is_live))
    walkthrough.grow(45)
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [False]
    assert at_cursor.done == 4


def test_unwanted_it_does_not_listen(walkthrough, qtbot):
    at_cursor = NetworkAtCursor(walkthrough)
    with qtbot.assertNotEmitted(at_cursor.changed, wait=50):
        walkthrough.grow(5)
        walkthrough.go_to(3, 1)
        walkthrough.set_learning_rate(0.1)
