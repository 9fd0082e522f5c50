"""An expression as a book would write it: like terms and like factors taken together, numbers worked out.

Every expression is taken as a number times a product of powers, or as a sum of such; products of sums are left as they
are. Numbers are fractions, so nothing is rounded on the way.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
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

_ONE = Constant(1)
_FEW_PARTS = 10
"""A number is written as a fraction where its denominator is less than this, else as a decimal number."""
_MOST_POWER = 64


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
            return factored(rule).written()


_UNCHANGED = {"log", "log1p", "expm1", "max", "min", "sum", "largest"}


@dataclass(frozen=True)
class Factored:
    """A number times powers of expressions, in the order in which they were met; `exponents` has no 0."""

    number: Fraction
    exponents: tuple[tuple[Expression, Fraction], ...] = ()

    def times(self, other: Factored) -> Factored:
        powers = dict(self.exponents)
        for base, exponent in other.exponents:
            powers[base] = powers.get(base, Fraction(0)) + exponent
        return Factored(self.number * other.number, tuple((b, e) for b, e in _merged(powers).items() if e))

    def to_the(self, power: Fraction) -> Factored | None:
        """Return a power of it; None where the power of its number is not exact, or the sign of a base would go."""
        if power.denominator != 1:
            return None
        if abs(power) > _MOST_POWER or (power < 0 and not self.number):
            return None
        number = self.number ** int(power)
        return Factored(number, tuple((base, exponent * power) for base, exponent in self.exponents))

    @property
    def is_number(self) -> bool:
        return not self.number or not self.exponents

    def written(self) -> Expression:
        number = self.number
        if self.is_number:
            return _number(number)
        top = [_power(base, exponent) for base, exponent in self.exponents if exponent > 0]
        bottom = [_power(base, -exponent) for base, exponent in self.exponents if exponent < 0]
        size = abs(number)
        if size.denominator < _FEW_PARTS:
            top = ([_number(Fraction(size.numerator))] if size.numerator != 1 or not top else []) + top
            bottom = ([_number(Fraction(size.denominator))] if size.denominator != 1 else []) + bottom
        else:
            top = [_number(size), *top]
        whole = _product(top)
        if bottom:
            whole = Quotient(whole, _product(bottom))
        return Negative(whole) if number < 0 else whole


def _product(factors: list[Expression]) -> Expression:
    return factors[0] if len(factors) == 1 else Product(tuple(factors))


def _power(base: Expression, exponent: Fraction) -> Expression:
    if exponent == 1:
        return base
    if _is_exp(base):
        return Call("exp", (simplified(Product((_number(exponent), base.arguments[0]))),))
    return Power(base, _number(exponent))


def _merged(powers: dict[Expression, Fraction]) -> dict[Expression, Fraction]:
    """Take together what belongs together: e to some powers, and |x| times the sign of x."""
    exps = [base for base in powers if _is_exp(base)]
    if len(exps) > 1:
        exponents = [Product((_number(powers[base]), base.arguments[0])) for base in exps]
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
            return Factored(Fraction(1), ((rule, Fraction(1)),))
        case Product(factors):
            return _together(map(factored, factors))
        case Quotient(top, bottom):
            return _divided(factored(top), bottom)
        case Negative(of):
            return Factored(Fraction(-1)).times(factored(of))
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
        whole = whole.times(part)
    return Factored(Fraction(0)) if not whole.number else _as_share(_with_abs(whole))


def _with_abs(whole: Factored) -> Factored:
    """x·sign(x) is |x|, and |x|·sign(x) is x."""
    powers = dict(whole.exponents)
    for base in list(powers):
        if isinstance(base, Call) and base.function == "sign" and powers[base] == 1:
            (of,) = base.arguments
            size = Call("abs", (of,))
            if powers.get(of) == 1 or powers.get(size) == 1:
                old, new = (of, size) if powers.get(of) == 1 else (size, of)
                order = [new if b == old else b for b in powers if b != base]
                powers = {b: powers.get(old if b == new else b, Fraction(1)) for b in order}
    return Factored(whole.number, tuple(powers.items()))


def _divided(top: Factored, bottom: Expression) -> Factored:
    inverse = factored(bottom).to_the(Fraction(-1))
    if inverse is None:
        return top.times(Factored(Fraction(1), ((Constant(0), Fraction(-1)),)))
    return _as_share(top.times(inverse))


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
    if isinstance(inner, Constant) and isinstance(exponent, Constant):
        return Factored(Fraction(1), ((Power(inner, exponent), Fraction(1)),))
    if isinstance(exponent, Constant):
        return Factored(Fraction(1), ((inner, fraction_of(exponent.value)),))
    return Factored(Fraction(1), ((Power(inner, exponent), Fraction(1)),))


def _of_sum(rule: Expression) -> Factored:
    """A sum as a factor of a product; what is a single term after all gives its own factors."""
    match rule:
        case Sum() | Difference():
            return Factored(Fraction(1), ((rule, Fraction(1)),))
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
            return _of_size(rule.function, of)
    return Factored(Fraction(1), ((Call(rule.function, arguments), Fraction(1)),))


_KNOWN: dict[tuple[str, Expression], int] = {
    ("exp", Constant(0)): 1,
    ("log", Constant(1)): 0,
    ("log1p", Constant(0)): 0,
    ("expm1", Constant(0)): 0,
    ("tanh", Constant(0)): 0,
    ("sqrt", Constant(0)): 0,
    ("sqrt", Constant(1)): 1,
}


def _of_size(function: str, of: Expression) -> Factored:
    """|2x| is 2|x|; the sign of 2x is that of x, and that of -x the opposite."""
    inner = factored(of)
    number = inner.number
    if inner.is_number:
        return Factored({"abs": abs(number), "sign": _sign(number), "step": Fraction(int(number > 0))}[function])
    if function == "step":
        unit = Factored(Fraction(_sign(number)), inner.exponents)
        return Factored(Fraction(1), ((Call("step", (unit.written(),)), Fraction(1)),))
    bare = Factored(Fraction(1), inner.exponents).written()
    before = abs(number) if function == "abs" else _sign(number)
    return Factored(before, ((Call(function, (bare,)), Fraction(1)),))


def _sign(number: Fraction) -> Fraction:
    return Fraction((number > 0) - (number < 0))


def _terms(rule: Expression) -> list[Factored]:
    """Return the terms of a sum, like ones added up."""
    totals: dict[frozenset[tuple[Expression, Fraction]], Factored] = {}
    for term in _spread(rule, Fraction(1)):
        key = frozenset(term.exponents)
        before = totals.get(key)
        totals[key] = term if before is None else Factored(before.number + term.number, before.exponents)
    return [term for term in totals.values() if term.number]


def _spread(rule: Expression, sign: Fraction) -> Iterable[Factored]:
    match rule:
        case Sum(terms):
            for term in terms:
                yield from _spread(term, sign)
        case Difference(left, right):
            yield from _spread(left, sign)
            yield from _spread(right, -sign)
        case Negative(of):
            yield from _spread(of, -sign)
        case _:
            whole = factored(rule)
            match whole.exponents:
                case ((Sum() | Difference() as inner, exponent),) if exponent == 1:
                    yield from _spread(inner, sign * whole.number)
                case _:
                    yield Factored(sign * whole.number, whole.exponents)


def _written_sum(terms: list[Factored]) -> Expression:
    """Positive terms first, so that nothing begins with a minus sign that need not; all negative: −(…)."""
    if not terms:
        return Constant(0)
    if len(terms) == 1:
        return terms[0].written()
    if all(term.number < 0 for term in terms):
        return Negative(_written_sum([Factored(-term.number, term.exponents) for term in terms]))
    first = next(i for i, term in enumerate(terms) if term.number > 0)
    whole = terms[first].written()
    for term in (*terms[:first], *terms[first + 1 :]):
        part = Factored(abs(term.number), term.exponents).written()
        if term.number < 0:
            whole = Difference(whole, part)
        else:
            whole = Sum((*whole.terms, part) if isinstance(whole, Sum) else (whole, part))
    return whole


def fraction_of(value: float | int) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(repr(value))


def _number(value: Fraction) -> Expression:
    if value.denominator == 1:
        return Constant(int(value)) if abs(value) < 2**53 else Constant(float(value))
    if value.denominator < _FEW_PARTS:
        size = Quotient(Constant(abs(value.numerator)), Constant(value.denominator))
        return Negative(size) if value < 0 else size
    return Constant(float(value))
