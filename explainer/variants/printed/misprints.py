"""What a print can be of our own number: a lost sign, a moved point, exchanged digits, 32 bits, its double."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from typing import NamedTuple

import numpy as np

from explainer.engine.scenario.printed_number import PrintedNumber

_SHIFTS = (1, -1, 2, -2)
_LEAST_DIGITS_OF_FLOAT32 = 10
"""Every shorter print is that of some 32-bit number."""
_NOISE_OF_FLOAT32 = 8


class Misprint(NamedTuple):
    """What was done to our number, and as it is called in JSON."""

    sentence: str
    change: str


def misprints(value: float, printed: PrintedNumber, factor: float) -> Iterator[Misprint]:
    """Yield what leads from our value to a print that differs from it."""

    def fits(other: float) -> bool:
        return printed.agrees_with(other, factor)

    if fits(-value):
        yield Misprint("The sign is turned: what is printed is minus our number.", "sign")
    for shift in _SHIFTS:
        if fits(value * 10.0**shift):
            places = f"{abs(shift)} {'place' if abs(shift) == 1 else 'places'}"
            side = "right" if shift > 0 else "left"
            yield Misprint(f"The decimal point is {places} too far to the {side}.", f"times 10**{shift}")
    if any(other.agrees_with(value, factor) for other in exchanged(printed)):
        yield Misprint("Two digits are exchanged.", "digits exchanged")
    if _is_of_float32(value * factor, printed):
        yield Misprint("It is our number as 32-bit arithmetic has it, to about 7 digits.", "float32")


def doubled(value: float, printed: PrintedNumber, factor: float) -> Iterator[Misprint]:
    """Yield whether the print is twice or half our value, where nothing else leads to it."""
    if printed.agrees_with(2 * value, factor):
        yield Misprint("It is twice our number.", "times 2")
    if printed.agrees_with(value / 2, factor):
        yield Misprint("It is half of our number.", "divided by 2")


def exchanged(printed: PrintedNumber) -> Iterator[PrintedNumber]:
    """Yield the print with two neighbouring digits exchanged."""
    sign, digits = (-1 if printed.value < 0 else 1), str(abs(printed.value / printed.unit))
    for i in range(len(digits) - 1):
        other = digits[:i] + digits[i + 1] + digits[i] + digits[i + 2 :]
        if other != digits:
            yield PrintedNumber(sign * int(other) * printed.unit, printed.unit)


def _is_of_float32(ours: float, printed: PrintedNumber) -> bool:
    """Tell whether the print is what a 32-bit number next to ours says with so many digits."""
    if printed.digits < _LEAST_DIGITS_OF_FLOAT32 or not abs(ours) < float(np.finfo(np.float32).max):
        return False
    nearest = np.float32(float(printed.value))
    is_32_bits = abs(Fraction(float(nearest)) - printed.value) <= printed.unit / 2
    return is_32_bits and abs(float(nearest) - ours) <= _NOISE_OF_FLOAT32 * float(np.spacing(np.float32(abs(ours))))
