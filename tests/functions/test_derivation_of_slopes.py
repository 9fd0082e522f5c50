"""The way to a slope, line by line: each line has the value of the line before, and its rules are named."""

from __future__ import annotations

import re

import pytest
from exact import exact_slope, exact_value

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import Constant, Leaf, Power, children
from explainer.functions.losses import LOSSES
from explainer.functions.own.deriving.derivation import derivation, value_at
from explainer.functions.written import tree_of
from explainer.trace.formula.plain_text import PaperWriter, TextWriter

LETTERS = {"z": "x", "a": "out", "target": "t", "outputs": "K"}
OUT = Leaf("a")
OWN = (
    "x/(1 + exp(-x))",
    "1/(1 + exp(-2*x))",
    "3/(1 + exp(-x))",
    "2/(1 + exp(-x)) - 1",
    "1.7159*tanh(2*x/3)",
    "x*tanh(log(1 + exp(x)))",
    "log(1 + exp(x))",
    "x**3*exp(-x)/(1 + x**2)",
    "exp(-x**2)",
    "x/(1 + abs(x))",
    "x/sqrt(1 + x**2)",
    "max(-1, min(x, 1)) + sqrt(1 + x**2)",
    "max(x, 0.1*(exp(x) - 1))",
    "2**x - x**2/4",
)


def written(lines, writer=PaperWriter):
    return [writer(LETTERS.__getitem__).write(line.expression) for line in lines]


def of_activation(name):
    activation = ACTIVATIONS[name]
    return list(derivation(activation.value.tree, "z", OUT, activation.slope.tree))


def of_loss(name):
    loss = LOSSES[name]
    rule = loss.by_output or loss.error.usual
    return list(derivation(tree_of(rule), "a", used=tree_of(loss.slope) if loss.slope else None))


def test_the_slope_of_the_sigmoid_in_the_five_lines_of_lectures():
    lines = of_activation("sigmoid")
    assert written(lines) == [
        "slope(1/(1 + exp(−x)))",
        "(0·(1 + exp(−x)) − 1·(−exp(−x)))/(1 + exp(−x))²",
        "exp(−x)/(1 + exp(−x))²",
        "1/(1 + exp(−x))·(1 − 1/(1 + exp(−x)))",
        "out·(1 − out)",
    ]
    assert lines[1].rules[0] == "quotient rule"
    assert {"sum rule", "chain rule", "slope of exp", "constant"} <= {*lines[1].rules}


def test_the_slope_of_tanh_from_its_definition():
    assert written(of_activation("tanh")) == [
        "slope(tanh(x))",
        "slope((exp(x) − exp(−x))/(exp(x) + exp(−x)))",
        "((exp(x) + exp(−x))·(exp(x) + exp(−x)) − (exp(x) − exp(−x))·(exp(x) − exp(−x)))/(exp(x) + exp(−x))²",
        "1 − ((exp(x) − exp(−x))/(exp(x) + exp(−x)))²",
        "1 − out²",
    ]


def test_the_slope_of_softplus_is_the_sigmoid():
    assert written(of_activation("softplus")) == [
        "slope(log1p(exp(x)))",
        "1/(1 + exp(x))·exp(x)",
        "exp(x)/(1 + exp(x))",
        "1/(1 + exp(−x))",
    ]


def test_half_the_squared_error_by_the_power_rule():
    lines = of_loss("half_squared_error")
    assert written(lines) == ["slope(0.5·(t − out)²)", "0.5·2·(t − out)^(2 − 1)·(−1)", "−(t − out)"]
    assert lines[1].rules[:3] == ("constant factor", "power rule", "chain rule")


def test_the_slope_of_cross_entropy_by_the_output():
    assert written(of_loss("binary_cross_entropy")) == [
        "slope(−(t·log(out) + (1 − t)·log(1 − out)))",
        "−(t·(1/out) + (1 − t)·(1/(1 − out))·(−1))",
        "−(t/out − (1 − t)/(1 − out))",
    ]


def test_an_inner_slope_that_is_long_waits_for_a_line_of_its_own():
    assert written(of_activation("own(x) = x*tanh(log(1 + exp(x)))"))[:3] == [
        "slope(x·tanh(log(1 + exp(x))))",
        "1·tanh(log(1 + exp(x))) + x·slope(tanh(log(1 + exp(x))))",
        "1·tanh(log(1 + exp(x))) + x·(1 − tanh(log(1 + exp(x)))²)·slope(log(1 + exp(x)))",
    ]


