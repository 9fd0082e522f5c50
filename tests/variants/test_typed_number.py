"""Numbers that people type, and how they agree with what they should be."""

from __future__ import annotations

import pytest

from explainer.engine.scenario.printed_number import read_typed
from explainer.variants.typed_number import agreement


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0.5", 0.5),
        ("0,5", 0.5),
        (".5", 0.5),
        ("1/3", 1 / 3),
        ("-2 / 4", -0.5),
        ("0,5/2", 0.25),
        ("1e-3", 0.001),
        ("1E-3", 0.001),
        ("\N{MINUS SIGN}0.2", -0.2),
        ("+7", 7.0),
        (" 0.1 ", 0.1),
    ],
)
def test_what_a_person_types_is_read(text, value):
    assert float(read_typed(text).value) == value


@pytest.mark.parametrize("text", ["", "abc", "1/0", "1/", "/2", "1/2/3", "nan", "0x1", "--1", "1 2/"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises((ValueError, ZeroDivisionError)):
        read_typed(text)


def read_as(text, value, digits, slack=0.0):
    return agreement(read_typed(text), value, digits, slack).value


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("0.1428", "right"),
        ("0.1429", "right"),
        ("0.14286", "right"),
        ("0.142857142857", "right"),
        ("1/7", "right"),
        ("0,1429", "right"),
        ("1429e-4", "right"),
        ("0.14285", "condoned"),
        ("0.14289", "condoned"),
        ("0.143", "few digits"),
        ("0.14", "few digits"),
        ("0.1", "few digits"),
        ("0.153", "none"),
        ("-0.1429", "none"),
        ("0.1427", "none"),
        ("0.1430", "few digits"),
        ("0", "none"),
        ("1", "none"),
    ],
)
def test_a_seventh_to_four_digits(text, read):
    assert read_as(text, 1 / 7, 4) == read


def test_a_number_is_read_as_exact():
    assert read_as("0.39", 0.3925, 5) == "few digits"
    assert read_as("0.39", 0.3942, 5) == "few digits"
    assert read_as("0.39", 0.3951, 5) == "none"
    assert read_as("0.39", 0.39, 5) == "right"


def test_half_a_unit_is_right_to_both_sides():
    assert [read_as(text, 0.125, 2) for text in ("0.12", "0.13", "0.11", "0.14")] == ["right", "right", "none", "none"]


def test_honest_rounding_of_the_inputs_is_allowed_for():
    assert read_as("0.37752", 0.3775, 5) == "none"
    assert read_as("0.37752", 0.3775, 5, slack=2e-5) == "right"


@pytest.mark.parametrize(("value", "text"), [(0.0, "0"), (-5e-324, "0"), (1e308, "1e308"), (-3.14159265, "-3.1416")])
def test_sizes_do_not_matter(value, text):
    assert read_as(text, value, 5, slack=1e-300) == "right"


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_what_is_not_finite_agrees_with_nothing(value):
    assert read_as("1", value, 5) == "none"
