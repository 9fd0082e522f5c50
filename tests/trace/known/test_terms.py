"""Lines term by term, against plain addition of what is in their substitution."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur, square

from explainer.engine.run.run import Run
from explainer.functions.expression import symbols
from explainer.trace.known.known import Known, Reveal
from explainer.trace.known.terms import change_of, so_far, term_count
from explainer.trace.known.terms import terms as terms_of
from explainer.trace.lines.trace import Trace


def traced(scenario):
    run = Run(scenario)
    return Trace(run.pass_of(1)) if run.advance(1) else ()


def terms(step):
    return terms_of(Known.after(step))


def line(scenario, symbol):
    return next(step for step in traced(scenario) if step.symbol_text == symbol)


def test_a_weighted_sum_grows_product_by_product():
    products = [0.15 * 0.05, 0.20 * 0.10, 0.35 * 1]
    shown = terms(line(mazur(), "net_h1"))
    assert [term.value for term in shown] == products
    assert [term.so_far for term in shown] == [products[0], products[0] + products[1], 0.3775]
    assert [len(term.symbols) for term in shown] == [2, 2, 1]


def test_the_blame_of_a_hidden_unit_comes_from_each_output_with_its_sign():
    step = line(mazur(), "dE_total/dout_h1")
    first, second = terms(step)
    assert first.value == pytest.approx(0.055399425, abs=1e-9)
    assert second.value == pytest.approx(-0.019049119, abs=1e-9)
    assert (first.so_far, second.so_far) == (first.value, step.value)


def test_a_line_that_is_no_sum_is_one_term():
    for symbol in ("out_h1", "E_o1", "delta_o1", "w5+"):
        step = line(mazur(), symbol)
        (only,) = terms(step)
        assert (only.expression, only.value, only.so_far) == (step.rule, step.value, step.value)


def test_a_gradient_with_its_penalty_has_two_terms():
    step = next(s for s in traced(square()) if s.operation == "batch_gradient" and s.parameter.source == 0)
    mean, pull = terms(step)
    total, count, decay, m, weight = (Known.after(step).value(symbol) for symbol in symbols(step.rule))
    assert (mean.value, pull.value) == (total / count, decay / m * weight)


@examples(25)
@given(scenarios())
def test_terms_add_up_from_the_left_to_what_the_engine_computed(scenario):
    for step in traced(scenario):
        shown = terms(step)
        assert len(shown) == term_count(step)
        assert [s for term in shown for s in term.symbols] == [*symbols(step.rule)]
        assert shown[-1].so_far == step.value
        sums = [*itertools.accumulate(term.value for term in shown)]
        assert [term.so_far for term in shown[:-1]] == sums[:-1]
        size = max(abs(term.value) for term in shown)
        assert sums[-1] == pytest.approx(step.value, rel=1e-12, abs=1e-12 * max(size, 1e-300) + 1e-300)


def at(symbol, part=None, reveal=Reveal.SHOWN):
    trace = traced(mazur())
    return Known(trace, next(step.number for step in trace if step.symbol_text == symbol), part, reveal)


def test_the_sum_of_the_terms_that_are_there():
    assert [so_far(at("net_h1", part)) for part in (1, 2)] == [0.15 * 0.05, 0.15 * 0.05 + 0.2 * 0.1]
    assert math.isnan(so_far(at("net_h1", 0)))
    assert math.isnan(so_far(at("net_h1", 3))), "the last term comes with the result"
    assert math.isnan(so_far(at("net_h1", 2, Reveal.ASKED)))


def test_while_the_result_is_asked_for_products_are_not_worked_out():
    assert all(math.isnan(term.value) for term in terms_of(at("net_h1", reveal=Reveal.ASKED)))
    first, second = terms_of(at("E_total", reveal=Reveal.ASKED))
    assert first.value == pytest.approx(0.274811083, abs=1e-9)
    assert not math.isnan(second.value)
    assert math.isnan(second.so_far)


def test_the_change_of_a_weight_is_told_with_its_new_value():
    assert change_of(at("w5+")) == pytest.approx(-0.5 * 0.0821670405)
    assert math.isnan(change_of(at("w5+", reveal=Reveal.ASKED)))
    assert math.isnan(change_of(at("dE_total/dw5")))
