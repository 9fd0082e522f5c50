"""Functions that people write: what a formula may be, its slope as a book has it, and numbers that are far out."""

from __future__ import annotations

import numpy as np
import pytest

from explainer.functions.activations import ACTIVATIONS
from explainer.functions.expression import evaluate
from explainer.functions.losses import LOSSES
from explainer.functions.own.definition import Definition
from explainer.functions.own.grammar import FormulaError, read_formula
from explainer.functions.own.rules import derivative
from explainer.functions.own.simplify import simplified
from explainer.functions.written import tree_of
from explainer.trace.formula.plain_text import TextWriter

LETTERS = {"z": "x", "a": "out", "target": "target"}


def activation(formula: str):
    return ACTIVATIONS[f"own(x) = {formula}"]


def text_of(tree) -> str:
    return TextWriter(LETTERS.__getitem__).write(tree)


@pytest.mark.parametrize(
    ("formula", "position", "told"),
    [
        ("__import__('os').system('ls')", 1, "“__import__” is no name in this formula"),
        ("x.__class__", 2, "“.” cannot be in a formula"),
        ("lambda: 1", 7, "“:” cannot be in a formula"),
        ("x if x else 1", 3, "expected the end, got “if”"),
        ("[x for x in x]", 1, "“[” cannot be in a formula"),
        ("open(x)", 1, "“open” is no name in this formula"),
        ("eval(x)", 1, "“eval” is no name in this formula"),
        ("x; x", 2, "“;” cannot be in a formula"),
        ("x = 3", 3, "“=” cannot be in a formula; only the right-hand side is written"),
        ("x^2", 2, "“^” cannot be in a formula; a power is written **"),
        ("2x", 2, "expected the end, got “x”; times is written *"),
        ("(2exp(x))", 3, "expected “)”, got “exp”; times is written *"),
        ("x(1 + x)", 2, "expected the end, got “(”; times is written *"),
        ("2·x", 2, "“·” cannot be in a formula; times is written *"),
        ("(x", 3, "expected “)”, got the end"),
        ("x)", 2, "expected the end, got “)”"),
        ("", 1, "expected a number, a name or (, got the end"),
        ("x +", 4, "expected a number, a name or (, got the end"),
        ("exp", 4, "expected “(”, got the end"),
        ("exp()", 5, "expected a number, a name or (, got “)”"),
        ("exp(x, x)", 1, "exp takes one number, not 2"),
        ("max(x)", 1, "max takes two numbers or more"),
        ("expp(x)", 1, "“expp” is no name in this formula; did you mean “exp”?"),
        ("target", 1, "“target” is no name in this formula"),
        ("1e999*x", 1, "“1e999” is beyond what a float64 holds"),
        ("1_000*x", 2, "expected the end, got “_000”"),
        ("0x10", 2, "expected the end, got “x10”"),
        ("\N{CYRILLIC SMALL LETTER HA} + 1", 1, "cannot be in a formula"),
        ("x\n+ 1", 2, "cannot be in a formula"),
        ("x\x00", 2, "cannot be in a formula"),
        ("--x", 1, "two minus signs in a row"),
        ("9**9**9**9", 1, "it has no finite value for any number from −10 to 10"),
        ("log(-1 - x**2)", 1, "it has no finite value for any number from −10 to 10"),
        ("1/0", 1, "it has no finite value"),
        ("1 + max(2, 3)", 1, "it has no x in it, so there is nothing to learn by it"),
        ("(" * 30 + "x" + ")" * 30, 21, "parentheses are more than 20 deep here"),
        ("x/" * 60 + "x", 1, "its parts are nested more than 40 deep"),
        ("x" + " " * 200, 201, "a formula has at most 200 characters, this one has 201"),
    ],
)
def test_what_is_no_formula_is_refused_with_a_line_that_says_what_and_where(formula, position, told):
    with pytest.raises(FormulaError) as caught:
        ACTIVATIONS.own(Definition("own", formula, ("x",)))
    assert str(caught.value).startswith(f"character {position}: ")
    assert told in str(caught.value)
    assert "\n" not in str(caught.value)
    assert caught.value.position == position - 1


@pytest.mark.parametrize(
    ("formula", "slope"),
    [
        ("1/(1 + exp(-x))", "out*(1 - out)"),
        ("exp(x)/(1 + exp(x))", "out*(1 - out)"),
        ("0.5 + 0.5*tanh(x/2)", "out*(1 - out)"),
        ("1/(1 + exp(-2*x))", "2*out*(1 - out)"),
        ("tanh(x)", "1 - out**2"),
        ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", "1 - out**2"),
        ("2/(1 + exp(-2*x)) - 1", "1 - out**2"),
        ("exp(x)", "out"),
        ("1 - exp(-x)", "1 - out"),
        ("exp(-x**2)", "-(2*out*x)"),
        ("sqrt(x)", "1/(2*out)"),
        ("log(1 + exp(x))", "1/(1 + exp(-x))"),
        ("log1p(exp(x))", "1/(1 + exp(-x))"),
        ("x/(1 + exp(-x))", "(1 + exp(-x) + x*exp(-x))/(1 + exp(-x))**2"),
        ("x/(1 + abs(x))", "1/(1 + abs(x))**2"),
        ("max(0, x)", "step(x)"),
        ("max(x, 0)", "step(x)"),
        ("max(0.01*x, x)", "0.01 + 0.99*step(x)"),
        ("step(x)*x + (1 - step(x))*(exp(x) - 1)", "step(x) + (1 - step(x))*exp(x)"),
        ("sqrt(1 + x**2) - 1", "x/sqrt(1 + x**2)"),
        ("x**3/3", "x**2"),
        ("abs(x)", "sign(x)"),
        ("x", "1"),
        ("-x", "(-1)"),
        ("step(x)", "0"),
        ("2**x", "out*log(2)"),
        ("x**x", "out*(log(x) + 1)"),
    ],
)
def test_a_slope_is_written_as_a_book_has_it(formula, slope):
    assert text_of(activation(formula).slope.tree) == slope


