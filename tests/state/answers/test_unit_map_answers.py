"""Maps of units: made beside the window for the update that is shown, kept, and none of another network."""

from __future__ import annotations

import numpy as np
import pytest
from worked import mazur

from explainer.engine.measure.unit_maps import UnitMapping
from explainer.files.examples import example
from explainer.state.answers.over_inputs.unit_map_answers import UnitMapAnswers, maps_now
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known, Reveal


class Clock:
    """A clock on which everything takes long."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        self.now += 0.02
        return self.now


def test_what_takes_long_is_made_beside_the_window_and_then_kept(qtbot):
    walkthrough, answers = Walkthrough(example("moons"), "x"), UnitMapAnswers(clock=Clock())
    with qtbot.waitSignal(answers.changed):
        assert answers.of(walkthrough.known) is None
    maps = answers.of(walkthrough.known)
    expected = UnitMapping(walkthrough.scenario, walkthrough.scenario.theta).finish()
    for mine, theirs in zip(maps.outs, expected.outs, strict=True):
        assert np.array_equal(mine, theirs)
    walkthrough.next_step()
    assert answers.of(walkthrough.known) is maps


def test_maps_are_of_the_weights_before_the_update(qtbot):
    walkthrough, answers = Walkthrough(mazur(), "x"), UnitMapAnswers(clock=Clock())
    with qtbot.waitSignal(answers.changed):
        answers.of(walkthrough.known)
    first = answers.of(walkthrough.known)
    walkthrough.next_update()
    with qtbot.waitSignal(answers.changed):
        assert answers.of(walkthrough.known) is None, "those of the update before are not shown"
    second = answers.of(walkthrough.known)
    theta = walkthrough.known.trace.of.theta_before
    expected = UnitMapping(walkthrough.scenario, theta).finish()
    assert np.array_equal(second.outs[1], expected.outs[1])
    assert not np.array_equal(second.outs[1], first.outs[1])
    walkthrough.previous_update()
    assert answers.of(walkthrough.known) is first


def test_what_takes_a_moment_is_there_at_once(qtbot):
    walkthrough, answers = Walkthrough(mazur(), "x"), UnitMapAnswers(clock=lambda: 0.0)
    with qtbot.waitSignal(answers.changed):
        answers.of(walkthrough.known)
    walkthrough.next_update()
    assert answers.of(walkthrough.known) is not None


def test_a_shown_network_that_changes_while_its_maps_are_made_gets_its_own(qtbot):
    walkthrough, answers = Walkthrough(mazur(), "x"), UnitMapAnswers(clock=Clock())
    answers.of(walkthrough.known)
    walkthrough.next_update()
    with qtbot.waitSignal(answers.changed):
        answers.of(walkthrough.known)
    expected = UnitMapping(walkthrough.scenario, walkthrough.known.trace.of.theta_before).finish()
    assert np.array_equal(answers.of(walkthrough.known).outs[0], expected.outs[0])


@pytest.mark.parametrize("name", ["digits", "sine"])
def test_other_than_two_inputs_have_no_maps(qtbot, name):
    known = Walkthrough(example(name), "x").known
    assert UnitMapAnswers().of(known) is None
    assert maps_now(known) is None


def test_while_a_result_is_asked_for_there_are_none(qtbot):
    trace = Walkthrough(mazur(), "x").trace
    assert maps_now(Known(trace, 3)) is not None
    for line in range(1, len(trace) + 1):
        assert maps_now(Known(trace, line, reveal=Reveal.ASKED)) is None
