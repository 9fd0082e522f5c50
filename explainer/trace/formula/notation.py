"""How symbols and numbers are written: the notation of one of the lectures, and the number of significant digits."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from explainer.trace.formula.number_text import DIGITS, show

FEWEST_DIGITS, MOST_DIGITS = 4, 17


class Notation(StrEnum):
    """The notations that a step can be written in: net_h1, or z of unit 1 in layer 2 in the signs of two lectures."""

    WORKED = "worked"
    THETA = "theta"
    MATRIX = "matrix"


class Writing(NamedTuple):
    """The notation of symbols and the significant digits of numbers, from 4 to 17."""

    notation: Notation = Notation.WORKED
    digits: int = DIGITS

    def show(self, value: float) -> str:
        """Return a number as it is written on screen."""
        return show(value, self.digits)
