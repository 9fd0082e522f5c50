"""A rule about one unit or parameter becomes that of its whole layer: each symbol stands for all like it."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce

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
)
from explainer.trace.formula.symbols import Symbol
from explainer.trace.matrix.form import Block, Node, Op, Term, times


def lifted(rule: Expression, block: Callable[[Symbol], Block], ones: Block | None = None) -> Term:
    """Return `rule` with the block of each symbol in its place; everything happens entry by entry, but that the rows of
    a matrix are added up by a column of `ones`."""

    def lift(part: Expression) -> Term:
        match part:
            case Leaf(symbol):
                return block(symbol)
            case Constant():
                return part
            case Sum((only,)):
                return lift(only)
            case Sum(terms):
                return Node(Op.ADD, tuple(map(lift, terms)))
            case Difference(left, right):
                return Node(Op.SUBTRACT, (lift(left), lift(right)))
            case Product(factors):
                return reduce(times, map(lift, factors))
            case Quotient(top, bottom):
                return Node(Op.DIVIDE, (lift(top), lift(bottom)))
            case Power(base, exponent):
                return Node(Op.POWER, (lift(base), lift(exponent)))
            case Negative(of):
                return Node(Op.NEGATE, (lift(of),))
            case Call("log1p", (argument,)):
                return Node(Op.CALL, (Node(Op.ADD, (Constant(1), lift(argument))),), "log")
            case Call("sum", (of,)) if ones:
                return Node(Op.MATRIX, (lift(of), ones))
            case Call(function, arguments):
                return Node(Op.CALL, tuple(map(lift, arguments)), function)

    return lift(rule)
