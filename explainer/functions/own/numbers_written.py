"""Numbers of a formula as fractions, exact, and fractions as a book writes them."""

from __future__ import annotations

from fractions import Fraction

from explainer.functions.expression import Constant, Expression, Negative, Quotient

FEW_PARTS = 10
"""A number is written as a fraction where its denominator is less than this, else as a decimal number."""


def fraction_of(value: float | int) -> Fraction:
    """Return a number as it is written: 0.1 is a tenth."""
    return Fraction(value) if isinstance(value, int) else Fraction(repr(value))


def number_of(value: Fraction) -> Expression:
    if value.denominator == 1:
        return Constant(int(value)) if abs(value) < 2**53 else Constant(float(value))
    if value.denominator < FEW_PARTS:
        size = Quotient(Constant(abs(value.numerator)), Constant(value.denominator))
        return Negative(size) if value < 0 else size
    return Constant(float(value))
