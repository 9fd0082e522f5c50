"""A slope in terms of the output, as books have it: out·(1 − out) of the logistic function, 1 − out² of tanh.

Where function and slope are both quotients of polynomials in one quantity k (a power of e, or a tanh), and the function
is (αk + β)/(γk + δ), k can be put in terms of the output, and with it the slope.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from math import gcd, lcm

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
    with_parts,
)
from explainer.functions.own.factors import Factored
from explainer.functions.own.numbers_written import fraction_of
from explainer.functions.own.polynomials import ONE, NoPolynomialError, Polynomial, Rational, trimmed
from explainer.functions.own.simplify import factored, simplified


def by_output(function: Expression, slope: Expression, out: Leaf) -> Expression:
    """Return the slope of a function with its output in it where that is shorter, or else as it is."""
    polynomial = _polynomial_in_output(function, slope)
    if polynomial is not None:
        return _written(polynomial, out)
    return _as_typed(simplified(_replaced(slope, simplified(function), out)), function)


def _as_typed(slope: Expression, function: Expression) -> Expression:
    """Write tanh(0.8*x) in a slope as the function has it, not as tanh(4*x/5): that number is there already."""
    for call in _calls(function):
        slope = _replaced(slope, simplified(call), call)
    return slope


def _calls(rule: Expression) -> Iterator[Call]:
    """Go through the calls of functions in a formula, from the outside in."""
    if isinstance(rule, Call):
        yield rule
    for part in children(rule):
        yield from _calls(part)


def _replaced(rule: Expression, old: Expression, new: Expression) -> Expression:
    if rule == old and not isinstance(rule, Leaf | Constant):
        return new
    return with_parts(rule, [_replaced(part, old, new) for part in children(rule)])


def _polynomial_in_output(function: Expression, slope: Expression) -> Polynomial | None:
    """Return the slope as a polynomial of the output, of the second degree at most."""
    try:
        kernel = _kernel(function)
        of_function, of_slope = _in_fewest_powers(_rational(function, kernel), _rational(slope, kernel))
        if max(len(of_function.top), len(of_function.bottom)) != 2:
            return None
        (beta, alpha), (delta, gamma) = _pair(of_function.top), _pair(of_function.bottom)
        k = Rational(trimmed((-beta, delta)), trimmed((alpha, -gamma)))
        made = of_slope.at(k).reduced()
    except NoPolynomialError:
        return None
    return made.top if len(made.bottom) == 1 and 2 <= len(made.top) <= 3 else None


def _in_fewest_powers(*quotients: Rational) -> tuple[Rational, ...]:
    """Where only every second power of k is in all of them, take k² for k; and so on."""
    polynomials = [polynomial for of in quotients for polynomial in (of.top, of.bottom)]
    step = gcd(*(power for polynomial in polynomials for power, number in enumerate(polynomial) if number)) or 1
    return tuple(Rational(of.top[::step], of.bottom[::step]) for of in quotients)


def _pair(polynomial: Polynomial) -> tuple[Fraction, Fraction]:
    first, second, *_ = (*polynomial, Fraction(0), Fraction(0))
    return first, second


@dataclass(frozen=True)
class _Kernel:
    """k: a function of `base`, which for powers of e is that of e^(unit·base)."""

    function: str
    base: Factored
    unit: Fraction = ONE


def _kernel(function: Expression) -> _Kernel:
    """Return the one quantity that all of a function is made of."""
    found = [(name, factored(of)) for name, of in _kernels(function)]
    if not found or len({(name, of.exponents) for name, of in found}) > 1 or not all(of.number for _, of in found):
        raise NoPolynomialError
    name, of = found[0]
    numbers = [power.number for _, power in found]
    if name == "tanh":
        if len(set(numbers)) > 1:
            raise NoPolynomialError
        return _Kernel(name, of, numbers[0])
    bottom = lcm(*(number.denominator for number in numbers))
    return _Kernel(name, of, Fraction(gcd(*(int(number * bottom) for number in numbers)), bottom))


def _kernels(rule: Expression) -> Iterator[tuple[str, Expression]]:
    match rule:
        case Call("exp" | "tanh" as name, (of,)):
            yield name, of
        case _:
            for part in children(rule):
                yield from _kernels(part)


def _rational(rule: Expression, kernel: _Kernel) -> Rational:
    """Return an expression as a quotient of polynomials in the kernel."""
    match rule:
        case Constant(value):
            return Rational(trimmed((fraction_of(value),)))
        case Sum(terms):
            whole = Rational(())
            for term in terms:
                whole = whole.plus(_rational(term, kernel))
            return whole
        case Difference(left, right):
            return _rational(Sum((left, Negative(right))), kernel)
        case Negative(of):
            return _rational(of, kernel).times(Rational((-ONE,)))
        case Product(factors):
            whole = Rational((ONE,))
            for factor in factors:
                whole = whole.times(_rational(factor, kernel))
            return whole
        case Quotient(top, bottom):
            return _rational(top, kernel).times(_rational(bottom, kernel).inverse())
        case Power(base, Constant(int() as power)):
            return _rational(base, kernel).to_the(power)
        case Call(function, (of,)) if function == kernel.function:
            return _of_kernel(factored(of), kernel)
    raise NoPolynomialError


def _of_kernel(of: Factored, kernel: _Kernel) -> Rational:
    times = of.number / kernel.unit
    if of.exponents != kernel.base.exponents or times.denominator != 1 or (kernel.function == "tanh" and times != 1):
        raise NoPolynomialError
    return Rational((Fraction(0), ONE)).to_the(int(times))


def _written(polynomial: Polynomial, out: Leaf) -> Expression:
    """out·(1 − out) where it has two roots, 1 − out² where these are opposite, else term by term."""
    constant, linear, square = (*polynomial, Fraction(0))[:3]
    numbers = [_constant(number) for number in (constant, linear, square)]
    if not constant and square and linear:
        inner = Sum((_constant(linear / square), out))
        return simplified(Product((numbers[2], out, inner)) if square > 0 else _turned(out, linear, square))
    terms = (numbers[0], Product((numbers[1], out)), Product((numbers[2], Power(out, Constant(2)))))
    return simplified(Sum(terms))


def _turned(out: Leaf, linear: Fraction, square: Fraction) -> Expression:
    return Product((_constant(-square), out, Difference(_constant(-linear / square), out)))


def _constant(number: Fraction) -> Expression:
    top = Constant(abs(number.numerator))
    size = top if number.denominator == 1 else Quotient(top, Constant(number.denominator))
    return Negative(size) if number < 0 else size
