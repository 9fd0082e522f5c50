"""An expression as a book would write it: like terms and like factors taken together, numbers worked out.

Every expression is taken as a number times a product of powers, or as a sum of such; products of sums are left as they
are. Numbers are fractions, so nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction
from functools import lru_cache
from typing import TypeGuard

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
from explainer.functions.own.factors import Factored, single
from explainer.functions.own.numbers_written import FEW_PARTS, fraction_of, number_of
from explainer.functions.own.sizes import size_of, with_abs


@lru_cache(maxsize=4096)
def simplified(rule: Expression) -> Expression:
    """Return an equal expression, written as a book would."""
    match rule:
        case Sum() | Difference():
            return _written_sum(_terms(rule))
        case Leaf() | Constant():
            return rule
        case Call(function, arguments) if function in _UNCHANGED:
            return Call(function, tuple(map(simplified, arguments)))
        case _:
            return _written(factored(rule))


_UNCHANGED = {"log", "log1p", "expm1", "max", "min", "sum", "largest"}


def _written(whole: Factored) -> Expression:
    number = whole.number
    if whole.is_number:
        return number_of(number)
    top = [_power(base, exponent) for base, exponent in whole.exponents if exponent > 0]
    bottom = [_power(base, -exponent) for base, exponent in whole.exponents if exponent < 0]
    size = abs(number)
    if size.denominator < FEW_PARTS:
        top = ([number_of(Fraction(size.numerator))] if size.numerator != 1 or not top else []) + top
        bottom = ([number_of(Fraction(size.denominator))] if size.denominator != 1 else []) + bottom
    else:
        top = [number_of(size), *top]
    quotient = Quotient(_product(top), _product(bottom)) if bottom else _product(top)
    return Negative(quotient) if number < 0 else quotient


def _times(one: Factored, other: Factored) -> Factored:
    powers = dict(one.exponents)
    for base, exponent in other.exponents:
        powers[base] = powers.get(base, Fraction(0)) + exponent
    return Factored(one.number * other.number, tuple((b, e) for b, e in _merged(powers).items() if e))


def _product(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _power(base: Expression, exponent: Fraction) -> Expression:
    if exponent == 1:
        return base
    if _is_exp(base):
        return Call("exp", (simplified(Product((number_of(exponent), base.arguments[0]))),))
    return Power(base, number_of(exponent))


def _merged(powers: dict[Expression, Fraction]) -> dict[Expression, Fraction]:
    """Take together what belongs together: e to some powers, and |x| times the sign of x."""
    exps = [base for base in powers if _is_exp(base)]
    if len(exps) > 1:
        exponents = [Product((number_of(powers[base]), base.arguments[0])) for base in exps]
        together = simplified(Sum(tuple(exponents)))
        place = list(powers).index(exps[0])
        rest = [(base, exponent) for base, exponent in powers.items() if base not in exps]
        made = [] if together == Constant(0) else [(Call("exp", (together,)), Fraction(1))]
        powers = dict([*rest[:place], *made, *rest[place:]])
    return powers


def factored(rule: Expression) -> Factored:
    """Return an expression as a number times powers."""
    match rule:
        case Constant(value):
            return Factored(fraction_of(value))
        case Leaf():
            return single(rule)
        case Product(factors):
            return _together(map(factored, factors))
        case Quotient(top, bottom):
            return _divided(factored(top), bottom)
        case Negative(of):
            return _times(Factored(Fraction(-1)), factored(of))
        case Power(base, exponent):
            return _raised(base, simplified(exponent))
        case Sum() | Difference():
            return _of_sum(_written_sum(_terms(rule)))
        case Call():
            return _of_call(rule)
    raise TypeError(rule)


def _together(parts: Iterable[Factored]) -> Factored:
    whole = Factored(Fraction(1))
    for part in parts:
        whole = _times(whole, part)
    return Factored(Fraction(0)) if not whole.number else _as_share(with_abs(whole))


def _divided(top: Factored, bottom: Expression) -> Factored:
    inverse = factored(bottom).to_the(Fraction(-1))
    if inverse is None:
        return _times(top, single(Constant(0), Fraction(-1)))
    return _as_share(_times(top, inverse))


def _as_share(whole: Factored) -> Factored:
    """e^x/(1 + e^x) is written as 1/(1 + e^(-x))."""
    powers = dict(whole.exponents)
    for bottom in powers:
        if not isinstance(bottom, Sum) or powers[bottom] != -1:
            continue
        for term in bottom.terms:
            if powers.get(term) == 1 and _is_exp(term) and any(isinstance(other, Constant) for other in bottom.terms):
                back = Call("exp", (simplified(Negative(term.arguments[0])),))
                scaled = _written_sum([factored(Product((back, other))) for other in _constants_last(bottom)])
                exponents = tuple((scaled if base == bottom else base, powers[base]) for base in powers if base != term)
                return Factored(whole.number, exponents)
    return whole


def _is_exp(rule: Expression) -> TypeGuard[Call]:
    return isinstance(rule, Call) and rule.function == "exp"


def _constants_last(rule: Sum) -> list[Expression]:
    return sorted(rule.terms, key=lambda term: isinstance(term, Constant))


def _raised(base: Expression, exponent: Expression) -> Factored:
    if isinstance(exponent, Constant):
        raised = factored(base).to_the(fraction_of(exponent.value))
        if raised is not None:
            return raised
    inner = simplified(base)
    if isinstance(exponent, Constant) and not isinstance(inner, Constant):
        return single(inner, fraction_of(exponent.value))
    return single(Power(inner, exponent))


def _of_sum(rule: Expression) -> Factored:
    """A sum as a factor of a product; what is a single term after all gives its own factors."""
    match rule:
        case Sum() | Difference():
            return single(rule)
        case Negative(Sum() as of):
            return Factored(Fraction(-1), ((of, Fraction(1)),))
        case _:
            return factored(rule)


def _of_call(rule: Call) -> Factored:
    arguments = tuple(map(simplified, rule.arguments))
    if len(arguments) == 1:
        (of,) = arguments
        if (rule.function, of) in _KNOWN:
            return Factored(Fraction(_KNOWN[rule.function, of]))
        if rule.function in ("abs", "sign", "step"):
            return size_of(rule.function, factored(of), _written)
    return single(Call(rule.function, arguments))


_KNOWN: dict[tuple[str, Expression], int] = {
    ("exp", Constant(0)): 1,
    ("log", Constant(1)): 0,
    ("log1p", Constant(0)): 0,
    ("expm1", Constant(0)): 0,
    ("tanh", Constant(0)): 0,
    ("sqrt", Constant(0)): 0,
    ("sqrt", Constant(1)): 1,
}


def _terms(rule: Expression) -> list[Factored]:
    """Return the terms of a sum, like ones added up; a multiple of a sum is opened only beside other terms."""
    terms = [term for term in _signed(rule, Fraction(1)) if term.number]
    if len(terms) > 1 or (terms and abs(terms[0].number) == 1):
        terms = [opened for term in terms for opened in _opened(term)]
    totals: dict[frozenset[tuple[Expression, Fraction]], Factored] = {}
    for term in terms:
        key = frozenset(term.exponents)
        before = totals.get(key)
        totals[key] = term if before is None else Factored(before.number + term.number, before.exponents)
    return [term for term in totals.values() if term.number]


def _signed(rule: Expression, sign: Fraction) -> Iterable[Factored]:
    match rule:
        case Sum(terms):
            for term in terms:
                yield from _signed(term, sign)
        case Difference(left, right):
            yield from _signed(left, sign)
            yield from _signed(right, -sign)
        case Negative(of):
            yield from _signed(of, -sign)
        case _:
            whole = factored(rule)
            yield Factored(sign * whole.number, whole.exponents)


def _opened(term: Factored) -> Iterable[Factored]:
    match term.exponents:
        case ((Sum() | Difference() as inner, exponent),) if exponent == 1:
            for part in _signed(inner, term.number):
                yield from _opened(part)
        case _:
            yield term


def _written_sum(terms: list[Factored]) -> Expression:
    """Positive terms first, so that nothing begins with a minus sign that need not; all negative: −(…)."""
    if not terms:
        return Constant(0)
    if len(terms) == 1:
        return _written(terms[0])
    if all(term.number < 0 for term in terms):
        return Negative(_written_sum([Factored(-term.number, term.exponents) for term in terms]))
    first = next(i for i, term in enumerate(terms) if term.number > 0)
    whole = _written(terms[first])
    for term in (*terms[:first], *terms[first + 1 :]):
        part = _written(Factored(abs(term.number), term.exponents))
        if term.number < 0:
            whole = Difference(whole, part)
        else:
            whole = Sum((*whole.terms, part) if isinstance(whole, Sum) else (whole, part))
    return whole
