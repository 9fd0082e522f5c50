"""Numbers that know how far rounding may have taken them, and the operations on them.

Every operation adds the rounding of its own result to what it inherits from its operands, to first order
(Higham, Accuracy and Stability of Numerical Algorithms, 2002, chapters 2 to 4). Cancellation is thus judged fairly:
two results of the same expression that were rounded differently on the way agree within these bounds. What is not
finite raises ArithmeticError or ValueError.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from decimal import Decimal
from fractions import Fraction
from operator import itemgetter
from typing import NamedTuple

Bounded = tuple[float, float]
"""A value, and a bound of its error."""

Node = Callable[[Sequence[Bounded]], Bounded]
"""An expression: takes the numbers of its symbols, gives its result."""

EPSILON = 2.0**-52
_TINY = 2.0**-1022
OF_FUNCTION = 8 * EPSILON  # fast versions of exp, tanh … are a few units off in the last place
_SAFETY = 4
_FEW_DIGITS = 12


def agree(result: Bounded, value: float) -> bool:
    """Tell whether `value` is the result, apart from rounding on the way."""
    return result[0] == value or abs(result[0] - value) <= _SAFETY * result[1]


class OnPaper(NamedTuple):
    """Values that are rounded, half up, to so many significant `digits` or, without them, `decimals`."""

    digits: int | None = None
    decimals: int = 0

    def agree(self, result: Bounded, value: float) -> bool:
        """Tell whether `value` is the result as it is rounded, apart from what was lost on the way to it."""
        off, unit = abs(Fraction(result[0]) - Fraction(repr(value))), self._unit(value)
        return Fraction(repr(value)) % unit == 0 and off <= unit / 2 + _SAFETY * Fraction(result[1])

    @property
    def spoken(self) -> str:
        return f"{self.decimals} decimals" if self.digits is None else f"{self.digits} digits"

    def _unit(self, value: float) -> Fraction:
        last = -self.decimals if self.digits is None else Decimal(repr(value)).adjusted() + 1 - self.digits
        return Fraction(10) ** last


def looks_rounded(result: Bounded, value: float) -> bool:
    """Tell whether a value that is not the result may be what it is rounded to."""
    digits = len(Decimal(repr(value)).normalize().as_tuple().digits)
    return digits <= _FEW_DIGITS and OnPaper(digits).agree(result, value)


def constant(value: float) -> Node:
    """Return an expression that is an exact number."""
    number = (value, 0.0)
    return lambda numbers: number


def slot(index: int) -> Node:
    """Return an expression that is the number of one symbol."""
    return itemgetter(index)


def total(terms: Sequence[tuple[int, Node]]) -> Node:
    """Return the sum of the terms, each with its sign. More than two may have been added in any order."""
    count = len(terms)

    def node(numbers: Sequence[Bounded]) -> Bounded:
        value = error = size = 0.0
        for sign, term in terms:
            number, bound = term(numbers)
            value += sign * number
            error += bound
            size += EPSILON * abs(number)  # the sum of the numbers themselves may be too large for one
        return _finite(value), error + (EPSILON * abs(value) if count <= 2 else count * size)

    return node


def product(first: Node, rest: Sequence[tuple[str, Node]]) -> Node:
    """Return first * … / …, worked out from the left; `rest` has each further factor with its sign, "*" or "/"."""
    steps = [(times if sign == "*" else over, factor) for sign, factor in rest]

    def node(numbers: Sequence[Bounded]) -> Bounded:
        result = first(numbers)
        for combine, factor in steps:
            result = combine(result, factor(numbers))
        return result

    return node


def plus(left: Bounded, right: Bounded, sign: int = 1) -> Bounded:
    """Return left + right, or left - right where the sign is -1."""
    value = _finite(left[0] + sign * right[0])
    return value, left[1] + right[1] + EPSILON * abs(value)


def times(left: Bounded, right: Bounded) -> Bounded:
    (a, of_a), (b, of_b) = left, right
    value = _finite(a * b)
    return value, abs(a) * of_b + abs(b) * of_a + EPSILON * abs(value) + _TINY


def over(left: Bounded, right: Bounded) -> Bounded:
    (a, of_a), (b, of_b) = left, right
    value = _finite(a / b)
    return value, (of_a + abs(value) * of_b) / abs(b) + EPSILON * abs(value) + _TINY


def power(base: Node, exponent: Node) -> Node:
    """Return base ** exponent."""

    def node(numbers: Sequence[Bounded]) -> Bounded:
        (x, of_x), (y, of_y) = base(numbers), exponent(numbers)
        value = math.pow(x, y)
        if x == 0:
            return value, of_x + of_y
        slope = abs(y) * of_x / abs(x) + abs(math.log(abs(x))) * of_y
        return value, abs(value) * (slope + OF_FUNCTION) + _TINY

    return node


def negative(of: Node) -> Node:
    """Return the expression with its sign changed."""

    def node(numbers: Sequence[Bounded]) -> Bounded:
        value, error = of(numbers)
        return -value, error

    return node


def call(function: str, arguments: Sequence[Node]) -> Node:
    """Return a function of FUNCTIONS of its arguments."""
    apply = FUNCTIONS[function]
    return lambda numbers: apply(*[argument(numbers) for argument in arguments])


def takes(function: str, arguments: int) -> bool:
    """Tell whether the function takes that many arguments."""
    return arguments >= 1 if function in _OF_SEVERAL else arguments == 1


def _finite(value: float) -> float:
    if not math.isfinite(value):
        raise OverflowError("a number beyond what a float64 holds")
    return value


def _smooth(function: Callable[[float], float], slope: Callable[[float, float], float]) -> Callable[..., Bounded]:
    """Return a function with bounds; `slope(x, f(x))` tells what it makes of the error of x."""

    def apply(x: Bounded) -> Bounded:
        value = function(x[0])
        inherited = x[1] * slope(x[0], value) if x[1] else 0.0
        return value, inherited + OF_FUNCTION * abs(value) + _TINY

    return apply


def _exp(x: Bounded) -> Bounded:
    """The argument may have been a difference that was rounded, as when a softmax leaves out the largest net input."""
    value = math.exp(x[0])
    if not value:  # whatever the error of so small an argument
        return value, _TINY
    return value, value * (x[1] + EPSILON * abs(x[0]) + OF_FUNCTION) + _TINY


def _sqrt(x: Bounded) -> Bounded:
    """Steep where its argument is nearly 0: there the root of the error is the bound."""
    value = math.sqrt(x[0])
    inherited = min(math.sqrt(x[1]), 0.5 * x[1] / value) if value else math.sqrt(x[1])
    return value, inherited + OF_FUNCTION * value + _TINY


def _jump(function: Callable[[float], float], height: float) -> Callable[..., Bounded]:
    """Return a function that jumps at 0, where an argument that is not exact leaves it open."""
    return lambda x: (function(x[0]), height if x[1] and abs(x[0]) <= x[1] else 0.0)


def _one_of(choose: Callable[..., float]) -> Callable[..., Bounded]:
    return lambda *arguments: (choose(value for value, _ in arguments), max(error for _, error in arguments))


def _sign(x: float) -> float:
    return float((x > 0) - (x < 0))


FUNCTIONS: dict[str, Callable[..., Bounded]] = {
    "exp": _exp,
    "log": _smooth(math.log, lambda x, f: 1 / x),
    "log1p": _smooth(math.log1p, lambda x, f: 1 / (1 + x)),
    "expm1": _smooth(math.expm1, lambda x, f: f + 1),
    "tanh": _smooth(math.tanh, lambda x, f: 1 - f * f),
    "sqrt": _sqrt,
    "abs": lambda x: (abs(x[0]), x[1]),
    "min": _one_of(min),
    "max": _one_of(max),
    "sign": _jump(_sign, 2.0),
    "step": _jump(lambda x: float(x > 0), 1.0),
}
_OF_SEVERAL = frozenset({"min", "max"})
