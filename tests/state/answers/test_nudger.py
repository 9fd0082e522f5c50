"""Nudging from the window: what is worked out when, and what is told before its line."""

from __future__ import annotations

import math

import numpy as np
import pytest
from worked import mazur

from explainer.state.answers.nudger import EPSILON, ParameterNudger
from explainer.state.walkthrough.pointing import ChosenParameter, Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import bias_element, weight_element

W5 = 6


class Clock:
    """Time that goes on by `step` seconds with every look."""

    def __init__(self, step=0.0) -> None:
        self.now, self.step = 0.0, step

    def __call__(self) -> float:
        self.now += self.step
        return self.now


def nudging_of(scenario, step=0.0):
    walkthrough = Walkthrough(scenario)
    pointing = Pointing(walkthrough)
    choice = ChosenParameter(walkthrough, pointing, walkthrough)
    return walkthrough, pointing, ParameterNudger(walkthrough, choice, Clock(step), walkthrough)


@pytest.fixture
def made(qapp):
    walkthrough, pointing, nudger = nudging_of(mazur())
    pointing.select(weight_element(W5))
    return walkthrough, pointing, nudger


def test_the_curve_has_the_point_and_both_nudges_in_it(made) -> None:
    _, _, nudger = made
    found = nudger.found
    for offset, error in ((0.0, found.nudge.here), (EPSILON, found.nudge.above), (-EPSILON, found.nudge.below)):
        place = int(np.argmin(np.abs(found.offsets - offset)))
        assert found.offsets[place] == pytest.approx(offset, abs=1e-12)
        assert found.errors[place] == pytest.approx(error, rel=1e-12)


def test_where_the_error_takes_long_the_curve_has_fewer_points(qapp) -> None:
    counts = [len(nudging_of(mazur(), step)[2].found.offsets) for step in (0.0, 0.01, 10.0)]
    assert counts == sorted(counts, reverse=True)
    assert len(set(counts)) > 1
    assert all(count % 2 for count in counts)


def test_stepping_through_an_update_finds_nothing_anew(made) -> None:
    walkthrough, _, nudger = made
    found = nudger.found
    walkthrough.go_to(1, 20)
    assert nudger.found is found
    walkthrough.next_update()
    assert nudger.found is not found
    assert nudger.found.nudge.here < found.nudge.here


def test_another_size_or_parameter_is_another_nudge(made, qtbot) -> None:
    _, pointing, nudger = made
    with qtbot.waitSignal(nudger.changed):
        nudger.set_epsilon(1e-4)
    assert nudger.found.nudge.epsilon == 1e-4
    with qtbot.assertNotEmitted(nudger.changed):
        nudger.set_epsilon(1e-4)
    with qtbot.waitSignal(nudger.changed):
        pointing.select(weight_element(0))
    assert nudger.found.nudge.w == 0.15


def test_the_gradient_is_told_from_its_line_on(made) -> None:
    walkthrough, _, nudger = made
    symbol = Symbol(Quantity.GRADIENT, 0, parameter=W5)
    assert nudger.gradient_symbol == symbol
    line = next(step.number for step in walkthrough.trace if step.symbol == symbol)
    walkthrough.go_to(1, line - 1)
    assert math.isnan(nudger.gradient)
    walkthrough.go_to(1, line)
    assert nudger.gradient == pytest.approx(0.082167041, abs=5e-10)


def test_a_frozen_bias_has_no_gradient(made) -> None:
    walkthrough, pointing, nudger = made
    pointing.select(bias_element(walkthrough.scenario, 2, 0))
    walkthrough.last_step()
    assert not nudger.is_trained
    assert nudger.gradient_symbol is None
    assert math.isnan(nudger.gradient)
    assert nudger.found.nudge.above != nudger.found.nudge.here


@pytest.mark.parametrize(("order", "expected"), [("simultaneous", [False, False]), ("sequential", [True, False])])
def test_blame_comes_back_changed_below_the_outputs_in_the_other_order(qapp, order, expected) -> None:
    _, pointing, nudger = nudging_of(mazur(update_order=order))
    told = []
    for index in (0, W5):
        pointing.select(weight_element(index))
        told.append(nudger.comes_back_changed)
    assert told == expected