def functions():
    built_in = [name for name, activation in ACTIVATIONS.items() if activation.slope is not None]
    for name in (*built_in, *(f"own(x) = {formula}" for formula in OWN)):
        yield pytest.param(ACTIVATIONS[name].value.tree, "z", of_activation(name), id=name)
    for name, loss in LOSSES.items():
        if name != "perceptron":
            yield pytest.param(tree_of(loss.by_output or loss.error.usual), "a", of_loss(name), id=name)
    for formula in ("(target - out)**4", "log(1 + exp(target*out))", "abs(target - out)**3/3"):
        loss = LOSSES[f"own(target, out) = {formula}"]
        lines = list(derivation(tree_of(loss.error.usual), "a", used=tree_of(loss.slope)))
        yield pytest.param(tree_of(loss.error.usual), "a", lines, id=formula)


@pytest.mark.parametrize(("function", "letter", "lines"), [*functions()])
@pytest.mark.parametrize("at", [0.03, 0.45, 0.8125, -1.7, 2.1, -0.3])
def test_every_line_is_the_slope_as_exact_arithmetic_has_it(function, letter, lines, at):
    if letter == "a":
        at = abs(at) / 3  # an output that has a logarithm, and so has 1 minus it
    numbers = {"z": at, "a": at, "target": 0.25, "outputs": 3}
    expected = exact_slope(function, numbers, letter)
    if letter == "z":
        numbers["a"] = exact_value(function, numbers, letter)
    assert len(lines) > 1
    for line in lines:
        assert exact_value(line.expression, numbers, letter) == pytest.approx(expected, rel=1e-12, abs=1e-14)
        assert value_at(line, letter, numbers.__getitem__) == pytest.approx(expected, rel=1e-9, abs=1e-12)


_UGLY = re.compile(
    r"(?<![0-9.])1·|·1(?![0-9.])|/1(?![0-9.])|\^1(?![0-9.])"
    r"|(?<![0-9.])0·|(?<![0-9.])0 [+−]|[+−] 0(?![0-9.])|\+ −|\+ \(−|− \(−"
)


@pytest.mark.parametrize(("function", "letter", "lines"), [*functions()])
def test_every_line_has_a_rule_and_what_is_worked_out_is_not_ugly(function, letter, lines):
    assert not lines[0].rules
    assert all(line.rules for line in lines[1:])
    assert len({line.expression for line in lines}) == len(lines)
    worked_out = next((i for i, line in enumerate(lines) if "worked out" in line.rules), len(lines) - 1)
    for text in written(lines[worked_out:]):
        assert not _UGLY.search(text), text
    assert not any(isinstance(part, Power) and part.exponent == Constant(1) for part in _parts(lines[-1].expression))


def _parts(rule):
    yield rule
    for part in children(rule):
        yield from _parts(part)


@pytest.mark.parametrize("name", [name for name, of in ACTIVATIONS.items() if of.slope is not None])
def test_the_last_line_of_an_activation_is_the_form_that_is_used(name):
    assert of_activation(name)[-1].expression == ACTIVATIONS[name].slope.tree


@pytest.mark.parametrize("formula", OWN)
def test_the_last_line_of_an_own_activation_is_the_form_that_is_used(formula):
    name = f"own(x) = {formula}"
    assert of_activation(name)[-1].expression == ACTIVATIONS[name].slope.tree


@pytest.mark.parametrize("name", [name for name, of in LOSSES.items() if of.slope is not None])
def test_the_last_line_of_a_loss_is_the_form_that_is_used(name):
    assert of_loss(name)[-1].expression == tree_of(LOSSES[name].slope)


def test_an_output_is_solved_for_what_it_is_made_of():
    assert written(of_activation("own(x) = 2/(1 + exp(-x)) - 1"), TextWriter)[2:] == [
        "2*exp(-x)/(1 + exp(-x))**2",
        "2*((1 - out)/(out + 1))/(1 + (1 - out)/(out + 1))**2",
        "1/2 - out**2/2",
    ]
