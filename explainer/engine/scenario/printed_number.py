"""A number as a book prints it: exact, and with the place of its last digit."""

from __future__ import annotations

import re
from fractions import Fraction
from math import isfinite, ulp
from sys import float_info
from typing import NamedTuple

MOST_LETTERS = 60
_FORM = re.compile(r"([+-]?)([0-9]*)(?:[.,]([0-9]*))?(?:(?:[eE]|[x*]10\^?)\(?([+-]?[0-9]{1,3})\)?)?(%?)")
_SPACES = r"[ \N{NO-BREAK SPACE}\N{THIN SPACE}\N{NARROW NO-BREAK SPACE}]"
_SIGNS = str.maketrans("−–×·⋅⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "--x**0123456789-+")
_IN_THOUSANDS = (
    re.compile(rf"([+-]?[0-9]{{1,3}}(?:(?:'|\N{{RIGHT SINGLE QUOTATION MARK}}|{_SPACES})[0-9]{{3}})+)(?![0-9])"),
    re.compile(r"([+-]?[0-9]{1,3}(?:,[0-9]{3})+)(?=\.)"),
    re.compile(r"([+-]?[0-9]{1,3}(?:\.[0-9]{3})+)(?=,)"),
    re.compile(r"([+-]?[0-9]{1,3}(?:,[0-9]{3}){2,}|[+-]?[0-9]{1,3}(?:\.[0-9]{3}){2,})(?![0-9.,])"),
)
"""Groups of three digits. One comma or point alone is that before the decimals."""
_HALF = Fraction(1, 2)
_NOISE = 8
"""How many of its last places a float may be off when the same is calculated in another order."""


class PrintedNumber(NamedTuple):
    """Its value, and what one more in the last printed digit would add: 0 where it is exact, as a fraction is."""

    value: Fraction
    unit: Fraction

    @property
    def digits(self) -> int:
        """How many significant digits are printed; of a fraction, as many as a float has."""
        return len(str(abs(self.value / self.unit))) if self.unit else float_info.dig

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

    def agrees_with(self, number: float, factor: float = 1.0) -> bool:
        """Tell whether that is what is printed, rounded."""
        return isfinite(number) and not self.off_by(number, factor)

    def is_cut_from(self, number: float, factor: float = 1.0) -> bool:
        """Tell whether the print is that number with the digits after the last one cut off."""
        return isfinite(number) and int(exact(number) * exact(factor) / self.unit) * self.unit == self.value


def exact(number: float) -> Fraction:
    """Return what the shortest decimal text of a float says."""
    return Fraction(repr(float(number)))


def read_printed(text: str) -> PrintedNumber:
    """Read digits with a decimal point or comma, perhaps in groups of three, with a power of ten, or in percent. Raises
    ValueError for anything else."""
    found = _FORM.fullmatch(_plain(text)) if len(text) <= MOST_LETTERS else None
    if not found or not (found[2] or found[3]):
        raise ValueError(text)
    sign, whole, decimals, power, percent = found.groups(default="")
    unit = Fraction(10) ** (int(power or 0) - len(decimals) - 2 * len(percent))
    return PrintedNumber(int(f"{sign}{whole}{decimals}") * unit, unit)


def read_typed(text: str) -> PrintedNumber:
    """Read what a person types: the same, or a fraction of two. Raises ValueError for anything else, and
    ZeroDivisionError where it is divided by 0."""
    top, slash, bottom = text.partition("/")
    if not slash:
        return read_printed(text)
    return PrintedNumber(read_printed(top).value / read_printed(bottom).value, Fraction(0))


def _plain(text: str) -> str:
    """Return a print without what is there for the eye."""
    text = text.strip().translate(_SIGNS)
    for groups in _IN_THOUSANDS:
        found = groups.match(text)
        if found:
            text = re.sub(r"[^0-9+-]", "", found[1]) + text[found.end() :]
            break
    return re.sub(rf"{_SPACES}*([x*%])(?:{_SPACES}*|$)", r"\1", text)
