"""Polynomials of one variable and their quotients, with fractions for coefficients, so that nothing is rounded."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from itertools import zip_longest

_MOST_DEGREE = 8
ONE = Fraction(1)
Polynomial = tuple[Fraction, ...]
"""Its coefficients, that of the constant term first."""


@dataclass(frozen=True)
class Rational:
    """A quotient of two polynomials; `reduced` where they have nothing in common."""

    top: Polynomial
    bottom: Polynomial = (ONE,)

    def plus(self, other: Rational) -> Rational:
        top = _added(_times(self.top, other.bottom), _times(other.top, self.bottom))
        return Rational(top, _times(self.bottom, other.bottom)).reduced()

    def times(self, other: Rational) -> Rational:
        return Rational(_times(self.top, other.top), _times(self.bottom, other.bottom)).reduced()

    def inverse(self) -> Rational:
        if not self.top:
            raise NoPolynomialError
        return Rational(self.bottom, self.top)

    def to_the(self, power: int) -> Rational:
        if abs(power) > _MOST_DEGREE:
            raise NoPolynomialError
        base, whole = self if power > 0 else self.inverse(), Rational((ONE,))
        for _ in range(abs(power)):
            whole = whole.times(base)
        return whole

    def reduced(self) -> Rational:
        if max(len(self.top), len(self.bottom)) > 4 * _MOST_DEGREE:
            raise NoPolynomialError
        common = _common(self.top, self.bottom)
        top, bottom = _divided(self.top, common)[0], _divided(self.bottom, common)[0]
        first = bottom[-1]
        return Rational(tuple(c / first for c in top), tuple(c / first for c in bottom))

    def at(self, k: Rational) -> Rational:
        """Return it with another quotient in the place of its variable."""
        return _value(self.top, k).times(_value(self.bottom, k).inverse())


class NoPolynomialError(Exception):
    """What is looked at is no quotient of polynomials."""


def _value(polynomial: Polynomial, k: Rational) -> Rational:
    whole = Rational(())
    for coefficient in reversed(polynomial):
        whole = whole.times(k).plus(Rational(trimmed((coefficient,))))
    return whole


def trimmed(polynomial: Polynomial) -> Polynomial:
    end = len(polynomial)
    while end and not polynomial[end - 1]:
        end -= 1
    return polynomial[:end]


def _added(one: Polynomial, other: Polynomial) -> Polynomial:
    return trimmed(tuple(a + b for a, b in zip_longest(one, other, fillvalue=Fraction(0))))


def _times(one: Polynomial, other: Polynomial) -> Polynomial:
    made = [Fraction(0)] * max(len(one) + len(other) - 1, 0)
    for i, a in enumerate(one):
        for j, b in enumerate(other):
            made[i + j] += a * b
    return trimmed(tuple(made))


def _divided(top: Polynomial, bottom: Polynomial) -> tuple[Polynomial, Polynomial]:
    """Return quotient and remainder."""
    rest, quotient = list(top), [Fraction(0)] * max(len(top) - len(bottom) + 1, 0)
    for i in reversed(range(len(quotient))):
        quotient[i] = rest[i + len(bottom) - 1] / bottom[-1]
        for j, b in enumerate(bottom):
            rest[i + j] -= quotient[i] * b
    return trimmed(tuple(quotient)), trimmed(tuple(rest))


def _common(one: Polynomial, other: Polynomial) -> Polynomial:
    while other:
        one, other = other, _divided(one, other)[1]
    return one
