"""What moves on the way from one line to the next, at every moment of it."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
import pytest
from worked import mazur

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import run_pass
from explainer.picture.animation import at_rest, moment_at, way_past, way_to
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def step_called(symbol):
    return next(step for step in Trace(run_pass(mazur())) if step.symbol_text == symbol)


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


def test_before_the_first_line_nothing_moves():
    assert not way_to(Known(Trace(run_pass(mazur())))).is_animated
