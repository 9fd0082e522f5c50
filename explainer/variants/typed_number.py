"""How a number that a person has typed agrees with what it should be."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction
from math import floor, isfinite, log10

from explainer.engine.scenario.printed_number import PrintedNumber

DIGITS = 5
"""How many significant digits are asked for, unless it is said."""
_FLOAT = 4e-16
"""How far a float may be off, as a share of it."""
_LAST_DECIMAL = Fraction(1, 1000)
"""Who rounds to decimals writes as many at least."""
_NOISE = 1e-9
"""What share of a tolerance decides nothing."""


class Agreement(Enum):
    """Right; right up to the digit that is asked for; right, but with fewer digits; not at all."""

    RIGHT = "right"
    CONDONED = "condoned"
    FEW_DIGITS = "few digits"
    NONE = "none"


def agreement(typed: PrintedNumber, value: float, digits: int, slack: float = 0.0) -> Agreement:
    """Compare what was typed with a value of which so many digits are asked; honest rounding of the numbers that it is
    made of can have moved it by `slack`."""
    if not isfinite(value):
        return Agreement.NONE
    if is_within(typed, value, digits, slack) or _is_cut(typed, value, digits):
        is_exact = typed.digits <= digits or abs(float(typed.value) - value) <= _most(float(typed.unit) / 2, slack)
        return Agreement.RIGHT if is_exact else Agreement.CONDONED
    return Agreement.FEW_DIGITS if _has_few_digits(typed, value, digits, slack) else Agreement.NONE


def is_within(typed: PrintedNumber, value: float, digits: int, slack: float = 0.0) -> bool:
    """Tell whether what was typed, taken as exact, is no farther off than half a unit of the last digit asked for, and
    the slack."""
    return abs(float(typed.value) - value) <= _most(half_unit(value, digits), slack)


def half_unit(value: float, digits: int) -> float:
    """Return half of what one more in the last of so many significant digits would add."""
    return 0.5 * 10.0 ** (floor(log10(abs(value))) + 1 - digits) if value and isfinite(value) else 0.0


def of_floats(value: float) -> float:
    """Return how far a number that is given may be off: 0.1 + 0.2 - 0.3 is not quite 0."""
    return abs(value) * _FLOAT


def _most(half: float, slack: float) -> float:
    return (half + slack) * (1 + _NOISE)


def _is_cut(typed: PrintedNumber, value: float, digits: int) -> bool:
    """Tell whether the digits behind those that are asked for are cut off, not rounded."""
    return typed.unit > 0 and typed.digits == digits and typed.is_cut_from(value)


def _has_few_digits(typed: PrintedNumber, value: float, digits: int, slack: float) -> bool:
    """Tell whether the value, rounded to fewer digits, is what was typed; or to decimals, of which a small number has
    few that are not 0, or none."""
    apart = abs(float(typed.value) - value)
    if apart <= _most(float(min(typed.unit, _LAST_DECIMAL)) / 2, slack) and typed.digits < digits:
        return True
    for fewer in range(1, digits):
        half = half_unit(value, fewer)
        units = float(typed.value) / (2 * half) if half else 0.5
        if apart <= _most(half, slack) and abs(units - round(units)) <= _NOISE * max(abs(units), 1):
            return True
    return False
