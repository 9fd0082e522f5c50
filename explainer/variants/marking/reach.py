"""How far a formula can be off at most: quickly, so that slips that cannot have given a number need no closer look."""

from __future__ import annotations

import math
from typing import NamedTuple

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
from explainer.trace.formula.symbols import Symbol
from explainer.variants.variant import Read

_SQUARE = 2


class Reached(NamedTuple):
    """A value, and what it is off at most where every number in it is off by its doubt."""

    value: float
    most: float


_ANYWHERE, _NOWHERE = Reached(0.0, math.inf), Reached(math.inf, 0.0)


class Reach:
    """Works formulas out that have parts in common: each part only once."""

    def __init__(self, read: Read, doubt: Read) -> None:
        self._read, self._doubt = read, doubt
        self._symbols: dict[Symbol, Reached] = {}
        self._parts: dict[int, tuple[Expression, Reached]] = {}

    def of(self, rule: Expression) -> Reached:
        """Return how far a formula reaches; anywhere, where that is not easily found out."""
        kept = self._parts.get(id(rule))
        if kept is None:
            kept = self._parts[id(rule)] = rule, self._made(rule)  # which keeps the rule, and so its id
        return kept[1]

    def _made(self, rule: Expression) -> Reached:
        match rule:
            case Leaf(symbol):
                return self._of_symbol(symbol)
            case Constant(value):
                return Reached(value, 0.0)
        parts = [self.of(part) for part in children(rule)]
        match rule:
            case Sum():
                return Reached(sum(part.value for part in parts), sum(part.most for part in parts))
            case Difference():
                return Reached(parts[0].value - parts[1].value, parts[0].most + parts[1].most)
            case Negative():
                return Reached(-parts[0].value, parts[0].most)
            case Product():
                return _product(parts)
            case Quotient():
                return _quotient(*parts)
            case Power(_, Constant(2)):
                return _product(_SQUARE * parts[:1])
            case Call("exp", _):
                return _exp(parts[0])
            case Call("abs", _):
                return Reached(abs(parts[0].value), parts[0].most)
        return _ANYWHERE

    def _of_symbol(self, symbol: Symbol) -> Reached:
        if symbol not in self._symbols:
            self._symbols[symbol] = Reached(float(self._read(symbol)), float(self._doubt(symbol)))
        return self._symbols[symbol]


def _product(parts: list[Reached]) -> Reached:
    value = math.prod(part.value for part in parts)
    return Reached(value, math.prod(abs(part.value) + part.most for part in parts) - abs(value))


def _quotient(top: Reached, bottom: Reached) -> Reached:
    least = abs(bottom.value) - bottom.most
    if least <= 0:
        return _ANYWHERE if bottom.most else _NOWHERE
    value = top.value / bottom.value
    return Reached(value, (abs(top.value) + top.most) / least - abs(value))


def _exp(power: Reached) -> Reached:
    try:
        value = math.exp(power.value)
        return Reached(value, math.exp(power.value + power.most) - value)
    except OverflowError:
        return _ANYWHERE
