"""Every form that expressions are written in knows every kind of node, and text reads back as the same number."""

from __future__ import annotations

from dataclasses import dataclass
from math import isclose, isfinite
from typing import get_args

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from explainer.functions.expression import (
    FUNCTIONS,
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    evaluate,
    symbols,
)
from explainer.trace.code.numpy_code import code_of
from explainer.trace.formula.plain_text import PaperWriter, number_word, write
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.matrix.form import Block, BlockName
from explainer.trace.matrix.grids import Single, Units
from explainer.trace.matrix.written import arranged, plain
from explainer.trace.typeset.pieces import Text, arrange
from explainer.trace.typeset.tex_line import latex

X, Y = Leaf("x"), Leaf("y")
NODES = {
    Leaf: X,
    Constant: Constant(0.5),
    Sum: Sum((X, Y)),
    Difference: Difference(X, Y),
    Product: Product((X, Y)),
    Quotient: Quotient(X, Y),
    Power: Power(X, Y),
    Negative: Negative(X),
    Call: Call("exp", (X,)),
}
NUMBERS = {"x": 1.5, "y": -0.25}
TWO = {"min", "max"}
"""Functions of two numbers."""


def block(name):
    symbol = Symbol(Quantity.NET, 0, 1, 0)
    return Leaf(Block(BlockName(name, name), Units(symbol, 2) if name == "x" else Single(symbol)))


def of_blocks(rule):
    return block(rule.symbol) if isinstance(rule, Leaf) else rebuilt(rule, of_blocks)


def rebuilt(rule, by):
    """Return the node with each of its parts as `by` has it."""
    parts = tuple(map(by, children(rule)))
    match rule:
        case Sum() | Product():
            return type(rule)(parts)
        case Call(function):
            return Call(function, parts)
        case Constant():
            return rule
        case _:
            return type(rule)(*parts)


WRITERS = {
    "text": lambda rule: write(rule, str),
    "paper": lambda rule: PaperWriter(str).write(rule),
    "code": lambda rule: code_of(rule, {"x": "x", "y": "y"}),
    "pieces": lambda rule: latex(arrange(rule, lambda symbol: Text(symbol, symbol))),
    "layers": lambda rule: plain(arranged(of_blocks(rule))),
}


@pytest.mark.parametrize("kind", get_args(Expression), ids=lambda kind: kind.__name__)
@pytest.mark.parametrize("form", WRITERS)
def test_every_writer_knows_every_kind_of_node(form, kind):
    written = WRITERS[form](NODES[kind])
    assert written
    for symbol in symbols(NODES[kind]):
        assert symbol in written


@pytest.mark.parametrize("function", FUNCTIONS)
@pytest.mark.parametrize("form", WRITERS)
def test_every_writer_knows_every_function(form, function):
    arguments = (X, Y) if function in TWO else (X,)
    written = WRITERS[form](Call(function, arguments))
    assert all(symbol.symbol in written for symbol in arguments)


@dataclass(frozen=True)
class Root:
    """A kind of node that nobody has thought of."""

    of: object


@pytest.mark.parametrize("form", [form for form in WRITERS if form != "code"])
def test_a_node_that_no_writer_knows_is_named(form):
    with pytest.raises(TypeError, match="Root"):
        WRITERS[form](Root(1))


