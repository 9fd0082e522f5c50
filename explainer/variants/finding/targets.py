"""A number as it was read, and as it may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.variants.finding.match import Change, Rank
from explainer.variants.printed.misprints import exchanged

_NOISE = 1e-9
_OF_FLOATS = 1e-14
_FACTORS = {
    Change("sign", Rank.MISREAD, told="with the other sign"): Fraction(-1),
    Change("times 10**1", Rank.MISREAD, told="ten times as large"): Fraction(10),
    Change("times 10**-1", Rank.MISREAD, told="a tenth as large"): Fraction(1, 10),
    Change("times 10**2", Rank.MISREAD, told="a hundred times as large"): Fraction(100),
    Change("times 10**-2", Rank.MISREAD, told="a hundredth as large"): Fraction(1, 100),
    Change("times 2", Rank.DOUBLED, told="twice as large"): Fraction(2),
    Change("divided by 2", Rank.DOUBLED, told="half as large"): Fraction(1, 2),
}
"""What a number may have been multiplied by."""
_EXCHANGED = Change("digits exchanged", Rank.MISREAD, told="with two digits exchanged")


CUT = Change("cut", Rank.MISREAD, told="with the digits after that cut off")
"""Nothing that is wrong: it goes with any other change."""
_LEAST_DIGITS = 2
"""A number of one digit has nothing that could be exchanged or moved; more changes fit shorter numbers too well."""


def cut(number: PrintedNumber, changes: int) -> Iterator[tuple[Change, PrintedNumber]]:
    """Go through what a number was before its further digits were cut off, not rounded, besides so many changes."""
    if number.unit and number.digits >= _LEAST_DIGITS + changes:
        half = number.unit / 2
        yield CUT, PrintedNumber(number.value + (half if number.value > 0 else -half), number.unit)


def misreadings(number: PrintedNumber) -> Iterator[tuple[Change, PrintedNumber]]:
    """Go through what a number may have been before it was written down wrongly, with what was done; 0 was 0."""
    if not number.value:
        return
    for change, factor in _FACTORS.items():
        yield change, PrintedNumber(number.value / factor, number.unit / abs(factor))
    if number.unit and number.digits >= _LEAST_DIGITS:
        yield from ((_EXCHANGED, other) for other in exchanged(number))


def fits(values: Array, number: PrintedNumber) -> NDArray[np.bool_]:
    """Tell which values are written like this with as many digits; 0 alone is only 0."""
    target = float(number.value)
    half = 0.0 if not target and number.unit >= 1 else float(number.unit) / 2 * (1 + _NOISE) + _OF_FLOATS * abs(target)
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(values - target) <= half)