@pytest.mark.parametrize(
    ("formula", "slope"),
    [
        ("(target - out)**2", "-(2*(target - out))"),
        ("0.5*(target - out)**2", "-(target - out)"),
        ("abs(target - out)", "-sign(target - out)"),
        ("-(target*log(out) + (1 - target)*log(1 - out))", "-(target/out - (1 - target)/(1 - out))"),
        ("max(0, 1 - target*out)", "-(step(1 - target*out)*target)"),
    ],
)
def test_the_slope_of_a_loss_is_that_by_the_output(formula, slope):
    assert text_of(tree_of(LOSSES[f"own(target, out) = {formula}"].slope)) == slope


SMOOTH = [
    "x/(1 + exp(-1.702*x))",
    "0.5*x*(1 + tanh(0.7978845608*(x + 0.044715*x**3)))",
    "x*tanh(log(1 + exp(x)))",
    "log(1 + x**2)/(1 + exp(-x)**2)",
    "exp(-x)*tanh(x)**3 - 2/(3 + x**2)",
    "1.7159*tanh(2*x/3)",
    "expm1(x)/(2 + log1p(x**2))",
    "(1 + x**2)**(1/3)",
    "min(x, 3*x) + abs(2*x - 0.3)*sign(x)",
]


@pytest.mark.parametrize("formula", SMOOTH)
def test_a_slope_is_that_of_small_steps(formula):
    own, z, e = activation(formula), np.array([[-3.1, -1.2, -0.4, 0.07, 0.9, 2.3]]), 1e-6
    numeric = (own.value.of(z=z + e) - own.value.of(z=z - e)) / (2 * e)
    np.testing.assert_allclose(own.slope.of(z=z, a=own.value.of(z=z)), numeric, rtol=1e-8, atol=1e-8)


@pytest.mark.parametrize("formula", SMOOTH)
def test_what_is_simplified_is_equal(formula):
    tree = read_formula(formula, {"x": "z"})
    for rule in (tree, derivative(tree, "z")):
        for x in (-2.3, -0.6, 0.4, 1.7):
            assert evaluate(simplified(rule), {"z": x}.__getitem__) == pytest.approx(
                evaluate(rule, {"z": x}.__getitem__), rel=1e-12, abs=1e-13
            )


@pytest.mark.parametrize(
    ("formula", "z", "out", "slope"),
    [
        ("x/(1 + exp(-x))", -1000.0, 0.0, 0.0),
        ("x/(1 + exp(-x))", -400.0, -400 * np.exp(-400), -399 * np.exp(-400)),
        ("x/(1 + exp(-x))", 1000.0, 1000.0, 1.0),
        ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", 1000.0, 1.0, 0.0),
        ("(exp(x) - exp(-x))/(exp(x) + exp(-x))", -1000.0, -1.0, 0.0),
        ("log(1 + exp(x))", 1000.0, 1000.0, 1.0),
        ("log(1 + exp(x))", -1000.0, 0.0, 0.0),
        ("step(x)*x + (1 - step(x))*(exp(x) - 1)", 1000.0, 1000.0, 1.0),
        ("max(0, x) + min(0, exp(x) - 1)", 1000.0, 1000.0, 1.0),
        ("x*tanh(log(1 + exp(x)))", 1000.0, 1000.0, 1.0),
        ("log(exp(x) + exp(-x))", -1000.0, 1000.0, -1.0),
    ],
)
def test_far_numbers_have_a_value_where_the_formula_as_it_is_has_none(formula, z, out, slope):
    own, net = activation(formula), np.array([[z]])
    a = own.value.of(z=net)
    assert a[0, 0] == pytest.approx(out, rel=1e-12)
    assert own.slope.of(z=net, a=a)[0, 0] == pytest.approx(slope, rel=1e-12)
    for form in (own.value.tree_at(0, 0, z=net, a=a), own.slope.tree_at(0, 0, z=net, a=a)):
        with np.errstate(over="raise", invalid="raise"):
            assert np.isfinite(evaluate(form, {"z": z, "a": a[0, 0]}.__getitem__))


def test_a_value_that_really_is_too_large_is_infinite():
    assert np.isinf(activation("exp(x)").value.of(z=np.array([[1000.0]]))).all()


def test_the_same_definition_is_the_same_function():
    assert activation("x + 1") is activation("x + 1")
    assert activation("x + 1").value.tree == read_formula("x + 1", {"x": "z"})
    with pytest.raises(KeyError):
        ACTIVATIONS["swish"]
