"""The rules of differentiation, one for each kind of node, each with its name.

A slope that is still to be worked out stands in what a rule gives as a call of `SLOPE`; so one rule at a time can be
shown, or all be carried out at once.

Slopes where there is none: that of |x| and of sign(x) at 0 is 0, that of a step is 0. Where the two arguments of max or
min are equal the slope is that of the constant one; of two straight lines, that on the left side.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import Any, NamedTuple

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
from explainer.functions.own.simplify import simplified

SLOPE = "slope"
_ONE, _ZERO, _TWO = Constant(1), Constant(0), Constant(2)


class Applied(NamedTuple):
    """What a rule makes of a slope, and the rule's name."""

    rule: str
    result: Expression


def slope_of(rule: Expression) -> Call:
    """Return the slope of an expression as one that is still to be worked out."""
    return Call(SLOPE, (rule,))


@lru_cache(maxsize=4096)  # what is asked for again and again of parts of nested max and min
def derivative(rule: Expression, letter: Any) -> Expression:
    """Return the slope of an expression by a letter, every rule carried out and nothing simplified."""
    return _carried_out(applied(rule, letter).result, letter)


def _carried_out(rule: Expression, letter: Any) -> Expression:
    match rule:
        case Call(function, (of,)) if function == SLOPE:
            return derivative(of, letter)
        case _:
            return with_parts(rule, [_carried_out(part, letter) for part in children(rule)])


def depends(rule: Expression, letter: Any) -> bool:
    return letter in symbols(rule)


def applied(rule: Expression, letter: Any) -> Applied:
    """Return what the first rule makes of the slope of an expression by a letter."""
    match rule:
        case Leaf(symbol) if symbol == letter:
            return Applied("slope of the variable itself", _ONE)
        case _ if not depends(rule, letter):
            return Applied("constant", _ZERO)
        case Sum(terms):
            return Applied("sum rule", Sum(tuple(map(slope_of, terms))))
        case Difference(left, right):
            return Applied("sum rule", Difference(slope_of(left), slope_of(right)))
        case Negative(of):
            return Applied("constant factor", Negative(slope_of(of)))
        case Product(factors):
            return _of_product(factors, letter)
        case Quotient(top, bottom):
            return _of_quotient(top, bottom, letter)
        case Power(base, exponent):
            return _of_power(base, exponent, letter)
        case Call("max" | "min" as function, (left, right)):
            return Applied(f"slope of {function}", _of_choice(function, left, right, letter))
        case Call(function, (of,)):
            outer = _OUTER[function](of)
            if of == Leaf(letter):
                return Applied(f"slope of {function}", outer)
            return Applied("chain rule", outer if outer == _ZERO else Product((outer, slope_of(of))))
    raise TypeError(rule)


def _of_product(factors: tuple[Expression, ...], letter: Any) -> Applied:
    moving = [i for i, factor in enumerate(factors) if depends(factor, letter)]
    terms = [Product((*factors[:i], slope_of(factors[i]), *factors[i + 1 :])) for i in moving]
    return Applied("constant factor", terms[0]) if len(terms) == 1 else Applied("product rule", Sum(tuple(terms)))


def _of_quotient(top: Expression, bottom: Expression, letter: Any) -> Applied:
    if not depends(bottom, letter):
        return Applied("constant factor", Quotient(slope_of(top), bottom))
    square, back = Power(bottom, _TWO), Product((top, slope_of(bottom)))
    return Applied("quotient rule", Quotient(Difference(Product((slope_of(top), bottom)), back), square))


def _of_power(base: Expression, exponent: Expression, letter: Any) -> Applied:
    if not depends(exponent, letter):
        outer = Product((exponent, Power(base, Difference(exponent, _ONE))))
        return Applied("power rule", outer if base == Leaf(letter) else Product((*outer.factors, slope_of(base))))
    whole = Power(base, exponent)
    if not depends(base, letter):
        return Applied("slope of a power", Product((whole, Call("log", (base,)), slope_of(exponent))))
    from_exponent = Product((slope_of(exponent), Call("log", (base,))))
    from_base = Quotient(Product((exponent, slope_of(base))), base)
    return Applied("slope of a power", Product((whole, Sum((from_exponent, from_base)))))


def _of_choice(function: str, left: Expression, right: Expression, letter: Any) -> Expression:
    """The slope of the larger one, or of the smaller: a step from one to the other where they are equal."""
    if not depends(right, letter) or (depends(left, letter) and _falls(_side(function, left, right), letter)):
        left, right = right, left
    is_right = Call("step", (_side(function, left, right),))
    if not depends(left, letter):
        return Product((is_right, slope_of(right)))
    rest = Difference(slope_of(right), slope_of(left))
    return Sum((slope_of(left), Product((is_right, rest))))


def _side(function: str, left: Expression, right: Expression) -> Expression:
    """What is positive where the right one is taken."""
    return Difference(right, left) if function == "max" else Difference(left, right)


def _falls(rule: Expression, letter: Any) -> bool:
    """Tell whether a straight line falls."""
    slope = simplified(derivative(rule, letter))
    return isinstance(slope, Constant) and slope.value < 0


_OUTER: dict[str, Callable[[Expression], Expression]] = {
    "exp": lambda u: Call("exp", (u,)),
    "expm1": lambda u: Call("exp", (u,)),
    "log": lambda u: Quotient(_ONE, u),
    "log1p": lambda u: Quotient(_ONE, Sum((_ONE, u))),
    "tanh": lambda u: Difference(_ONE, Power(Call("tanh", (u,)), _TWO)),
    "sqrt": lambda u: Quotient(_ONE, Product((_TWO, Call("sqrt", (u,))))),
    "abs": lambda u: Call("sign", (u,)),
    "sign": lambda u: _ZERO,
    "step": lambda u: _ZERO,
}
"""The slope of each function by its argument."""
