"""A number on the canvas, and its text: with as many digits as there is room for."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explainer.picture.metrics import LabelMetrics
from explainer.trace.formula.notation import DIGITS, show
from explainer.trace.formula.symbols import Symbol

MORE = " +"
"""Stands behind a sum that goes on."""
_DIGITS_OF_NUMBERS = 0.12345678901234567


class Number(NamedTuple):
    """A number with its label. A value that is not known yet is always `math.nan` itself, so that numbers compare.

    `symbol` is None for the change of a parameter, which has none; `is_result` tells the result of the current line,
    `is_partial` a sum that goes on, `is_signed` one whose plus is written too.
    """

    label: str
    value: float
    symbol: Symbol | None = None
    is_result: bool = False
    is_partial: bool = False
    is_signed: bool = False


def widest_number(digits: int) -> str:
    """Return a number as wide as they get with that many digits.

    With more than the usual ones that is of any size; else a small one may do with fewer, and the picture is larger.
    """
    return show(-_DIGITS_OF_NUMBERS * (1e-10 if digits > DIGITS else 1), digits)


@lru_cache(maxsize=4096)
def fitting(metrics: LabelMetrics, value: float, room: float, bold: bool = False, digits: int = DIGITS) -> str:
    """Return the number with that many significant digits, or with fewer where it would be wider than `room`."""
    for fewer in range(digits, 0, -1):
        text = show(value, fewer)
        if metrics.width(text, bold) <= room:
            break
    return text


def written(metrics: LabelMetrics, number: Number, room: float, bold: bool = False, digits: int = DIGITS) -> str:
    """Return a number as `fitting` does, with its plus where it shows one, and with what follows a sum that goes on."""
    before = "+" if number.is_signed and number.value > 0 else ""
    after = MORE if number.is_partial else ""
    room -= metrics.width(before + after, bold)
    return f"{before}{fitting(metrics, number.value, room, bold, digits)}{after}"


@lru_cache(maxsize=1024)
def shortened(metrics: LabelMetrics, text: str, room: float, bold: bool = False) -> str:
    """Return the text, cut with an ellipsis where it would be wider than `room`."""
    if metrics.width(text, bold) <= room:
        return text
    while text and metrics.width(f"{text}…", bold) > room:
        text = text[:-1]
    return f"{text}…"
