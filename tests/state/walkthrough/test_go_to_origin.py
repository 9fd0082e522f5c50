"""Where a number was made: the line of this update, of the one before, or nowhere because it was given."""

from __future__ import annotations

import pytest
from worked import mazur

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Quantity, Symbol

W5 = Symbol(Quantity.WEIGHT, parameter=6)
W5_BACK = Symbol(Quantity.BACKWARD_WEIGHT, parameter=6)


@pytest.fixture
def walkthrough(qapp):
    return Walkthrough(mazur())


def line(walkthrough, symbol_text):
    return next(step.number for step in walkthrough.trace if step.symbol_text == symbol_text)


def test_what_is_computed_has_the_line_that_computes_it(walkthrough):
    walkthrough.go_to(1, 20)
    assert walkthrough.origin_at(Symbol(Quantity.OUT, 0, 1, 0)) == (1, line(walkthrough, "out_h1"))
    assert walkthrough.origin_at(Symbol(Quantity.DELTA, 0, 2, 1)) == (1, line(walkthrough, "delta_o2"))
    assert walkthrough.origin_at(Symbol(Quantity.SAMPLE_ERROR, 0)) == (1, line(walkthrough, "E_total"))


def test_inputs_targets_and_starting_weights_are_given(walkthrough):
    for symbol in (Symbol(Quantity.OUT, 0, 0, 0), Symbol(Quantity.TARGET, 0, 2, 0), W5, W5_BACK):
        assert walkthrough.origin_at(symbol) is None


def test_a_trained_weight_was_made_by_the_update_before(walkthrough):
    walkthrough.go_to(3, 5)
    assert walkthrough.origin_at(W5) == (2, line(walkthrough, "w5+"))


def test_a_weight_that_a_person_changed_was_made_by_no_update(walkthrough):
    walkthrough.go_to(3, 5)
    walkthrough.set_parameter(walkthrough.scenario.network.parameter(6), 0.7)
    assert walkthrough.origin_at(W5) is None
    w6 = Symbol(Quantity.WEIGHT, parameter=7)
    assert walkthrough.origin_at(w6) == (2, line(walkthrough, "w6+"))


@pytest.mark.parametrize("parameter", [4, 5, 10, 11])
def test_no_line_makes_a_frozen_bias(qtbot, walkthrough, parameter):
    walkthrough.go_to(2, 1)
    bias = Symbol(Quantity.WEIGHT, parameter=parameter)
    assert walkthrough.origin_at(bias) is None
    with qtbot.waitSignal(walkthrough.said) as said:
        walkthrough.go_to_origin(bias)
    assert "frozen" in said.args[0]
    assert walkthrough.cursor == (2, 1)


def test_in_the_sequential_order_the_backward_pass_uses_what_this_update_made(qapp):
    walkthrough = Walkthrough(mazur(update_order="sequential"))
    walkthrough.go_to(1, 30)
    assert walkthrough.origin_at(W5_BACK) == (1, line(walkthrough, "w5+"))


def test_going_there_moves_the_cursor_or_says_why_not(qtbot, walkthrough):
    walkthrough.go_to(1, 20)
    walkthrough.go_to_origin(Symbol(Quantity.NET, 0, 1, 0))
    assert walkthrough.step.symbol_text == "net_h1"
    for symbol, told in ((Symbol(Quantity.NET, 0, 1, 0), "This is the step"), (W5, "weight from h1 to o1")):
        with qtbot.waitSignal(walkthrough.said) as said:
            walkthrough.go_to_origin(symbol)
        assert told in said.args[0]
        assert walkthrough.step.symbol_text == "net_h1"
