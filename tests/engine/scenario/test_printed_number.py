"""Numbers as they are printed, held against others exactly."""

from __future__ import annotations

import re
from fractions import Fraction

import pytest

from explainer.engine.scenario.printed_number import read_printed


@pytest.mark.parametrize(
    ("text", "value", "unit", "digits"),
    [
        ("0.3775", Fraction(3775, 10000), Fraction(1, 10000), 4),
        ("-.25", Fraction(-1, 4), Fraction(1, 100), 2),
        ("\N{MINUS SIGN}0,50", Fraction(-1, 2), Fraction(1, 100), 2),
        ("1e-3", Fraction(1, 1000), Fraction(1, 1000), 1),
        ("3.51E-5", Fraction(351, 10**7), Fraction(1, 10**7), 3),
        ("1.20e2", Fraction(120), Fraction(1), 3),
        ("16.", Fraction(16), Fraction(1), 2),
        ("0.00", Fraction(0), Fraction(1, 100), 1),
        ("1,186.54", Fraction(118654, 100), Fraction(1, 100), 6),
        ("1.186,54", Fraction(118654, 100), Fraction(1, 100), 6),
        ("1,234,567", Fraction(1234567), Fraction(1), 7),
        ("12 345.6", Fraction(123456, 10), Fraction(1, 10), 6),
        ("1’000", Fraction(1000), Fraction(1), 4),
        ("1,234", Fraction(1234, 1000), Fraction(1, 1000), 4),
        ("52.4 %", Fraction(524, 1000), Fraction(1, 1000), 3),
        ("1.2·10⁻³", Fraction(12, 10**4), Fraction(1, 10**4), 2),
        ("-1.2 x 10^-3", Fraction(-12, 10**4), Fraction(1, 10**4), 2),
    ],
)
def test_what_is_printed_is_read_with_its_last_digit(text, value, unit, digits):
    printed = read_printed(text)
    assert (printed.value, printed.unit, printed.digits) == (value, unit, digits)


@pytest.mark.parametrize(
    "text", ["", ".", "-", "e5", "1/3", "0x1", "1 00", "1,00.5", "1e9999", "inf", "٣", "1" * 61, "%"]
)
def test_anything_else_is_refused(text):
    with pytest.raises(ValueError, match=f"^{re.escape(text)}$"):
        read_printed(text)


@pytest.mark.parametrize(
    ("text", "number", "off_by"),
    [
        ("0.3775", 0.3775, 0),
        ("0.3775", 0.37754999, 0),
        ("0.3775", 0.37745, 0),
        ("0.3775", 0.377551, 1),
        ("0.3775", 0.377449, 1),
        ("0.1311", 0.1311690782143445, 1),
        ("-0.0819", -0.008071427316084548, 738),
        ("0.1", 0.15, 0),  # halfway: both prints are right
        ("0.2", 0.15, 0),
        ("0.2", 0.15 - 2.8e-17, 0),  # what is halfway but for the noise of floats, too
        ("0.056063676671722545", 0.056063676671722525, 0),
        ("0.06", 0.056063676671722525, 0),
        ("0", 0.49, 0),
        ("0", -0.51, 1),
        ("1e-3", 0.0014, 0),
        ("1e-3", 0.0026, 2),
        ("0.0000351085", 3.510187782e-05, 66),
    ],
)
def test_a_print_agrees_with_what_rounds_to_it(text, number, off_by):
    assert read_printed(text).off_by(number) == off_by
    assert read_printed(text).off_by(-number, -1.0) == off_by


def test_digits_that_are_cut_off_are_told_from_rounding():
    assert read_printed("-0.082").is_cut_from(-0.08261884765690386)
    assert not read_printed("-0.083").is_cut_from(-0.08261884765690386)
