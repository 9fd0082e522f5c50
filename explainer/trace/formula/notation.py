"""How symbols and numbers are written: the notation of a lecture, and numbers rounded once, for display only."""

from __future__ import annotations

import math
from enum import StrEnum
from functools import lru_cache
from typing import NamedTuple

from explainer.engine.rounding import Rounding

MINUS = "\N{MINUS SIGN}"
DASH = "\N{EN DASH}"
"""In a number's own seat, while the number is not computed."""
BOX = "\N{WHITE SQUARE WITH ROUNDED CORNERS}"
ASKED = "?"
"""In the frame of a result that a person is to find."""
"""In its place inside a formula, a matrix or a product, where a dash would read as minus."""
YOURS, YOURS_TOLD = "*", " (yours)"
"""Behind a number of the person's own, where others are what training has; and where there is room for a word."""
DIGITS = 6
_DECIMAL = 15
"""How many digits of a decimal number come through a binary one unharmed."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


@lru_cache(maxsize=8192)
def show(value: float, digits: int = DIGITS) -> str:
    """Return `value` with `digits` significant digits, a dash for NaN (not computed yet).

    A number that needs fewer digits is shown with those: 0.15, but 0.593270 for 0.59326999… What only its 16th and
    17th digit tell from 0.02 is shown as 0.02 unless 17 digits are asked for: they are the rounding of binary numbers.
    """
    if math.isnan(value):
        return DASH
    if value == 0:
        return "0"
    if math.isinf(value):
        return f"{MINUS if value < 0 else ''}∞"
    exact = f"{value:.{_DECIMAL}g}" if digits <= _DECIMAL else repr(float(value))
    text = exact if _digits_of(exact) <= digits else f"{value:#.{digits}g}"
    return _written(text)


def show_inside(value: float, digits: int = DIGITS) -> str:
    """Return `value` as `show` does, but as it is written inside a formula: an empty box for NaN."""
    return BOX if math.isnan(value) else show(value, digits)


def in_powers_of_ten(value: float, digits: int) -> str:
    """Return a number with that many digits and a power of ten, which is short where it is small: 2.2·10⁻⁴."""
    return show(value, digits) if value == 0 or not math.isfinite(value) else _written(f"{value:.{digits - 1}e}")


def full(value: float) -> str:
    """Return all digits of `value`, as many as tell it from every other number."""
    return DASH if math.isnan(value) else _written(repr(float(value)))


def _digits_of(text: str) -> int:
    mantissa = text.lstrip("-").split("e")[0].replace(".", "").strip("0")
    return len(mantissa)


def _written(text: str) -> str:
    mantissa, _, exponent = text.partition("e")
    mantissa = mantissa.removesuffix(".0").removesuffix(".").replace("-", MINUS)
    if not exponent:
        return mantissa
    return f"{mantissa}·10{str(int(exponent)).translate(_SUPERSCRIPTS)}"


FEWEST_DIGITS, MOST_DIGITS = 4, 17


class Notation(StrEnum):
    """The notations that a step can be written in: net_h1, or z of unit 1 in layer 2 in the signs of two lectures."""

    WORKED = "worked"
    THETA = "theta"
    MATRIX = "matrix"


class Writing(NamedTuple):
    """The notation of symbols and the significant digits of numbers, from 4 to 17; and how lines are rounded on paper,
    where what they come to so is written beside them."""

    notation: Notation = Notation.WORKED
    digits: int = DIGITS
    paper: Rounding | None = None

    def show(self, value: float) -> str:
        """Return a number as it is written on screen."""
        return show(value, self.digits)

    def show_inside(self, value: float) -> str:
        """Return a number as it is written inside a formula."""
        return show_inside(value, self.digits)
