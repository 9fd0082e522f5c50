"""The trail of a run: moments of that very run, few of them, and looked up once."""

from __future__ import annotations

import numpy as np
from worked import mazur

from explainer.engine.run.run import Run
from explainer.engine.run.weight_trail import Tracker


def tracked(run, most=240):
    first, second = (run.scenario.network.parameter(index) for index in (0, 6))
    tracker = Tracker(run, first, second, most)
    tracker.look_up(tracker.left)
    return tracker


def expected(run, done):
    return np.array([run.theta(number)[[0, 6]] for number in done.tolist()])


def check(tracker, run):
    done, x, y = tracker.trail
    np.testing.assert_array_equal(np.stack([x, y], axis=1), expected(run, done))
    assert (done[0], done[-1]) == (0, run.updates)
    assert not tracker.left


def test_a_short_run_has_every_update():
    run = Run(mazur())
    run.advance(30)
    tracker = tracked(run)
    assert tracker.trail.done.tolist() == list(range(31))
    check(tracker, run)


def test_a_long_run_has_few():
    run = Run(mazur())
    run.advance(5000)
    tracker = tracked(run, most=40)
    assert 20 <= len(tracker.trail.done) <= 40
    check(tracker, run)


def test_it_grows_with_the_run():
    run = Run(mazur())
    run.advance(10)
    tracker = tracked(run)
    run.advance(3)
    assert tracker.left == 3
    tracker.look_up(2)
    assert tracker.trail.done.tolist() == list(range(13))
    tracker.look_up(2)
    check(tracker, run)


def test_after_an_edit_the_past_is_known_already():
    run = Run(mazur())
    run.advance(20)
    tracker = tracked(run)
    other = run.branch(mazur(), 12)
    other.advance(2)
    tracker.follow(other)
    assert tracker.left == 3, "the edit's own moment and two updates"
    tracker.look_up(3)
    check(tracker, other)
