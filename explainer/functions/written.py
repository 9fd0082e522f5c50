"""A rule as an expression tree: it is called with letters that remember what is done to them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, reduce
from inspect import signature
from typing import Any

import numpy as np
from numpy.lib.mixins import NDArrayOperatorsMixin

from explainer.functions.expression import (
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
    symbols,
    with_parts,
)

Value = Any
"""What a rule works on: numbers, arrays, or letters that are written down."""
Rule = Callable[..., Value]
Lines = Callable[["Letters"], Iterator[tuple[str, Value] | tuple[str, Value, Value]]]
"""A rule of several lines: it yields the name of what each makes, its formula, and perhaps an equal one that is rounded
otherwise and is what is calculated."""
NEW = "new "
"""What the name of a letter begins with that stands for the value which the same rule has made."""


@cache
def tree_of(rule: Rule) -> Expression:
    """Return the tree of a rule; its leaves are the names of the rule's arguments."""
    if isinstance(rule, RuleOfTree):
        return rule.tree
    return _tree(rule(*(Written(Leaf(name)) for name in letters_of(rule))))


class RuleOfTree:
    """The rule of these letters that a tree is of."""

    def __init__(self, tree: Expression, *letters: str) -> None:
        self.tree, self.letters = tree, letters

    def __call__(self, *values: Value) -> Value:
        return value_of(self.tree, dict(zip(self.letters, values, strict=True)))


def value_of(tree: Expression, values: Mapping[str, Value]) -> Value:
    """Return what a tree comes to where its letters have these values: numbers, arrays, or letters that are written."""
    match tree:
        case Leaf(letter):
            return values[letter]
        case Constant(value):
            return value
        case Sum() | Product():
            parts = [value_of(part, values) for part in children(tree)]
            return reduce(np.add if isinstance(tree, Sum) else np.multiply, parts)
        case Call("step", (of,)):
            is_above = np.greater(value_of(of, values), 0)
            return is_above if isinstance(is_above, Written) else is_above.astype(np.float64)
        case _:
            function = _FUNCTIONS[tree.function if isinstance(tree, Call) else type(tree)]
            return function(*(value_of(part, values) for part in children(tree)))


@cache
def lines_of(rule: Lines) -> dict[str, Expression]:
    """Return the tree of each line of a rule, by the name of what the line makes."""
    return {name: _tree(formulas[0]) for name, *formulas in rule(Letters())}


@cache
def calculated_lines_of(rule: Lines) -> dict[str, Expression]:
    """Return the same trees, each in the form that is calculated."""
    return {name: _tree(formulas[-1]) for name, *formulas in rule(Letters())}


@cache
def letters_of(rule: Rule) -> tuple[str, ...]:
    """Return the names of a rule's arguments."""
    if isinstance(rule, RuleOfTree):
        return rule.letters
    return tuple(signature(rule).parameters)


class Letters:
    """A letter for every name: `s.w`, and `s.new.w` for what the rule has made of it."""

    def __init__(self, mark: str = "") -> None:
        self._mark = mark

    def __getattr__(self, name: str) -> Any:
        return Letters(NEW) if name == "new" else Written(Leaf(self._mark + name))


class Written(NDArrayOperatorsMixin):
    """A value known by its formula: what operators and functions of NumPy do to it is written down."""

    def __init__(self, tree: Expression) -> None:
        self.tree = tree

    @property
    def T(self) -> Written:
        return Written(Call("transpose", (self.tree,)))

    def __array_ufunc__(self, function: np.ufunc, method: str, *values: Value, **options: object) -> Written:
        make = _NODES.get(function)
        if make is None or method != "__call__" or options:
            raise TypeError(f"a rule cannot use {function.__name__}: there is no sign for it")
        return Written(make(*map(_tree, values)))

    def __array_function__(
        self, function: Rule, types: object, values: tuple[Value, ...], options: dict[str, Any]
    ) -> Written:
        if function not in _OF_ROWS or options != _OF_A_ROW:
            raise TypeError(f"a rule cannot use {function.__name__}: there is no sign for it")
        return Written(Call(_OF_ROWS[function], tuple(map(_tree, values))))


def _tree(value: Value) -> Expression:
    return value.tree if isinstance(value, Written) else Constant(value)


def _sum(left: Expression, right: Expression) -> Expression:
    return Sum((*left.terms, right) if isinstance(left, Sum) else (left, right))


def _product(left: Expression, right: Expression) -> Expression:
    return Product((*left.factors, right) if isinstance(left, Product) else (left, right))


def _step(left: Expression, right: Expression) -> Expression:
    if right != Constant(0):
        raise TypeError("a rule can compare with 0 only: there is no sign for other comparisons")
    return Call("step", (left,))


def _call(name: str) -> Callable[..., Expression]:
    return lambda *arguments: Call(name, arguments)


_NODES: dict[np.ufunc, Callable[..., Expression]] = {
    np.add: _sum,
    np.subtract: Difference,
    np.multiply: _product,
    np.divide: Quotient,
    np.power: Power,
    np.float_power: Power,
    np.negative: Negative,
    np.greater: _step,
    np.matmul: _call("matmul"),
    np.maximum: _call("max"),
    np.minimum: _call("min"),
    np.absolute: _call("abs"),
    **{
        function: _call(function.__name__)
        for function in (np.exp, np.log, np.log1p, np.expm1, np.tanh, np.sqrt, np.sign)
    },
}
_FUNCTIONS: dict[Any, np.ufunc] = {
    Difference: np.subtract,
    Quotient: np.divide,
    Power: np.float_power,
    Negative: np.negative,
    **{name: getattr(np, name) for name in ("exp", "log", "log1p", "expm1", "tanh", "sqrt", "sign", "abs")},
    "max": np.maximum,
    "min": np.minimum,
}
"""The sign of each node, where it has one of its own; a power is never one of whole numbers, which can have no -1."""
_OF_A_ROW = {"axis": -1, "keepdims": True}
"""How NumPy takes all units of a layer together, for each sample by itself."""
_OF_ROWS: dict[Rule, str] = {np.sum: "sum", np.max: "largest"}


Own = Mapping[str, Expression]
Rows = Mapping[str, Sequence[Expression]]


def total(row: Value) -> Value:
    """Return the sum over the units of a layer, for each sample."""
    return np.sum(row, axis=-1, keepdims=True)


def largest(row: Value) -> Value:
    """Return the largest number among the units of a layer, for each sample."""
    return np.max(row, axis=-1, keepdims=True)


def spread(rule: Expression, own: Own, rows: Rows) -> Expression:
    """Return a rule as that of one unit: `own` is what its letters stand for, `rows` what those of a whole layer do."""
    match rule:
        case Leaf(letter):
            return own[letter]
        case Call("sum", (of,)):
            (letter,) = {letter for letter in symbols(of) if letter in rows}
            terms = tuple(spread(of, {**own, letter: one}, rows) for one in rows[letter])
            return Sum(terms) if terms else Constant(0)
        case Call("largest", (Leaf(letter),)):
            return Call("max", tuple(rows[letter])) if len(rows[letter]) > 1 else rows[letter][0]
        case _:
            return with_parts(rule, [spread(part, own, rows) for part in children(rule)])
