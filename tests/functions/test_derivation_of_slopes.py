"""The way to a slope, rule by rule: each line has the value of the line before, and its rule is named."""

from __future__ import annotations

import pytest

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import Leaf, evaluate
from explainer.functions.losses import LOSSES
from explainer.functions.own.derivation import derivation, value_at
from explainer.functions.written import tree_of
from explainer.trace.formula.plain_text import TextWriter

LETTERS = {"z": "x", "a": "out", "target": "target", "outputs": "K"}
OUT = Leaf("a")


def written(lines):
    return [(TextWriter(LETTERS.__getitem__).write(line.expression), ", ".join(line.rules)) for line in lines]


def test_the_slope_of_the_sigmoid():
    assert written(derivation(ACTIVATIONS["sigmoid"].value.tree, "z", OUT)) == [
        ("slope(1/(1 + exp(-x)))", ""),
        ("-(1*slope(1 + exp(-x))/(1 + exp(-x))**2)", "quotient rule"),
        ("-(1*(slope(1) + slope(exp(-x)))/(1 + exp(-x))**2)", "sum rule"),
        ("-(1*(0 + exp(-x)*slope(-x))/(1 + exp(-x))**2)", "constant, chain rule"),
        ("-(1*(0 + exp(-x)*(-slope(x)))/(1 + exp(-x))**2)", "constant factor"),
        ("-(1*(0 + exp(-x)*(-1))/(1 + exp(-x))**2)", "slope of the variable itself"),
        ("exp(-x)/(1 + exp(-x))**2", "simplified"),
        ("out*(1 - out)", "with the output in it"),
    ]


def test_half_the_squared_error_by_the_power_rule():
    assert written(derivation(tree_of(LOSSES["half_squared_error"].error.usual), "a")) == [
        ("slope(0.5*(target - out)**2)", ""),
        ("0.5*slope((target - out)**2)", "constant factor"),
        ("0.5*(2*(target - out)**1*slope(target - out))", "power rule"),
        ("0.5*(2*(target - out)**1*(slope(target) - slope(out)))", "sum rule"),
        ("0.5*(2*(target - out)**1*(0 - 1))", "constant, slope of the variable itself"),
        ("-(target - out)", "simplified"),
    ]


def trees():
    for name in ("sigmoid", "tanh", "relu", "leaky_relu", "softplus", "linear", "step"):
        activation = ACTIVATIONS[name]
        yield pytest.param(activation.value.tree, activation.slope.tree, "z", id=name)
    for formula in ("x*tanh(log(1 + exp(x)))", "x**3*exp(-x)/(1 + x**2)", "max(-1, min(x, 1)) + sqrt(1 + x**2)"):
        own = ACTIVATIONS[f"own(x) = {formula}"]
        yield pytest.param(own.value.tree, own.slope.tree, "z", id=formula)
    for loss in LOSSES.values():
        if loss.slope is not None:
            yield pytest.param(tree_of(loss.error.usual), tree_of(loss.slope), "a", id=loss.name)


@pytest.mark.parametrize(("function", "used", "letter"), [*trees()])
@pytest.mark.parametrize("at", [-1.7, -0.3, 0.45, 2.1])
def test_every_line_has_the_value_of_the_form_that_is_used(function, used, letter, at):
    numbers = {"z": at, "a": at, "target": 0.25, "outputs": 3}
    if letter == "z":
        numbers["a"] = evaluate(function, numbers.__getitem__)
    expected = evaluate(used, numbers.__getitem__)
    lines = list(derivation(function, letter, OUT if letter == "z" else None))
    assert len(lines) > 1
    for line in lines:
        assert value_at(line, letter, numbers.__getitem__) == pytest.approx(expected, rel=1e-12, abs=1e-15)


@pytest.mark.parametrize("name", ["sigmoid", "tanh", "linear", "step"])
def test_the_last_line_is_the_form_that_is_used(name):
    *_, last = derivation(ACTIVATIONS[name].value.tree, "z", OUT)
    assert last.expression == ACTIVATIONS[name].slope.tree
