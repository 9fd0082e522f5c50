"""What is typed for a number is a number, or is refused in a sentence: never anything else."""

from __future__ import annotations

import math
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from explainer.views.controls.number_parsing import EntryError, parse_number, parse_whole
from explainer.views.tables.data_table.pasted_block import read_block
from explainer.views.transport.parts import update_or_loss

DIGITS = "3" * 5000
READERS = (parse_number, parse_whole, update_or_loss, read_block)
LONG = (
    DIGITS,
    f"1/{DIGITS}",
    f"{DIGITS}/7",
    f"0.{DIGITS}",
    f"1,{DIGITS}",
    f"<1/{DIGITS}",
    "1e9999/1e-9999",
    "x" * 5000,
)


def refusal(read: Callable[[str], object], text: str) -> str:
    """Return why a text is not taken; nothing where it is."""
    try:
        read(text)
    except EntryError as error:
        return str(error)
    return ""


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("text", LONG, ids=lambda text: f"{text[:4]}…{text[-1]}")
def test_thousands_of_digits_are_refused_in_a_short_sentence(read: Callable[[str], object], text: str) -> None:
    assert 0 < len(refusal(read, text)) < 200


@given(st.text(max_size=50) | st.text("0123456789.,/eE+-< \t;", max_size=50), st.sampled_from(READERS))
def test_any_text_is_a_number_or_refused(text: str, read: Callable[[str], object]) -> None:
    assert len(refusal(read, text)) < 200


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_read_as_it_is_written(number: float) -> None:
    assert parse_number(repr(number)) == number
    assert math.isclose(parse_number(f"{number!r}/3"), number / 3, rel_tol=1e-15) or abs(number) < 1e-300
