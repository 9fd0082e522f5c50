"""The way to each formula of a trace: all lines of a chain are equal, by arithmetic that is not the app's."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest
from exact import exact_slope, exact_value

from explainer.engine.run.run import Run
from explainer.files.examples import example, example_names
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import Call, Constant, Leaf, Sum, children, symbols, with_parts
from explainer.functions.losses import LOSSES
from explainer.trace.derived.chain_writers import chain_text
from explainer.trace.derived.formulas import chains_of, told
from explainer.trace.derived.rule_names import rules_told
from explainer.trace.formula.notation import Notation
from explainer.trace.known.known import Known, Reveal
from explainer.trace.lines.trace import Trace
from explainer.trace.typeset.folding import LeftOut

DERIVED = {"dE_dout", "dout_dnet", "delta", "gradient", "contribution", "input_gradient"}
MOST_LINES = 60


def known_of(scenario, line=None, update=1):
    run = Run(scenario)
    run.advance(update)
    trace = Trace(run.pass_of(update))
    return Known(trace, len(trace) if line is None else line)


def line_named(known, name):
    return next(step for step in known.trace if step.symbol_text == name)


def texts(known, chain):
    return [chain_text(line.expression, known.scenario, Notation.WORKED) for line in chain.lines]


def exact(known, chain, rule):
    """Return what a line comes to: every slope in it as a difference, in decimals of 60 digits."""

    def with_numbers(part):
        match part:
            case Leaf(LeftOut(terms)):
                return with_numbers(Sum(terms))
            case Call("partial", (Leaf(of), Leaf(by))):
                definition = chain.definitions.get(of)
                assert definition is not None, f"{of} has no definition"
                return Constant(exact_slope(definition, numbers(known, definition, by), by))
            case Leaf(symbol) if symbol in chain.definitions and inside:
                return chain.definitions[symbol]
            case Call("slope"):
                inside.append(True)
                made = with_parts(part, [with_numbers(child) for child in children(part)])
                inside.pop()
                return made
            case _:
                return with_parts(part, [with_numbers(child) for child in children(part)])

    inside = []
    rule = with_numbers(rule)
    return exact_value(rule, numbers(known, rule, chain.by), chain.by)


def numbers(known, rule, letter):
    needed = [*symbols(rule), *([letter] if letter is not None else [])]
    return {symbol: float(known.value(symbol)) for symbol in needed}


def scenarios():
    for name in example_names():
        if name != "digits":
            yield pytest.param(example(name), id=name)


def with_functions(loss, hidden, output="sigmoid"):
    """The worked example with other functions, and targets that are neither 0 nor 1."""
    scenario = example("mazur")
    first, second, third = scenario.network.layers
    layers = first, replace(second, activation=hidden), replace(third, activation=output)
    return replace(scenario, network=replace(scenario.network, layers=layers), loss=loss)


def with_all_functions():
    slopes = [name for name, of in ACTIVATIONS.items() if of.slope is not None]
    own = "mish(x) = x*tanh(log(1 + exp(x)))"
    for hidden in (*slopes, own):
        yield pytest.param(with_functions("half_squared_error", hidden, "tanh"), id=hidden)
    for loss in (name for name, of in LOSSES.items() if of.slope is not None):
        yield pytest.param(with_functions(loss, "tanh", "linear"), id=loss)
    yield pytest.param(with_functions("quart(target, out) = (target - out)**4", "tanh", own), id="own")
    yield pytest.param(with_functions("perceptron", "sigmoid", "step"), id="perceptron")
    yield pytest.param(with_functions("binary_cross_entropy", "softplus"), id="binary_cross_entropy")
    yield pytest.param(with_functions("categorical_cross_entropy", "relu", "softmax"), id="categorical_cross_entropy")


@pytest.mark.parametrize("scenario", [*scenarios(), *with_all_functions()])
def test_all_lines_of_a_chain_are_equal_and_the_last_is_the_formula_of_the_trace(scenario):
    known = known_of(scenario)
    for step in (known.trace[number] for number in range(1, min(len(known.trace), MOST_LINES) + 1)):
        chains = chains_of(known, step.symbol)
        assert bool(chains) or step.operation not in DERIVED
        for chain in chains:
            values = [exact(known, chain, line.expression) for line in chain.lines]
            if "weight changed" in chain.lines[-1].rules or scenario.is_sequential:
                continue
            assert values == pytest.approx([values[-1]] * len(values), rel=1e-9, abs=1e-12), step.symbol_text
            assert [value for _, value in told(known, step.symbol, chain)] == pytest.approx(values, rel=1e-9, abs=1e-12)
            assert all(line.rules for line in chain.lines[1:])
            assert all(rules_told(line.rules) for line in chain.lines if line.rules)
        if chains:
            assert chains[-1].lines[-1].expression == step.rule
            assert math.isclose(told(known, step.symbol, chains[-1])[-1].value, step.value, rel_tol=1e-9, abs_tol=1e-12)


def test_the_error_of_one_output_is_what_is_left_of_the_sum_by_the_power_rule():
    known = known_of(example("mazur"))
    (chain,) = chains_of(known, line_named(known, "dE_total/dout_o1").symbol)
    assert texts(known, chain) == [
        "(E_o1 + E_o2)′",
        "E_o1′ + 0",
        "(0.5·(target_o1 − out_o1)²)′",
        "0.5·2·(target_o1 − out_o1)^(2 − 1)·(−1)",
        "−(target_o1 − out_o1)",
    ]


def test_a_gradient_is_delta_times_the_slope_of_the_weighted_sum():
    known = known_of(example("mazur"))
    net, gradient = chains_of(known, line_named(known, "dE_total/dw5").symbol)
    assert texts(known, net) == ["(w5·out_h1 + w6·out_h2 + b2·1)′", "1·out_h1 + 0 + 0", "out_h1"]
    assert texts(known, gradient) == ["δ_o1 · ∂net_o1/∂w5", "δ_o1·out_h1"]


def test_a_penalty_is_derived_by_the_power_rule():
    known = known_of(example("l2"))
    penalty, gradient = chains_of(known, line_named(known, "dE_batch/dw1").symbol)
    assert texts(known, penalty) == [
        "(λ₂/(2·m)·(w1² + w2² + w3² + w4²))′",
        "λ₂/(2·m)·(2·w1^(2 − 1) + 0 + 0 + 0)",
        "λ₂·w1/m",
        "λ₂/m·w1",
    ]
    assert penalty.lines[1].rules[:3] == ("constant factor", "sum rule", "power rule")
    assert texts(known, gradient) == ["sum_w1/n + ∂penalty_o1/∂w1", "sum_w1/n + λ₂/m·w1"]


def test_the_blame_of_a_hidden_unit_comes_by_all_ways():
    known = known_of(example("mazur"))
    net, blame = chains_of(known, line_named(known, "dE_total/dout_h1").symbol)
    assert texts(known, net)[-1] == "w5"
    assert texts(known, blame) == [
        "δ_o1 · ∂net_o1/∂out_h1 + δ_o2 · ∂net_o2/∂out_h1",
        "δ_o1 · w5 + δ_o2 · w7",
        "∂E_o1/∂out_h1 + ∂E_o2/∂out_h1",
    ]


def test_of_sigmoid_and_cross_entropy_out_minus_target_is_left():
    known = known_of(example("saturated_entropy"))
    error, slope, delta = chains_of(known, line_named(known, "delta_o1").symbol)
    assert texts(known, error)[-1] == "(1 − target_o1)/(1 − out_o1) − target_o1/out_o1"
    assert texts(known, slope)[-1] == "out_o1·(1 − out_o1)"
    assert texts(known, delta) == [
        "∂E_o1/∂out_o1 · ∂out_o1/∂net_o1",
        "((1 − target_o1)/(1 − out_o1) − target_o1/out_o1)·out_o1·(1 − out_o1)",
        "(1 − target_o1)·out_o1 − target_o1·(1 − out_o1)",
        "out_o1 − target_o1·out_o1 − (target_o1 − target_o1·out_o1)",
        "out_o1 − target_o1",
    ]


def test_of_softmax_and_cross_entropy_out_minus_target_is_left_because_targets_add_up_to_1():
    known = known_of(example("blobs"))
    *_, own, other, delta = chains_of(known, line_named(known, "delta_o2").symbol)
    assert texts(known, own)[-1] == "out_o2·(1 − out_o2)"
    assert texts(known, other)[-1] == "−(out_o1·out_o2)"
    assert texts(known, delta)[-2:] == ["(target_o1 + target_o3 + target_o2)·out_o2 − target_o2", "out_o2 − target_o2"]
    assert rules_told(delta.lines[-1].rules) == "the targets of a sample add up to 1"


def test_cross_entropy_is_written_as_lectures_do_and_leads_to_the_form_that_is_used():
    known = known_of(example("saturated_entropy"))
    step = line_named(known, "E_o1")
    (chain,) = chains_of(known, step.symbol)
    assert texts(known, chain)[0] == "−(target_o1·log(out_o1) + (1 − target_o1)·log(1 − out_o1))"
    assert chain.lines[-1].expression == step.rule


def test_where_the_output_is_rounded_to_1_only_the_form_that_is_used_has_a_value():
    scenario = example("saturated_entropy")
    far = replace(scenario, theta=scenario.theta * 20)
    known = known_of(far)
    step = line_named(known, "E_o1")
    (chain,) = chains_of(known, step.symbol)
    first, *_, last = [value for _, value in told(known, step.symbol, chain)]
    assert not math.isfinite(first)
    assert last == step.value


def test_a_sum_of_many_terms_has_those_that_matter():
    known = known_of(example("digits"), line=0)
    step = next(
        step for step in known.trace if step.operation == "gradient" and not step.is_of_bias and step.place.layer == 1
    )
    net, _ = chains_of(known, step.symbol)
    assert len(texts(known, net)[0]) < 60
    assert "63 more" in texts(known, net)[0] or "64 more" in texts(known, net)[0]


def test_the_rule_of_the_perceptron_is_derived_where_its_output_does_not_jump():
    known = known_of(with_functions("perceptron", "sigmoid", "step"))
    (chain,) = chains_of(known, line_named(known, "delta_o1").symbol)
    assert texts(known, chain) == [
        "((out_o1 − target_o1)·net_o1)′",
        "(0 − 0)·net_o1 + (out_o1 − target_o1)·1",
        "out_o1 − target_o1",
    ]
    assert "a step is flat" in rules_told(chain.lines[1].rules)


def test_in_sequential_order_the_chain_breaks_at_the_weights_and_the_line_says_so():
    known = known_of(example("mazur_sequential"))
    step = line_named(known, "dE_total/dout_h1")
    chain = chains_of(known, step.symbol)[-1]
    first, second, last = told(known, step.symbol, chain)
    assert first.value != pytest.approx(second.value)
    assert second.value == last.value == step.value
    assert "changed before" in rules_told(second.line.rules)


@pytest.mark.parametrize("reveal", [*Reveal])
def test_nothing_is_told_before_the_line_that_tells_it(reveal):
    whole = known_of(example("mazur"))
    step = line_named(whole, "dE_total/dw5")
    for line in range(1, step.number + 1):
        known = replace(whole, line=line, reveal=reveal)
        is_there = line == step.number and reveal is not Reveal.ASKED
        chain = chains_of(known, step.symbol)[-1]
        assert all(math.isnan(value) != is_there for _, value in told(known, step.symbol, chain))
