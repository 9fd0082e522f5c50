"""Numbers as people read them."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.trace.formula.notation import Writing, full, in_powers_of_ten, show

FROM_TEXT = str.maketrans("−⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "-0123456789-")


def number(text):
    return float(text.replace("·10", "e").translate(FROM_TEXT))


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (0.15, "0.15"),
        (0.5932699921071872, "0.593270"),
        (0.39249999999999996, "0.3925"),
        (0.2 * 0.1, "0.02"),
        (0.39250000001, "0.392500"),
        (-0.03809823651655623, "−0.0380982"),
        (3.510187782978859e-05, "3.51019·10⁻⁵"),
        (1e-20, "1·10⁻²⁰"),
        (20.0, "20"),
        (-0.0, "0"),
        (math.nan, "–"),
        (-math.inf, "−∞"),
    ],
)
def test_six_digits(value, text):
    assert show(value) == text


def test_what_is_not_computed_is_no_minus_inside_a_formula():
    assert Writing().show_inside(math.nan) == "▢"
    assert Writing().show_inside(-0.5) == Writing().show(-0.5)


@given(st.floats(allow_nan=False, allow_infinity=False), st.integers(4, 17))
def test_a_shown_number_is_the_value_rounded_once(value, digits):
    assert number(show(value, digits)) == float(f"{value:.{digits}g}") or number(show(value, digits)) == value


def test_all_digits_are_shown_to_those_who_ask_for_them():
    assert show(0.39249999999999996, 15) == "0.3925"
    assert show(0.39249999999999996, 17) == "0.39249999999999996"


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_the_full_number_reads_back(value):
    assert number(full(value)) == value


@pytest.mark.parametrize(
    ("value", "digits", "text"),
    [
        (-0.00021811, 2, "−2.2·10⁻⁴"),
        (0.00093, 1, "9·10⁻⁴"),
        (-3.5e-10, 2, "−3.5·10⁻¹⁰"),
        (0.0, 2, "0"),
        (math.nan, 1, "–"),
    ],
)
def test_small_numbers_are_short_in_powers_of_ten(value, digits, text):
    assert in_powers_of_ten(value, digits) == text
