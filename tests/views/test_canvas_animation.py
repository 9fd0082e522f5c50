"""The way from one line to the next: decoration that never keeps anyone waiting and never shows a stale number."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from worked import mazur

from explainer.engine.passes import run_pass
from explainer.state.walkthrough import Walkthrough
from explainer.trace.elements import unit_element, weight_element
from explainer.trace.trace import Trace
from explainer.views.canvas import Canvas
from explainer.views.canvas.animation import ARRIVED, is_animated, moment_at
from explainer.views.theme import LIGHT

H1, W5 = unit_element(1, 0), weight_element(6)


def step_called(symbol):
    return next(step for step in Trace(run_pass(mazur())) if step.symbol_text == symbol)


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur())


@pytest.fixture
def show(qtbot):
    """Return a function that shows a canvas on a walkthrough as it stands."""

    def show_it(walkthrough):
        view = Canvas(walkthrough, LIGHT)
        qtbot.addWidget(view)
        view.resize(790, 600)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show_it


@pytest.fixture
def canvas(walkthrough, show):
    return show(walkthrough)


@pytest.mark.parametrize(("symbol", "start", "end"), [("net_h1", 0, 1), ("dE_o1/dout_h1", 1, 0)])
def test_forward_pulses_go_up_and_backward_pulses_come_down(symbol, start, end):
    step = step_called(symbol)
    fractions = [moment_at(step, alpha).pulses[0].fraction for alpha in (0, 0.2, 0.4, 0.6)]
    assert fractions[0] == start
    assert fractions == sorted(fractions, reverse=end < start)


@pytest.mark.parametrize("symbol", ["net_h1", "w5+", "dE_total/dout_h1"])
def test_the_result_is_withheld_until_it_arrives(symbol):
    step = step_called(symbol)
    assert is_animated(step)
    assert [moment_at(step, alpha).arrived for alpha in (0, 0.5, 0.9)] == [False, False, True]
    assert moment_at(step, 1) == ARRIVED


def test_a_line_within_a_unit_is_simply_shown():
    assert not is_animated(step_called("out_h1"))
    assert not is_animated(None)


def test_a_value_appears_on_arrival(qtbot, walkthrough, canvas):
    walkthrough.next_step()
    assert canvas.is_moving
    assert canvas.texts_of(H1) == ("h1", "–", "–", "out")
    qtbot.waitUntil(lambda: not canvas.is_moving)
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")


def test_a_key_press_cuts_it_short(walkthrough, canvas):
    canvas.duration = 60_000  # however slow the machine, the key comes before the end
    QShortcut(Qt.Key.Key_Right, canvas, walkthrough.next_step)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.is_moving
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.is_moving
    assert canvas.texts_of(H1) == ("h1", "0.3775", "0.593270", "out")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.is_moving, "a key that is held down does not start it again"


def test_going_back_and_jumping_are_cuts(walkthrough, canvas):
    walkthrough.next_step()
    walkthrough.previous_step()
    assert not canvas.is_moving
    walkthrough.next_phase()
    assert not canvas.is_moving
    assert canvas.texts_of(H1) == ("h1", "0.3775", "0.593270", "out")


@pytest.mark.parametrize(("name", "value"), [("duration", 0), ("reduce_motion", True)])
def test_it_can_be_turned_into_cuts(walkthrough, canvas, name, value):
    setattr(canvas, name, value)
    walkthrough.next_step()
    assert not canvas.is_moving
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")


def test_the_first_line_of_the_next_update_follows_the_last_of_this(qtbot, walkthrough, show):
    walkthrough.last_step()
    canvas = show(walkthrough)
    walkthrough.next_step()
    assert walkthrough.cursor == (2, 1)
    assert canvas.is_moving


def test_an_update_arrives_as_the_new_weight(qtbot, walkthrough, show):
    number = next(step.number for step in walkthrough.trace if step.symbol_text == "w5+")
    walkthrough.go_to(1, number - 1)
    canvas = show(walkthrough)
    canvas.duration = 40
    walkthrough.next_step()
    assert canvas.texts_of(W5)[-2:] == ("→", "–")
    qtbot.waitUntil(lambda: not canvas.is_moving)
    assert canvas.texts_of(W5)[-2:] == ("→", "0.358916")


def test_hiding_it_stops_the_clock(walkthrough, canvas):
    walkthrough.next_step()
    canvas.hide()
    assert not canvas.is_moving
    canvas.show()
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")
