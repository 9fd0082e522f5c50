"""Text on the canvas: numbers with as many digits as there is room for, and names cut where there is not enough."""

from __future__ import annotations

from functools import lru_cache

from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import MORE, Number
from explainer.trace.formula.number_text import DIGITS, show

_DIGITS_OF_NUMBERS = 0.12345678901234567


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
    """Return a number as `fitting` does, with its plus where that is told and with what follows a sum that goes on."""
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
