"""Which parameters a picture of the network shows: the cursor's, or the newest while the run grows."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur

from explainer.state.answers.network_at_cursor import Present
from explainer.state.walkthrough.walkthrough import Walkthrough


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur(), "mazur")


@pytest.fixture
def present(walkthrough):
    present = Present(walkthrough)
    present.set_watched(True)
    yield present
    present.set_watched(False)


def wait_for_live(qtbot, present):
    qtbot.waitUntil(lambda: present.is_live)


def test_it_begins_at_the_cursor(present, walkthrough):
    assert not present.is_live
    assert present.done == 0
    assert present.theta.tolist() == walkthrough.run.scenario.theta.tolist()


def test_within_an_update_parameters_are_as_they_are_at_the_line(present, walkthrough):
    length = walkthrough.length_of(1)
    walkthrough.go_to(1, length - 1)
    changed = np.flatnonzero(present.theta != walkthrough.run.scenario.theta)
    assert len(changed) == 7
    walkthrough.go_to(1, length)
    assert present.theta.tolist() == walkthrough.run.theta(1).tolist()


def test_while_the_run_grows_it_is_the_newest_and_then_the_cursors_again(qtbot, present, walkthrough):
    walkthrough.grow(50)
    wait_for_live(qtbot, present)
    assert present.done == 50
    assert present.theta.tolist() == walkthrough.run.theta(50).tolist()
    qtbot.waitUntil(lambda: not present.is_live)
    assert present.done == 0


def test_who_goes_elsewhere_while_it_grows_stays_there(qtbot, present, walkthrough):
    walkthrough.grow(50)
    wait_for_live(qtbot, present)
    walkthrough.go_to(20, 0)
    heard = []
    present.changed.connect(lambda: heard.append(present.is_live))
    walkthrough.grow(50)
    qtbot.waitUntil(lambda: heard != [])  # that it has come to rest
    assert heard == [False]
    assert present.done == 19


def test_updates_computed_anew_after_an_edit_do_not_lead_away(qtbot, present, walkthrough):
    walkthrough.grow(50)
    walkthrough.go_to(5, 0)
    walkthrough.set_learning_rate(0.1)
    heard = []
    present.changed.connect(lambda: heard.append(present.is_live))
    walkthrough.grow(45)
    qtbot.waitUntil(lambda: heard != [])
    assert heard == [False]
    assert present.done == 4


def test_unwanted_it_does_not_listen(walkthrough, qtbot):
    present = Present(walkthrough)
    with qtbot.assertNotEmitted(present.changed, wait=50):
        walkthrough.grow(5)
        walkthrough.go_to(3, 1)
        walkthrough.set_learning_rate(0.1)
