"""What may be told at each line: exactly what has been computed by then."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.update.training_loop import run_pass
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace

FIELDS = {
    Operation.NET: "net",
    Operation.OUT: "out",
    Operation.DE_DOUT: "blame",
    Operation.DOUT_DNET: "slope",
    Operation.DELTA: "delta",
}


UNDER_DROPOUT = FIELDS | {
    Operation.DROPOUT: "passed",
    Operation.DE_DOUT: "blame_passed",
    Operation.DROPOUT_BACK: "blame",
}


def numbers(array):
    return {i: value for i, value in enumerate(array.tolist()) if not math.isnan(value)}


@examples(20)
@given(scenarios(hidden=(0, 2)))
def test_exactly_what_has_been_computed_is_known(scenario):
    trace = Trace(run_pass(scenario))
    lines = list(trace)
    for line in range(0, len(trace) + 1, max(1, len(trace) // 30)):
        known, done = Known(trace, line), lines[:line]
        for index, layer in enumerate(known.layers[1:], start=1):
            hidden = layer is not known.layers[-1]
            for operation, field in (UNDER_DROPOUT if scenario.dropout and hidden else FIELDS).items():
                mine = {
                    step.place.unit: step.value
                    for step in done
                    if step.place[:2] == (operation, index) and step.place.sample == known.sample
                }
                assert numbers(getattr(layer, field)) == mine
        errors = [s for s in done if s.place.operation is Operation.ERROR and s.place.sample == known.sample]
        assert numbers(known.error) == {step.place.unit: step.value for step in errors}
        new = {s.place.parameter: s.value for s in done if s.place.operation is Operation.UPDATE}
        assert set(np.flatnonzero(known.updated)) == set(new)
        assert all(known.theta[index] == value for index, value in new.items())


@examples(12)
@given(scenarios(hidden=(0, 2)))
def test_a_symbol_has_its_number_from_its_line_on_and_a_line_is_made_of_known_ones(scenario):
    trace = Trace(run_pass(scenario))
    for step in trace:
        before, after = Known(trace, step.number - 1), Known(trace, step.number)
        assert math.isnan(before.value(step.symbol))
        assert after.value(step.symbol) == step.value
        assert all(before.is_known(symbol) for symbol in symbols(step.rule) if symbol != step.symbol)


@examples(12)
@given(scenarios(hidden=(0, 2)))
def test_the_loss_is_known_from_the_last_line_of_the_loss_on(scenario):
    trace = Trace(run_pass(scenario))
    totals = [s.number for s in trace if s.place.operation in (Operation.OBJECTIVE, Operation.BATCH_ERROR)]
    totals = totals or [s.number for s in trace if s.place.operation is Operation.SAMPLE_ERROR]
    for line in range(len(trace) + 1):
        loss = Known(trace, line).loss
        assert math.isnan(loss) if line < totals[-1] else loss == trace.of.arrays.objective


@examples(12)
@given(scenarios(hidden=(0, 2)), st.data())
def test_a_hidden_result_and_what_follows_from_it_are_not_known(scenario, data):
    trace = Trace(run_pass(scenario))
    line = data.draw(st.integers(1, len(trace)))
    for known in (Known(trace, line, part=1), Known(trace, line, reveal=Reveal.ASKED)):
        assert known.is_hidden
        assert math.isnan(known.value(trace[line].symbol))
        assert known.step.number == line
        before = Known(trace, line - 1)
        assert (numbers(known.theta), known.reached) == (numbers(before.theta), line - 1)
        assert known.loss == before.loss or (math.isnan(known.loss) and math.isnan(before.loss))
        assert not known.is_complete


def test_before_the_first_line_only_what_is_given_is_known():
    known = Known(Trace(run_pass(mazur())))
    assert known.step is None
    assert known.layers[0].out.tolist() == [0.05, 0.1]
    assert known.target.tolist() == [0.01, 0.99]
    assert all(np.isnan(layer.net).all() and np.isnan(layer.out).all() for layer in known.layers[1:])
    assert math.isnan(known.loss)
    assert not known.updated.any()
    assert known.value(Symbol(Quantity.LEARNING_RATE)) == 0.5


def test_what_no_line_makes_is_never_told():
    """The slope of an output whose delta goes past it, and the gradient of a bias that stays as it is."""
    spared = replace(mazur(), loss="binary_cross_entropy")
    trace = Trace(run_pass(spared))
    known = Known(trace, len(trace))
    assert math.isnan(known.value(Symbol(Quantity.SLOPE, 0, 2, 0)))
    frozen_bias = trace.scenario.network.layers[1].bias_start
    assert math.isnan(known.value(Symbol(Quantity.GRADIENT, 0, parameter=frozen_bias)))
    assert known.value(Symbol(Quantity.NEW, parameter=frozen_bias)) == 0.35


def test_in_the_other_order_a_weight_of_the_backward_pass_is_known_once_it_is_updated():
    trace = Trace(run_pass(mazur(update_order="sequential")))
    weight = Symbol(Quantity.BACKWARD_WEIGHT, parameter=trace.scenario.network.layers[2].start)
    line = next(step.number for step in trace if step.symbol == weight._replace(quantity=Quantity.NEW))
    assert [Known(trace, last).is_known(weight) for last in (line - 1, line)] == [False, True]
    usual = Trace(run_pass(mazur()))
    assert Known(usual).is_known(weight)


def test_of_other_updates_the_past_is_told_and_what_was_trained_on_purpose():
    trace = Trace(run_pass(mazur(), 3))
    loss, gradient = (next(s.number for s in trace if s.symbol_text == name) for name in ("E_total", "dE_total/dw4"))
    told = {
        Known.tells_loss: loss,
        Known.tells_gradients: gradient,
        Known.tells_parameters: len(trace),
    }
    for line in range(len(trace) + 1):
        for reveal in Reveal:
            known = Known(trace, line, reveal=reveal)
            for tells, made in told.items():
                is_there = line >= made + known.is_asked
                expected = [True, True, is_there, reveal is Reveal.SHOWN]
                assert [tells(known, update) for update in (1, 2, 3, 4)] == expected