@pytest.mark.parametrize(
    ("rule", "text", "paper", "tex", "layers"),
    [
        (Difference(X, Difference(Y, X)), "x - (y - x)", "x − (y − x)", r"x - \left(y - x\right)", "x − (y − x)"),
        (Sum((X, Sum((Y, X)))), "x + y + x", "x + y + x", "x + y + x", "x + y + x"),
        (Product((Sum((X, Y)), X)), "(x + y)*x", "(x + y)·x", r"\left(x + y\right) \cdot x", "(x + y) ⊙ x"),
        (Product((X, Quotient(X, Y))), "x*(x/y)", "x·(x/y)", r"x \cdot \frac{x}{y}", "x ⊙ x/y"),
        (Quotient(X, Product((X, Y))), "x/(x*y)", "x/(x·y)", r"\frac{x}{x \cdot y}", "x/(x · y)"),
        (Power(Negative(X), Constant(2)), "(-x)**2", "(−x)²", r"\left(-x\right)^{2}", "(−x)^⊙2"),
        (Power(Power(Y, X), X), "(y**x)**x", "(y^x)^x", r"\left(y^{x}\right)^{x}", "(y^x)^⊙x"),
        (Negative(Product((X, Y))), "(-(x*y))", "−(x·y)", r"-x \cdot y", "−x · y"),
        (Sum((X, Negative(Y))), "x + (-y)", "x + (−y)", r"x + \left(-y\right)", "x + (−y)"),
        (Power(Y, Sum((X,))), "y**x", "y^x", "y^{x}", "y^x"),
    ],
)
def test_parentheses_are_where_they_are_needed(rule, text, paper, tex, layers):
    assert WRITERS["text"](rule) == text
    assert WRITERS["paper"](rule) == paper
    assert WRITERS["pieces"](rule) == tex
    assert WRITERS["layers"](rule) == layers


LEAVES = st.sampled_from([X, Y, *map(Constant, (0.5, 1, 2, -3.0))])
JUMPS = {"sign", "step"}


def expressions(functions):
    return st.recursive(LEAVES, lambda part: nodes(part, functions), max_leaves=12)


def nodes(part, functions):
    """Nodes made of these parts. A sum that a later term of a sum is is written without parentheses, and so added from
    the left: other bits."""
    some = st.lists(part, min_size=1, max_size=3).map(tuple)
    return st.one_of(
        st.builds(lambda first, others: Sum((first, *others)), part, st.lists(part.filter(is_no_sum), max_size=2)),
        st.builds(Product, some, st.booleans()),
        *(st.builds(kind, part, part) for kind in (Difference, Quotient, Power)),
        part.map(Negative),
        *(part.map(lambda of, name=name: Call(name, (of,))) for name in functions if name not in TWO),
        *(st.builds(lambda x, y, name=name: Call(name, (x, y)), part, part) for name in functions if name in TWO),
    )


def is_no_sum(rule):
    if isinstance(rule, Sum) and len(rule.terms) == 1:
        return is_no_sum(rule.terms[0])
    return not isinstance(rule, Sum | Difference)


def value_of(rule, most):
    """The value of a rule, of which no part is farther out than `most`, or nearer to 0 without being it."""
    for part in children(rule):
        value_of(part, most)
    try:
        with np.errstate(all="ignore"):
            value = evaluate(rule, NUMBERS.__getitem__)
    except (ArithmeticError, TypeError, ValueError):
        value = np.nan
    assume(isfinite(value) and (value == 0 or 1 / most < abs(value) < most))
    return value


def read_back(text, names):
    with np.errstate(all="ignore"):
        return float(eval(text, {"__builtins__": {}}, names))


@given(expressions([*FUNCTIONS]))
def test_text_reads_back_as_the_same_number(rule):
    value = value_of(rule, 1e9)
    assert read_back(write(rule, str), {**FUNCTIONS, **NUMBERS}) == value
    numbers = write(rule, lambda letter: number_word(NUMBERS[letter]))
    assert read_back(numbers, FUNCTIONS) == value


@given(expressions([name for name in FUNCTIONS if name not in JUMPS]))
def test_code_gives_the_same_number(rule):
    value = value_of(rule, 1e3)
    names = {"np": np, **{letter: np.float64(number) for letter, number in NUMBERS.items()}}
    assert isclose(read_back(code_of(rule, {"x": "x", "y": "y"}), names), value, rel_tol=1e-6, abs_tol=1e-9)


@pytest.mark.parametrize("function", sorted(JUMPS))
def test_code_jumps_where_the_rule_does(function):
    for x in (-1.0, 0.0, 2.5):
        rule = Product((Constant(2), Call(function, (X,))))
        assert read_back(code_of(rule, {"x": "x"}), {"np": np, "x": x}) == evaluate(rule, lambda letter, x=x: x)
