"""Expression trees: a formula as data, from which text, typesetting, code, array operations and links are all made.

Every node can be evaluated; nothing here knows how it will be written. A symbol is whatever names a number: a letter
of a rule, or a quantity of one unit in one update.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Leaf:
    """A symbol, standing for its number."""

    symbol: Any


@dataclass(frozen=True)
class Constant:
    """A number that belongs to the formula itself, such as the 0.5 of half the squared error."""

    value: float | int


@dataclass(frozen=True)
class Sum:
    """terms[0] + terms[1] + …, added from the left."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class Difference:
    left: Expression
    right: Expression


@dataclass(frozen=True)
class Product:
    """factors[0] * factors[1] * …, multiplied from the left. `wide` is set apart with spaces: a chain of slopes."""

    factors: tuple[Expression, ...]
    wide: bool = False


@dataclass(frozen=True)
class Quotient:
    top: Expression
    bottom: Expression


@dataclass(frozen=True)
class Power:
    base: Expression
    exponent: Expression


@dataclass(frozen=True)
class Negative:
    of: Expression


@dataclass(frozen=True)
class Call:
    """A named function of its arguments."""

    function: str
    arguments: tuple[Expression, ...]


Expression = Leaf | Constant | Sum | Difference | Product | Quotient | Power | Negative | Call
Read = Callable[[Any], float]

FUNCTIONS: dict[str, Callable[..., float]] = {
    "exp": np.exp,
    "log": np.log,
    "log1p": np.log1p,
    "expm1": np.expm1,
    "tanh": np.tanh,
    "sqrt": math.sqrt,
    "abs": abs,
    "min": min,
    "max": max,
    "sign": np.sign,
    "step": lambda x: 1.0 if x > 0 else 0.0,
}


def evaluate(rule: Expression, read: Read) -> float:
    """Return the value of `rule`, with `read` giving the number of each symbol. Raises ArithmeticError on x/0."""
    match rule:
        case Leaf(symbol):
            return read(symbol)
        case Constant(value):
            return float(value)
        case Sum(terms):
            return sum((evaluate(term, read) for term in terms[1:]), start=evaluate(terms[0], read))
        case Difference(left, right):
            return evaluate(left, read) - evaluate(right, read)
        case Product(factors):
            return math.prod((evaluate(factor, read) for factor in factors[1:]), start=evaluate(factors[0], read))
        case Quotient(top, bottom):
            return evaluate(top, read) / evaluate(bottom, read)
        case Power(base, exponent):
            return float(evaluate(base, read) ** evaluate(exponent, read))
        case Negative(of):
            return -evaluate(of, read)
        case Call(function, arguments):
            return float(FUNCTIONS[function](*(evaluate(argument, read) for argument in arguments)))


def children(rule: Expression) -> tuple[Expression, ...]:
    """Return the parts that a node is made of, from left to right."""
    match rule:
        case Sum(parts) | Product(parts) | Call(_, parts):
            return parts
        case Difference(left, right) | Quotient(left, right) | Power(left, right):
            return (left, right)
        case Negative(part):
            return (part,)
        case _:
            return ()


def with_parts(rule: Expression, parts: Sequence[Expression]) -> Expression:
    """Return a node of the same kind as `rule` that is made of these parts; `children` are its own."""
    match rule:
        case Leaf() | Constant():
            return rule
        case Sum():
            return Sum(tuple(parts))
        case Product():
            return replace(rule, factors=tuple(parts))
        case Call(function):
            return Call(function, tuple(parts))
        case _:
            return type(rule)(*parts)


def replaced(rule: Expression, by: Callable[[Any], Expression]) -> Expression:
    """Return a formula with what `by` gives for it in the place of each symbol."""
    if isinstance(rule, Leaf):
        return by(rule.symbol)
    return with_parts(rule, [replaced(part, by) for part in children(rule)])


def symbols(rule: Expression) -> Iterator[Any]:
    """Go through the symbols of a formula from left to right; one that is in it twice comes twice."""
    if isinstance(rule, Leaf):
        yield rule.symbol
    for child in children(rule):
        yield from symbols(child)


def calls(rule: Expression) -> Iterator[str]:
    """Go through the names of the functions in a formula."""
    if isinstance(rule, Call):
        yield rule.function
    for child in children(rule):
        yield from calls(child)
