"""Equal forms of a formula for numbers so far out that a part of it is more than a float64 holds.

Towards one side, what e is raised to grows or falls: a quotient is made smaller above and below by the largest power of
e in it, log(1 + e^u) becomes u + log(1 + e^(-u)), and of a step, a sign, a maximum or a minimum there is one side left.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import inf, isnan
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.functions.expression import (
    Call,
    Constant,
    Difference,
    Expression,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
    with_parts,
)
from explainer.functions.own.simplify import simplified
from explainer.functions.written import value_of

Array = NDArray[np.float64]
FARTHEST = 1e5
"""How far out numbers are looked at."""
_POINTS = 600
_ROUNDINGS = 1e-9


class FarTree(NamedTuple):
    """An equal form of a tree, and where it is to be written: below or above `limit`."""

    tree: Expression
    limit: float
    is_above: bool


class _Parts(NamedTuple):
    """A tree's value, and where all its parts are finite."""

    value: Array
    is_finite: NDArray[np.bool_]


def far_trees(tree: Expression, letter: str, given: Mapping[str, Expression]) -> Iterator[FarTree]:
    """Go through the far forms of a tree with one variable; other letters are given as trees of it, such as the output.

    A form is given only where it is finite farther out than the tree itself and equal to it nearer.
    """
    for side in (-1, 1):
        limit = _limit(tree, letter, given, side)
        if limit is None:
            continue
        form = _Side(letter, given, side, limit * 1.01).form(tree)
        points = np.array([0.99, 1.0, 1.01, 1.5, 10.0]) * limit
        usual = _at(tree, letter, given, points)
        for candidate in (simplified(form), form):
            far = _at(candidate, letter, given, points)
            if far.is_finite.all() and np.allclose(far.value[:2], usual.value[:2], rtol=_ROUNDINGS, atol=1e-300):
                yield FarTree(candidate, limit, side > 0)
                break


def _limit(tree: Expression, letter: str, given: Mapping[str, Expression], side: int) -> float | None:
    """Return the last number towards a side up to which every part of the tree is finite; None where all are."""
    points = side * np.geomspace(1, FARTHEST, _POINTS)
    bad = ~_at(tree, letter, given, points).is_finite
    if not bad[-1] or bad[0]:
        return None
    first = len(bad) - int(np.argmin(bad[::-1]))
    good, far = points[first - 1], points[first]
    between = np.linspace(good, far, _POINTS)
    is_good = _at(tree, letter, given, between).is_finite
    return float(np.trunc(between[is_good][-1])) if is_good.any() else None


def _at(tree: Expression, letter: str, given: Mapping[str, Expression], points: Array) -> _Parts:
    values: dict[str, Array] = {letter: points}
    with np.errstate(all="ignore"):
        for name, of in given.items():
            values[name] = np.broadcast_to(value_of(of, values), points.shape)
        return _parts(tree, values, points.shape)


def _parts(tree: Expression, values: Mapping[str, Array], shape: tuple[int, ...]) -> _Parts:
    """Go through all parts of a tree."""
    value = np.broadcast_to(np.asarray(value_of(tree, values), dtype=np.float64), shape)
    is_finite = np.isfinite(value)
    for part in children(tree):
        is_finite = is_finite & _parts(part, values, shape).is_finite
    return _Parts(value, is_finite)


@dataclass(frozen=True)
class _Side:
    """One side of the number line, from the point `at` on."""

    letter: str
    given: Mapping[str, Expression]
    side: int
    at: float

    def form(self, tree: Expression) -> Expression:
        match tree:
            case Quotient(top, bottom):
                return self._quotient(self.form(top), self.form(bottom))
            case Call("log", (of,)):
                return self._log(self.form(of))
            case Call("log1p", (of,)):
                return self._log(Sum((Constant(1), self.form(of)))) if self._largest(of) else tree
            case Call("step" | "sign", (of,)) if not isnan(value := self._value(of)):
                return Constant(int(value > 0) if tree.function == "step" else int(np.sign(value)))
            case Call("max" | "min" as function, (left, right)):
                is_left = (self._value(left) > self._value(right)) == (function == "max")
                return self.form(left if is_left else right)
            case Call("abs", (of,)):
                return self.form(of if self._value(of) > 0 else Negative(of))
            case _:
                return with_parts(tree, [self.form(part) for part in children(tree)])

    def _value(self, tree: Expression) -> float:
        return float(_at(tree, self.letter, self.given, np.array([self.at])).value[0])

    def _quotient(self, top: Expression, bottom: Expression) -> Expression:
        base, power = (bottom.base, bottom.exponent) if isinstance(bottom, Power) else (bottom, Constant(1))
        largest = self._largest(base)
        if largest is None or not isinstance(power, Constant):
            return Quotient(top, bottom)
        smaller = Power(scaled(base, Negative(largest)), power) if power.value != 1 else scaled(base, Negative(largest))
        return Quotient(scaled(top, simplified(Negative(Product((power, largest))))), smaller)

    def _log(self, of: Expression) -> Expression:
        largest = self._largest(of)
        if largest is None:
            return Call("log", (of,))
        rest = simplified(Difference(scaled(of, Negative(largest)), Constant(1)))
        return Sum((largest, Call("log1p", (rest,))))

    def _largest(self, tree: Expression) -> Expression | None:
        """Return what e is raised to where it grows most on this side; None where it nowhere grows."""
        exponents = {power: self._value(power) for power in _exponents(tree)}
        growing = [power for power, value in exponents.items() if 0 < value < inf]
        return max(growing, key=lambda power: exponents[power], default=None)


def _exponents(tree: Expression) -> Iterator[Expression]:
    """Go through what e is raised to in the terms and factors of a tree."""
    match tree:
        case Call("exp", (power,)):
            yield power
        case Sum() | Difference() | Negative() | Product():
            for part in children(tree):
                yield from _exponents(part)
        case Power(Call("exp", (power,)), Constant() as times):
            yield simplified(Product((times, power)))
        case Quotient(top, _):
            yield from _exponents(top)


def scaled(tree: Expression, power: Expression) -> Expression:
    """Return a tree times e to a power, term by term."""
    match tree:
        case Sum() | Difference() | Negative():
            whole = simplified(with_parts(tree, [scaled(part, power) for part in children(tree)]))
            if not isinstance(whole, Sum):
                return whole
            return Sum(tuple(sorted(whole.terms, key=lambda term: not isinstance(term, Constant))))
        case Product(factors) if any(isinstance(factor, Sum | Difference) for factor in factors):
            which = next(i for i, factor in enumerate(factors) if isinstance(factor, Sum | Difference))
            parts = [scaled(factor, power) if i == which else factor for i, factor in enumerate(factors)]
            return simplified(Product(tuple(parts)))
        case _:
            return simplified(Product((tree, Call("exp", (power,)))))
