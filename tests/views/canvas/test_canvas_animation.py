"""The way from one line to the next: decoration that never keeps anyone waiting and never shows a stale number."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QShortcut
from PySide6.QtTest import QTest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.picture.animation import at_rest, moment_at, way_past, way_to
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.trace.lines.trace import Trace
from explainer.views.canvas.view import Canvas

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
        view = Canvas(walkthrough, Pointing(walkthrough), Display())
        qtbot.addWidget(view)
        view.resize(790, 600)
        with qtbot.waitExposed(view):
            view.show()
        return view

    return show_it


@pytest.fixture
def canvas(walkthrough, show):
    return show(walkthrough)


ALPHAS = [i / 100 for i in range(101)]


def moments(symbol, part=None):
    """Return the pictures of the way to a line, a hundred of them."""
    way = way_to(Known.after(step_called(symbol)), part)
    return [moment_at(way, alpha) for alpha in ALPHAS]


def test_products_travel_up_their_edges_and_are_multiplied_in_the_middle():
    ways = {}
    for moment in moments("net_h1"):
        for journey, fraction in moment.travellers:
            assert journey.is_upward
            value = journey.value if fraction < 0.5 else journey.after
            ways.setdefault(journey.edge, []).append((fraction, value))
    w1, w2, b1 = ways.values()
    assert [sorted(way) for way in (w1, w2, b1)] == [w1, w2, b1]
    assert (w1[0][1], w1[-1][1]) == (0.05, pytest.approx(0.15 * 0.05))
    assert (w2[0][1], w2[-1][1]) == (0.10, pytest.approx(0.20 * 0.10))
    assert (b1[0][1], b1[-1][1]) == (0.35, 0.35)


def test_terms_add_up_in_the_unit_one_after_the_other():
    added = [moment.added for moment in moments("net_h1") if not moment.arrived]
    assert sorted(added) == added
    assert {0, 1, 2} <= set(added)
    back = [moment.added for moment in moments("dE_total/dout_h1") if not moment.arrived]
    assert {0, 1} <= set(back)


def test_a_delta_travels_down_and_becomes_blame_at_its_weight():
    ways = [moment.travellers for moment in moments("dE_o2/dout_h1") if moment.travellers]
    assert all(len(way) == 1 and not way[0].journey.is_upward for way in ways)
    assert ways[0][0].value == pytest.approx(-0.0380982366)
    assert ways[-1][0].value == pytest.approx(-0.0380982366 * 0.50)


def test_what_a_gradient_is_made_of_meets_at_its_weight():
    step = step_called("dE_total/dw5")
    way = way_to(Known.after(step))
    assert {journey.end for journey in way.journeys} == {step.symbol}
    assert [journey.value for journey in way.journeys] == pytest.approx([0.1384985616, 0.5932699921])


def test_an_update_brings_the_change_of_the_weight():
    (journey,) = way_to(Known.after(step_called("w5+"))).journeys
    assert journey.value == pytest.approx(-0.5 * 0.0821670405)


def test_one_term_alone_travels_when_a_sum_is_built_up():
    step = step_called("net_h1")
    (journey,) = way_to(Known.after(step), 2).journeys
    assert journey.after == pytest.approx(0.02)
    built_up = replace(Known.after(step), part=2)
    shown = [moment_at(way_to(built_up, 2), alpha) for alpha in ALPHAS]
    assert {moment.added for moment in shown} == {1, 2}
    assert not any(moment.arrived for moment in shown)


@pytest.mark.parametrize("symbol", ["net_h1", "w5+", "dE_total/dout_h1", "out_h1", "E_o1", "delta_h1", "dE_total/dw1"])
def test_the_result_is_withheld_until_it_arrives(symbol):
    assert way_to(Known.after(step_called(symbol))).is_animated
    arrived = [moment.arrived for moment in moments(symbol)]
    assert arrived == sorted(arrived)
    assert (arrived[0], arrived[50], arrived[-1]) == (False, False, True)
    assert moments(symbol)[-1] == at_rest()


def test_many_numbers_are_dots():
    network = Network.of(default_names([30, 1]), ["tanh"], "per_unit")
    data = Data(frozen(np.ones((1, 30))), frozen(np.ones((1, 1))))
    step = Trace(run_pass(Scenario(network, frozen(np.ones(network.size)), data)))[1]
    travellers = moment_at(way_to(Known.after(step)), 0.4).travellers
    assert travellers
    assert all(math.isnan(traveller.value) for traveller in travellers)


def test_past_many_lines_of_the_forward_phase_dots_go_up_layer_by_layer():
    way = way_past(step_called("out_o2"), 1)
    turns = [{journey.turn for journey, _ in moment_at(way, alpha).travellers} for alpha in ALPHAS]
    assert all(journey.is_upward for journey in way.journeys)
    assert {journey.edge.parameter for journey in way.journeys} == {0, 1, 2, 3, 6, 7, 8, 9}
    assert turns[5] == {0}
    assert turns[-5] == {1}
    assert all(moment_at(way, alpha).arrived for alpha in ALPHAS), "no number is withheld"


def test_past_many_lines_of_the_backward_phase_dots_come_down_but_not_to_the_inputs():
    way = way_past(step_called("delta_h2"), 2)
    assert not any(journey.is_upward for journey in way.journeys)
    assert {journey.edge.parameter for journey in way.journeys} == {6, 7, 8, 9}


def test_stepping_by_phase_plays_it_and_jumping_back_does_not(walkthrough, canvas):
    walkthrough.next_phase()
    assert canvas.player.is_playing
    assert canvas.texts_of(H1) == ("h1", "0.3775", "0.593270", "out")
    canvas.player.cut()
    walkthrough.go_to(1, 1)
    assert not canvas.player.is_playing


def test_before_the_first_line_nothing_moves():
    assert not way_to(Known(Trace(run_pass(mazur())))).is_animated


def test_a_value_appears_on_arrival(qtbot, walkthrough, canvas):
    walkthrough.next_step()
    assert canvas.player.is_playing
    assert canvas.texts_of(H1) == ("h1", "–", "–", "out")
    qtbot.waitUntil(lambda: not canvas.player.is_playing)
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")


def test_a_key_press_cuts_it_short(walkthrough, canvas):
    canvas.player.duration = 60_000  # however slow the machine, the key comes before the end
    QShortcut(Qt.Key.Key_Right, canvas, walkthrough.next_step)
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert canvas.player.is_playing
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1) == ("h1", "0.3775", "0.593270", "out")
    QTest.keyClick(canvas, Qt.Key.Key_Right)
    assert not canvas.player.is_playing, "a key that is held down does not start it again"


def test_going_back_and_jumping_are_cuts(walkthrough, canvas):
    walkthrough.next_step()
    walkthrough.previous_step()
    assert not canvas.player.is_playing
    walkthrough.next_phase()
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1) == ("h1", "0.3775", "0.593270", "out")


@pytest.mark.parametrize(("name", "value"), [("duration", 0), ("reduce_motion", True)])
def test_it_can_be_turned_into_cuts(walkthrough, canvas, name, value):
    setattr(canvas.player, name, value)
    walkthrough.next_step()
    assert not canvas.player.is_playing
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")


def test_the_first_line_of_the_next_update_follows_the_last_of_this(qtbot, walkthrough, show):
    walkthrough.last_step()
    canvas = show(walkthrough)
    walkthrough.next_step()
    assert walkthrough.cursor == (2, 1)
    assert canvas.player.is_playing


def test_an_update_arrives_as_the_new_weight(qtbot, walkthrough, show):
    number = next(step.number for step in walkthrough.trace if step.symbol_text == "w5+")
    walkthrough.go_to(1, number - 1)
    canvas = show(walkthrough)
    canvas.player.duration = 40
    walkthrough.next_step()
    assert canvas.texts_of(W5)[-2:] == ("→", "–")
    qtbot.waitUntil(lambda: not canvas.player.is_playing)
    assert canvas.texts_of(W5)[-2:] == ("→", "0.358916")


def test_hiding_it_stops_the_clock(walkthrough, canvas):
    walkthrough.next_step()
    canvas.hide()
    assert not canvas.player.is_playing
    canvas.show()
    assert canvas.texts_of(H1) == ("h1", "0.3775", "–", "out")
