"""Numbers with their slopes: a formula worked out with these gives its value and how steep it is there.

Each operation knows what it makes of the slopes of its operands (forward differentiation: Griewank and Walther,
Evaluating Derivatives, 2008, chapter 3). Where a corner or a jump leaves a slope open, its bound spans what it can be.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from operator import itemgetter
from typing import NamedTuple

from explainer.verify import arithmetic
from explainer.verify.arithmetic import FUNCTIONS, Bounded, over, plus, times

_ZERO, _ONE, _TWO = (0.0, 0.0), (1.0, 0.0), (2.0, 0.0)


class Dual(NamedTuple):
    """A number and its slope by one symbol."""

    value: Bounded
    slope: Bounded = _ZERO


DualNode = Callable[[Sequence[Dual]], Dual]


def constant(value: float) -> DualNode:
    number = Dual((value, 0.0))
    return lambda numbers: number


def slot(index: int) -> DualNode:
    return itemgetter(index)


def total(terms: Sequence[tuple[int, DualNode]]) -> DualNode:
    def node(numbers: Sequence[Dual]) -> Dual:
        value = slope = _ZERO
        for sign, term in terms:
            of = term(numbers)
            value, slope = plus(value, of.value, sign), plus(slope, of.slope, sign)
        return Dual(value, slope)

    return node


def product(first: DualNode, rest: Sequence[tuple[str, DualNode]]) -> DualNode:
    steps = [(_times if sign == "*" else _over, factor) for sign, factor in rest]

    def node(numbers: Sequence[Dual]) -> Dual:
        result = first(numbers)
        for combine, factor in steps:
            result = combine(result, factor(numbers))
        return result

    return node


def _times(left: Dual, right: Dual) -> Dual:
    slope = plus(times(left.slope, right.value), times(left.value, right.slope))
    return Dual(times(left.value, right.value), slope)


def _over(left: Dual, right: Dual) -> Dual:
    value = over(left.value, right.value)
    return Dual(value, over(plus(left.slope, times(value, right.slope), -1), right.value))


def power(base: DualNode, exponent: DualNode) -> DualNode:
    def node(numbers: Sequence[Dual]) -> Dual:
        x, y = base(numbers), exponent(numbers)
        value = _power(x.value, y.value)
        if y.slope == _ZERO:
            less = _power(x.value, plus(y.value, _ONE, -1)) if x.slope != _ZERO else _ZERO
            return Dual(value, times(times(y.value, less), x.slope))
        by_exponent = times(y.slope, FUNCTIONS["log"](x.value))
        return Dual(value, times(value, plus(by_exponent, over(times(y.value, x.slope), x.value))))

    return node


def _power(x: Bounded, y: Bounded) -> Bounded:
    return arithmetic.power(itemgetter(0), itemgetter(1))((x, y))


def negative(of: DualNode) -> DualNode:
    def node(numbers: Sequence[Dual]) -> Dual:
        (value, bound), (slope, of_slope) = of(numbers)
        return Dual((-value, bound), (-slope, of_slope))

    return node


def call(function: str, arguments: Sequence[DualNode]) -> DualNode:
    if function in ("max", "min"):
        return lambda numbers: _chosen(function, [argument(numbers) for argument in arguments])
    apply, outer = FUNCTIONS[function], _OUTER[function]

    def node(numbers: Sequence[Dual]) -> Dual:
        (of,) = (argument(numbers) for argument in arguments)
        value = apply(of.value)
        return Dual(value, _ZERO if of.slope == _ZERO else times(outer(of.value, value), of.slope))

    return node


def _chosen(function: str, of: list[Dual]) -> Dual:
    value = FUNCTIONS[function](*(dual.value for dual in of))
    slopes = [dual.slope for dual in of if abs(dual.value[0] - value[0]) <= dual.value[1]]
    low, high = min(slope - bound for slope, bound in slopes), max(slope + bound for slope, bound in slopes)
    return Dual(value, slopes[0] if len(slopes) == 1 else ((low + high) / 2, (high - low) / 2))


def _sign(x: Bounded, value: Bounded) -> Bounded:
    return (0.0, 1.0) if abs(x[0]) <= x[1] else (float((x[0] > 0) - (x[0] < 0)), 0.0)


_OUTER: dict[str, Callable[[Bounded, Bounded], Bounded]] = {
    "exp": lambda x, value: value,
    "expm1": lambda x, value: FUNCTIONS["exp"](x),
    "log": lambda x, value: over(_ONE, x),
    "log1p": lambda x, value: over(_ONE, plus(_ONE, x)),
    "tanh": lambda x, value: plus(_ONE, times(value, value), -1),
    "sqrt": lambda x, value: over(_ONE, times(_TWO, value)),
    "abs": _sign,
    "sign": lambda x, value: _ZERO,
    "step": lambda x, value: _ZERO,
}
"""The slope of a function by its argument, from the argument and the value."""
