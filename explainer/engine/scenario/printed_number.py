"""A number as a book prints it: exact, and with the place of its last digit."""

from __future__ import annotations

import re
from fractions import Fraction
from math import ulp
from typing import NamedTuple

MOST_LETTERS = 40
_FORM = re.compile(r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?(?:[eE]([+-]?[0-9]{1,3}))?")
_MINUS = "\N{MINUS SIGN}"
_HALF = Fraction(1, 2)
_NOISE = 8
"""How many of its last places a float may be off when the same is calculated in another order."""


class PrintedNumber(NamedTuple):
    """Its value, and what one more in the last printed digit would add."""

    value: Fraction
    unit: Fraction

    @property
    def digits(self) -> int:
        """How many significant digits are printed."""
        return len(str(abs(self.value / self.unit)))

    @property
    def decimals(self) -> int:
        """How many digits are behind the decimal point."""
        return len(str(self.unit.denominator)) - 1

    def off_by(self, number: float, factor: float = 1.0) -> int:
        """Return how far `factor` times `number`, rounded to the printed digits, is from the print: 0 where it agrees.

        Halfway between two prints both are right, and the noise of floats decides nothing.
        """
        ours = exact(number) * exact(factor)
        apart = abs(ours - self.value) / self.unit
        noise = Fraction(_NOISE * ulp(float(ours))) / self.unit
        return 0 if apart <= _HALF + noise else int(apart + _HALF)

    def is_cut_from(self, number: float, factor: float = 1.0) -> bool:
        """Tell whether the print is that number with the digits after the last one cut off."""
        return int(exact(number) * exact(factor) / self.unit) * self.unit == self.value


def exact(number: float) -> Fraction:
    """Return what the shortest decimal text of a float says."""
    return Fraction(repr(float(number)))


def read_printed(text: str) -> PrintedNumber:
    """Read digits with a decimal point or comma, and perhaps a power of ten. Raises ValueError for anything else."""
    found = _FORM.fullmatch(text.strip(" ").replace(_MINUS, "-"))
    if len(text) > MOST_LETTERS or not found or not (found[2] or found[3]):
        raise ValueError(text)
    sign, whole, decimals, power = found.groups(default="")
    unit = Fraction(10) ** (int(power or 0) - len(decimals))
    return PrintedNumber(int(f"{sign}{whole}{decimals}") * unit, unit)
