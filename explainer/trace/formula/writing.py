"""How an expression is written, whatever the signs: one walk through its parts, and one table of what binds how firmly.

Each form (text, pieces to be set, layers, code) has a writer that gives the signs of every kind of node.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

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
)

Row = TypeVar("Row")
"""What a form is made of: a text, or pieces in a row."""
ALONE, SUM, PRODUCT, POWER, ATOM = range(5)
"""How firmly the parts of an expression hold together; what is ALONE has nothing beside it."""


class Precedence(NamedTuple):
    """How firmly a node holds together, and how firmly its first part and the others must, not to need parentheses."""

    own: int
    first: int
    others: int


IN_A_ROW: dict[type[Expression], Precedence] = {
    Leaf: Precedence(ATOM, ATOM, ATOM),
    Constant: Precedence(ATOM, ATOM, ATOM),
    Sum: Precedence(SUM, SUM, SUM),
    Difference: Precedence(SUM, SUM, PRODUCT),
    Product: Precedence(PRODUCT, PRODUCT, POWER),
    Quotient: Precedence(PRODUCT, PRODUCT, POWER),
    Power: Precedence(POWER, ATOM, ATOM),
    Negative: Precedence(ALONE, POWER, POWER),
    Call: Precedence(ATOM, ALONE, ALONE),
}
"""Where everything is in one row: a/b, a**b."""
BUILT_UP = IN_A_ROW | {
    Quotient: Precedence(POWER, ALONE, ALONE),
    Power: Precedence(POWER, ATOM, ALONE),
    Negative: Precedence(ALONE, PRODUCT, PRODUCT),
}
"""Where a fraction has a bar and an exponent is raised: neither needs parentheses."""


class Writer(ABC, Generic[Row]):
    """Writes expressions: `write` goes through the parts, the other methods are the signs of a form."""

    precedences: ClassVar[dict[type[Expression], Precedence]]

    def write(self, rule: Expression, level: int = ALONE) -> Row:
        """Return `rule`, in parentheses where it holds together less firmly than `level` asks for."""
        if isinstance(rule, Sum) and len(rule.terms) == 1:
            return self.write(rule.terms[0], level)
        precedence = self.precedence(rule)
        row = self._row(rule, precedence)
        return row if precedence.own >= level else self.in_parentheses(row, rule)

    def precedence(self, rule: Expression) -> Precedence:
        """Return how firmly a node holds together. Raises TypeError for one that the form has no signs for."""
        found = self.precedences.get(type(rule))
        if found is None:
            raise TypeError(f"{type(self).__name__} cannot write a {type(rule).__name__}")
        return found

    def parts(self, rule: Sum | Product | Call, precedence: Precedence) -> list[Row]:
        """Return the parts of a node that may have any number of them."""
        first, *others = children(rule)
        return [self.write(first, precedence.first), *(self.write(other, precedence.others) for other in others)]

    def _row(self, rule: Expression, precedence: Precedence) -> Row:
        _, first, others = precedence
        match rule:
            case Leaf(symbol):
                return self.symbol(symbol)
            case Constant(value):
                return self.number(value)
            case Sum():
                return self.sum(self.parts(rule, precedence))
            case Product():
                return self.product(rule, self.parts(rule, precedence))
            case Call():
                return self.call(rule, self.parts(rule, precedence))
            case Difference(left, right):
                return self.difference(self.write(left, first), self.write(right, others))
            case Quotient(top, bottom):
                return self.quotient(self.write(top, first), self.write(bottom, others))
            case Power(base, exponent):
                return self.power(rule, self.write(base, first), self.write(exponent, others))
            case Negative(of):
                return self.negative(self.write(of, first))

    @abstractmethod
    def symbol(self, symbol: Any) -> Row: ...

    @abstractmethod
    def number(self, value: float) -> Row: ...

    @abstractmethod
    def sum(self, terms: Sequence[Row]) -> Row: ...

    @abstractmethod
    def difference(self, left: Row, right: Row) -> Row: ...

    @abstractmethod
    def product(self, rule: Product, factors: Sequence[Row]) -> Row: ...

    @abstractmethod
    def quotient(self, top: Row, bottom: Row) -> Row: ...

    @abstractmethod
    def power(self, rule: Power, base: Row, exponent: Row) -> Row: ...

    @abstractmethod
    def negative(self, of: Row) -> Row: ...

    @abstractmethod
    def call(self, rule: Call, arguments: Sequence[Row]) -> Row: ...

    @abstractmethod
    def in_parentheses(self, row: Row, rule: Expression) -> Row: ...
