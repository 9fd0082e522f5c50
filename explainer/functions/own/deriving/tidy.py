"""What anybody works out in the head: 0·u = 0, 1·u = u, u¹ = u, −(−u) = u, and numbers by numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fractions import Fraction
from functools import reduce

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
from explainer.functions.own.numbers_written import fraction_of

ZERO, ONE, TWO = Constant(0), Constant(1), Constant(2)


def tidied(rule: Expression) -> Expression:
    """Return an equal expression without what falls away; its factors and terms stay in their order, but for numbers,
    which go before letters, and divisors, which go below everything."""
    match rule:
        case Sum(terms):
            return _sum(map(tidied, terms))
        case Difference(left, right):
            return _difference(tidied(left), tidied(right))
        case Negative(of):
            return negative(tidied(of))
        case Product(factors):
            return product_of([tidied(factor) for factor in factors])
        case Quotient(top, bottom):
            return product_of([Quotient(tidied(top), tidied(bottom))])
        case Power(base, exponent):
            return _power(tidied(base), tidied(exponent))
        case Constant(value) if value < 0:
            return Negative(constant(-fraction_of(value)))
        case _:
            return with_parts(rule, [tidied(part) for part in children(rule)])


def flat(rule: Expression) -> Expression:
    """Return an expression without the parentheses around products in products, and sums in sums."""
    parts = [flat(part) for part in children(rule)]
    match rule:
        case Product():
            return Product(tuple(_inside(parts, Product)), rule.wide)
        case Sum():
            return Sum(tuple(_inside(parts, Sum)))
        case _:
            return with_parts(rule, parts)


def _inside(parts: Iterable[Expression], kind: type[Expression]) -> Iterable[Expression]:
    for part in parts:
        yield from children(part) if isinstance(part, kind) else (part,)


def constant(value: Fraction) -> Constant:
    return Constant(int(value) if value.denominator == 1 else float(value))


def negative(of: Expression) -> Expression:
    match of:
        case Negative(inner):
            return inner
        case Constant(value):
            return Negative(of) if value > 0 else constant(-fraction_of(value))
        case _:
            return Negative(of)


def _number(rule: Expression) -> Fraction | None:
    """Return what an expression is where it is a number."""
    match rule:
        case Constant(value):
            return fraction_of(value)
        case Negative(Constant(value)):
            return -fraction_of(value)
        case _:
            return None


def _sum(terms: Iterable[Expression]) -> Expression:
    first: Expression = ZERO
    return reduce(_added, terms, first)


def _added(left: Expression, right: Expression) -> Expression:
    both = _numbers(left, right, lambda x, y: x + y)
    if both is not None:
        return both
    if right == ZERO:
        return left
    if left == ZERO:
        return right
    if isinstance(right, Negative):
        return Difference(left, right.of)
    return Sum((*left.terms, right) if isinstance(left, Sum) else (left, right))


def _difference(left: Expression, right: Expression) -> Expression:
    both = _numbers(left, right, lambda x, y: x - y)
    if both is not None:
        return both
    if left == ZERO:
        return negative(right)
    return left if right == ZERO else _minus(left, right)


def _minus(left: Expression, right: Expression) -> Expression:
    return _added(left, right.of) if isinstance(right, Negative) else Difference(left, right)


def _numbers(left: Expression, right: Expression, made: Callable[[Fraction, Fraction], Fraction]) -> Expression | None:
    one, other = _number(left), _number(right)
    return _signed(made(one, other)) if one is not None and other is not None else None


def _signed(value: Fraction) -> Expression:
    return Negative(constant(-value)) if value < 0 else constant(value)


def product_of(factors: Sequence[Expression]) -> Expression:
    """Return a product with its number in front, its divisors below and its minus sign before everything."""
    number, top, bottom = _parted(factors)
    under, lower, lowest = _parted(bottom)
    if not number:
        return ZERO
    top, bottom = [*top, *lowest], lower
    if (share := number / under).denominator == 1 or under < 0 or under.denominator == number.denominator == 1:
        number, under = Fraction(share.numerator), Fraction(share.denominator)
    whole = _with_number(abs(number), top)
    if bottom or under != 1:
        whole = Quotient(whole, _with_number(under, bottom))
    return Negative(whole) if number < 0 else whole


def _parted(factors: Sequence[Expression]) -> tuple[Fraction, list[Expression], list[Expression]]:
    """Return the number of a product, its other factors, and its divisors."""
    number, waiting = Fraction(1), [*factors]
    top: list[Expression] = []
    bottom: list[Expression] = []
    while waiting:
        match waiting.pop(0):
            case Negative(of):
                number, waiting = -number, [of, *waiting]
            case Constant(value):
                number *= fraction_of(value)
            case Product(inner):
                waiting = [*inner, *waiting]
            case Quotient(over, under):
                waiting, bottom = [over, *waiting], [*bottom, under]
            case factor:
                top.append(factor)
    return number, top, bottom


def _with_number(size: Fraction, factors: list[Expression]) -> Expression:
    return _together([constant(size), *factors] if size != 1 or not factors else factors)


def _together(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _power(base: Expression, exponent: Expression) -> Expression:
    if exponent == ZERO:
        return ONE
    return base if exponent == ONE else Power(base, exponent)


def is_call(rule: Expression, *functions: str) -> bool:
    return isinstance(rule, Call) and rule.function in functions
