"""A number as it was read, and as it may have been meant."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.variants.misprints import exchanged

_NOISE = 1e-9
_OF_FLOATS = 1e-14
_SHIFTS = (1, -1, 2, -2)
_LEAST_DIGITS = 2
"""A number of one digit has nothing that could be exchanged or moved."""


def misreadings(number: PrintedNumber) -> Iterator[tuple[str, PrintedNumber]]:
    """Go through what a number may have been before it was written down wrongly, with what was done."""
    yield "sign", PrintedNumber(-number.value, number.unit)
    for shift in _SHIFTS:
        factor = Fraction(10) ** -shift
        yield f"times 10**{shift}", PrintedNumber(number.value * factor, number.unit * factor)
    yield "times 2", PrintedNumber(number.value / 2, number.unit / 2)
    yield "divided by 2", PrintedNumber(number.value * 2, number.unit * 2)
    if number.unit and number.digits >= _LEAST_DIGITS:
        yield from (("digits exchanged", other) for other in exchanged(number))


def fits(values: Array, number: PrintedNumber) -> NDArray[np.bool_]:
    """Tell which values are written like this with as many digits."""
    target = float(number.value)
    half = float(number.unit) / 2 * (1 + _NOISE) + _OF_FLOATS * abs(target)
    with np.errstate(all="ignore"):
        return np.asarray(np.abs(values - target) <= half)
