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
from explainer.picture.numbers.numbers_of_line import seated
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def step_called(symbol):
    return next(step for step in Trace(run_pass(mazur())) if step.symbol_text == symbol)


ALPHAS = [i / 100 for i in range(101)]


def moments(symbol, part=None):
    """Return the pictures of the way to a line, a hundred of them."""
    way = way_to(Known.after(step_called(symbol)), part)
    return [moment_at(way, alpha) for alpha in ALPHAS]


def test_what_comes_in_travels_to_its_weight_is_held_there_and_then_is_a_term():
    ways = {}
    for moment in moments("net_h1"):
        assert len(moment.travellers) <= 1, "one term after the other"
        for journey, fraction in moment.travellers:
            assert journey.is_upward
            ways.setdefault(journey.edge.parameter, []).append((fraction, journey.value, moment.added))
    assert {edge: way[0][1] for edge, way in ways.items()} == {0: 0.05, 1: 0.10}
    for term, way in enumerate(ways.values()):
        assert [fraction for fraction, *_ in way] == sorted(fraction for fraction, *_ in way)
        assert [fraction for fraction, *_ in way].count(1.0) > 5, "it is held where it is multiplied"
        assert {added for *_, added in way} == {term}, "the term is not there before that"


def test_terms_add_up_in_the_unit_one_after_the_other():
    added = [moment.added for moment in moments("net_h1") if not moment.arrived]
    assert sorted(added) == added
    assert set(added) == {0, 1, 2}, "the last one makes the result"
    back = [moment.added for moment in moments("dE_total/dout_h1") if not moment.arrived]
    assert set(back) == {0, 1}


def test_what_came_back_through_weights_goes_on_along_their_edges():
    ways = [traveller.journey for moment in moments("dE_total/dout_h1") for traveller in moment.travellers]
    assert {(journey.edge.parameter, journey.is_upward) for journey in ways} == {(6, False), (8, False)}


@pytest.mark.parametrize(
    ("symbol", "values"),
    [
        ("dE_o2/dout_h1", [-0.0380982366, 0.50]),
        ("dE_total/dw5", [0.1384985616, 0.5932699921]),
        ("w5+", [0.40, 0.5, 0.0821670405]),
        ("delta_h1", [0.0363503064, 0.2413007086]),
    ],
)
def test_what_a_number_is_made_of_meets_where_it_will_be(symbol, values):
    step = step_called(symbol)
    way = way_to(Known.after(step))
    assert {journey.end for journey in way.journeys} == {seated(step, step.symbol)}
    assert [journey.value for journey in way.journeys] == pytest.approx(values)
    held = [moment for moment in moments(symbol) if moment.travellers and moment.travellers[0].fraction == 1]
    assert held
    assert not any(moment.arrived for moment in held), "the result comes last"


def test_one_term_alone_travels_when_a_sum_is_built_up():
    step = step_called("net_h1")
    (journey,) = way_to(Known.after(step), 2).journeys
    assert journey.value == pytest.approx(0.1)
    built_up = replace(Known.after(step), part=2)
    shown = [moment_at(way_to(built_up, 2), alpha) for alpha in ALPHAS]
    assert {moment.added for moment in shown} == {1, 2}
    assert not any(moment.arrived for moment in shown)


def test_a_way_of_many_turns_takes_longer_but_not_without_end():
    lengths = [way_to(Known.after(step_called(symbol))).length for symbol in ("out_h1", "dE_total/dout_h1", "net_h1")]
    assert lengths == sorted(lengths)
    assert lengths[0] == 1
    assert way_to(Known.after(wide_sum())).length == 2.5


@pytest.mark.parametrize("symbol", ["net_h1", "w5+", "dE_total/dout_h1", "out_h1", "E_o1", "delta_h1", "dE_total/dw1"])
def test_the_result_is_withheld_until_it_arrives(symbol):
    assert way_to(Known.after(step_called(symbol))).is_animated
    arrived = [moment.arrived for moment in moments(symbol)]
    assert arrived == sorted(arrived)
    assert (arrived[0], arrived[50], arrived[-1]) == (False, False, True)
    assert moments(symbol)[-1] == at_rest()


def wide_sum():
    network = Network.of(default_names([30, 1]), ["tanh"], "per_unit")
    data = Data(frozen(np.ones((1, 30))), frozen(np.ones((1, 1))))
    return Trace(run_pass(Scenario(network, frozen(np.ones(network.size)), data)))[1]


def test_many_numbers_are_dots():
    travellers = moment_at(way_to(Known.after(wide_sum())), 0.4).travellers
    assert travellers
    assert all(math.isnan(traveller.journey.value) for traveller in travellers)


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
