"""Every line of random updates: its tree against the engine, its text against Python, its number against the plan."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given
from strategies import examples, scenarios
from worked import mazur

from explainer.engine.run.run import Run
from explainer.functions.expression import FUNCTIONS, Difference, Leaf, Sum, children, evaluate, symbols
from explainer.trace.formula.symbol_values import read
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Trace
from explainer.trace.words.sentences import sentence

PYTHON = {**FUNCTIONS, "__builtins__": {}}


def magnitude(rule, step):
    """The size of the numbers that meet in a sum: what rounding is relative to."""
    if isinstance(rule, Leaf):
        return abs(step.read(rule.symbol))
    parts = [magnitude(part, step) for part in children(rule)]
    own = abs(evaluate(rule, step.read))
    return max([own, *parts]) if isinstance(rule, Sum | Difference) else own


def traced(scenario, updates=2):
    """Return the traces of the first updates, up to where numbers stop being finite."""
    run = Run(scenario)
    return [Trace(run.pass_of(number)) for number in range(1, run.advance(updates) + 1)]


@examples(40)
@given(scenarios())
def test_every_line_adds_up(scenario):
    for trace in traced(scenario):
        for step in trace:
            tolerance = 1e-12 * max(magnitude(step.rule, step), 1e-300)
            assert abs(evaluate(step.rule, step.read) - step.value) <= tolerance, step.row()
            assert abs(eval(step.substitution, PYTHON) - step.value) <= tolerance, step.row()


def is_chosen(step):
    """Tell whether a minimiser has chosen the number of this line, so that nothing it is made from can be shown."""
    return step.rule == Leaf(step.symbol)


@examples(25)
@given(scenarios())
def test_each_number_is_given_or_was_made_before(scenario):
    for trace in traced(scenario):
        p, made = trace.of, {0.0, *trace.of.before.tolist(), *np.ravel(trace.of.arrays.target).tolist()}
        made |= set(np.ravel(p.arrays.a_input).tolist()) | {float(p.samples), float(scenario.data.samples)}
        made |= {scenario.l1, scenario.l2, scenario.optimizer.learning_rate, *scenario.optimizer.options.values()}
        made |= {scenario.dropout, 1.0, float(trace.of.number)}  # a unit is kept: 1; the optimizer counts updates too
        for step in trace:
            for symbol in () if is_chosen(step) else symbols(step.rule):
                assert step.read(symbol) in made, (step.row(), symbol)
            made.add(step.value)


@examples(20)
@given(scenarios(hidden=(0, 3)))
def test_the_plan_finds_every_line_and_knows_its_number(scenario):
    for trace in traced(scenario, 1):
        plan = trace.plan
        assert [plan.number(plan.place(k)) for k in range(1, len(plan) + 1)] == list(range(1, len(plan) + 1))
        spans = [(span.phase, k) for span in plan.spans for k in range(span.first, span.last + 1)]
        assert spans == [(plan.place(k).phase, k) for k in range(1, len(plan) + 1)]
        assert len({step.place for step in trace}) == len(plan)


@examples(12)
@given(scenarios(hidden=(0, 3)))
def test_text_is_safe_and_complete(scenario):
    for trace in traced(scenario, 1):
        for step in trace:
            row = step.row()
            assert not any(cell[:1] in tuple("=+-@") for cell in row[4:12]), row
            assert float(row[12]) == step.value
            assert sentence(Known.after(step))


def test_the_new_parameters_are_those_of_the_next_update():
    first, second = traced(mazur())
    new = {step.symbol.parameter: step.value for step in first if step.operation == "update"}
    assert len(new) == 8
    assert all(second.of.theta_before[index] == value for index, value in new.items())


def test_in_sequential_order_blame_passes_through_new_weights():
    trace = traced(mazur(update_order="sequential"), 1)[0]
    new = {step.row()[8]: step.value for step in trace if step.operation == "update"}
    for step in trace:
        if step.operation == "contribution":
            assert read(trace.of, list(symbols(step.rule))[1]) == new[step.row()[8]]


def test_lines_outside_the_update_are_refused():
    trace = traced(mazur(), 1)[0]
    for number in (0, 44, -1):
        with pytest.raises(IndexError, match="lines 1 to 43"):
            trace[number]


def test_far_below_zero_the_other_form_of_the_sigmoid_is_written():
    scenario = mazur().with_data(mazur().data.with_input(0, 0, -1e4))
    step = traced(scenario, 1)[0][2]
    assert step.formula == "exp(net_h1)/(1 + exp(net_h1))"
    assert math.isclose(eval(step.substitution, PYTHON), step.value, rel_tol=1e-12)


def test_a_shared_bias_adds_the_deltas_of_its_layer():
    rows = [step.row() for step in traced(mazur(biases="shared"), 1)[0] if step.operation == Operation.GRADIENT]
    assert [row[10] for row in rows if row[8].startswith("b")] == ["delta_o1 + delta_o2", "delta_h1 + delta_h2"]
    assert [row[7] for row in rows if row[8].startswith("b")] == ["", ""]
