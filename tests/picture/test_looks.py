"""How numbers look: what the line is about stands out, what dropout left out does not."""

from __future__ import annotations

import pytest
from pictures import at

from explainer.engine.run.run import Run
from explainer.files.examples import example
from explainer.functions.expression import symbols
from explainer.picture.palette import Role
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Trace


def trace_of(name):
    run = Run(example(name))
    run.advance(1)
    return Trace(run.pass_of(1))


@pytest.mark.parametrize("name", ["mazur", "xor"])
def test_the_rule_over_a_sum_is_lit_where_the_line_is_about_the_sum(name):
    trace = trace_of(name)
    for line in range(1, 60 if len(trace) > 60 else len(trace) + 1):
        known = Known(trace, line)
        step = known.step
        about = {*symbols(step.rule), step.symbol}
        colours = Role.FORWARD, Role.LOSS, Role.BACKWARD, Role.UPDATE
        lit = {key[1:] for key, card in at(known)[1].cards.items() if key[0] == "net" and card.line in colours}
        assert lit == {(s.layer, s.unit) for s in about if s.quantity is Quantity.NET}, f"line {line}"


@pytest.mark.parametrize("size", [(1190, 780), (634, 440)], ids=str)
def test_what_a_dropped_unit_puts_out_is_not_as_strong_as_that_of_others(size):
    trace = trace_of("dropout")
    line = max(line for line in range(1, len(trace)) if trace.plan.place(line).phase is Phase.FORWARD)
    picture = at(Known(trace, line), size)[1]
    hidden = range(trace.scenario.network.layers[1].units)
    keeps = {unit: Known(trace, line).value(Symbol(Quantity.KEEP, 0, 1, unit)) for unit in hidden}
    colours = {unit: picture.cards["unit", 1, unit].texts[1].colour for unit in hidden}
    kept, dropped = ({colours[unit] for unit in hidden if keeps[unit] == is_kept} for is_kept in (1, 0))
    assert kept
    assert dropped
    assert not kept & dropped
