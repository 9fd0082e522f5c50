"""The numbers beside the ticks of an axis: which ones there are, and how they are written."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, log10

from explainer.trace.formula.notation import MINUS

_APART = 22.0
"""How many points lie between two ticks at least."""
_DECIMAL = -3.3, 4.3
"""Between which powers of ten a logarithmic axis has numbers like 0.002 instead of 2·10⁻³."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


def wider(spacing: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, …"""
    power = 10.0 ** floor(log10(spacing) + 1e-9)
    return power * next(digit for digit in (2, 5, 10) if digit > 1.01 * spacing / power)


def amounts(values: Sequence[float], spacing: float, largest: float = 0.0) -> list[str]:
    """Return round numbers that are `spacing` apart with as many digits as tell them from each other.

    All are written as is right for the largest of them, and for `largest` if that is larger.
    """
    if not spacing or not len(values):
        return [f"{value:g}" for value in values]
    largest = max(largest, *(abs(value) for value in values))
    if largest >= 1e6 or largest < 1e-3:
        return _short_powers([f"{_clean(value, spacing):.{_places_of_mantissa(value, spacing)}e}" for value in values])
    places = min(max(0, -floor(log10(spacing) + 1e-9)), 15)
    places += int(round(spacing * 10**places, 6) % 1 != 0)  # steps of 0.25
    cleaned = (_clean(value, spacing) for value in values)
    return [f"{value:,.{places}f}".replace("-", MINUS) if value else "0" for value in cleaned]


def spread_amounts(values: Sequence[float]) -> list[str]:
    """Return positive round numbers that are spread over powers of ten as a logarithmic axis names them."""
    exponents = [log10(value) for value in values]
    return logarithmic(exponents, min(exponents, default=0.0), max(exponents, default=0.0))


def logarithmic(exponents: Sequence[float], low: float, high: float) -> list[str]:
    """Return 10 to these exponents: as powers of ten where the axis, from `low` to `high`, reaches far."""
    as_powers = low < _DECIMAL[0] or high > _DECIMAL[1]
    return [_power(exponent) if as_powers else f"{10**exponent:,.4g}" for exponent in exponents]


def _places_of_mantissa(value: float, spacing: float) -> int:
    if not _clean(value, spacing):
        return 0
    return min(max(0, floor(log10(abs(value)) + 1e-9) - floor(log10(spacing)) + 1), 15)


def _clean(value: float, spacing: float) -> float:
    """Return 0 for what is 0 but for rounding."""
    return 0.0 if abs(value) < spacing * 1e-6 else value


def _short_powers(texts: list[str]) -> list[str]:
    """Return numbers as 1.5000e-04 and 2.0000e-04 without the zeros that all of them end with: 1.5·10⁻⁴, 2.0·10⁻⁴."""
    parts = [text.partition("e") for text in texts]
    fractions = [mantissa.partition(".")[2] for mantissa, _, _ in parts]
    idle = min((len(digits) - len(digits.rstrip("0")) for digits in fractions if digits), default=0)
    return [_short_power(_without(mantissa, idle), int(exponent)) for mantissa, _, exponent in parts]


def _without(mantissa: str, idle: int) -> str:
    """Return a mantissa without its last `idle` decimals."""
    return mantissa[: len(mantissa) - idle].rstrip(".") if "." in mantissa else mantissa


def _short_power(mantissa: str, exponent: int) -> str:
    """Return 1.5·10⁻⁴, and 10⁻⁴ where the mantissa is 1."""
    sign, digits = (MINUS, mantissa[1:]) if mantissa.startswith("-") else ("", mantissa)
    if not exponent or not float(digits):
        return f"{sign}{digits}" if float(digits) else "0"
    power = "10" if exponent == 1 else f"10{str(exponent).translate(_SUPERSCRIPTS)}"
    return f"{sign}{power}" if digits == "1" else f"{sign}{digits}·{power}"


def even_values(low: float, high: float, size: float, apart: float = _APART) -> list[float]:
    """Return round numbers between two positive ones, three at least, as many as find room on `size` points where each
    takes `apart`; where both are one number, that."""
    if not high > low:
        return [low]
    step = 10.0 ** floor(log10(high - low))
    if (high - low) / step < 3:
        step /= 4
    while (high - low) / step > max(3.0, size / apart):
        step *= 2
    first, last = int(low / step) + 1, int(high / step)
    return [step * count for count in range(first, last + 1)]


def between_powers(low: float, high: float) -> list[float]:
    """Return where 2 to 9 of each power of ten are, on a logarithmic axis."""
    places = (power + log10(digit) for power in range(floor(low), ceil(high)) for digit in range(2, 10))
    return [place for place in places if low < place < high]


def is_round(exponent: float) -> bool:
    mantissa = 10 ** (exponent - floor(exponent + 1e-9))
    return any(abs(mantissa - round_one) < 1e-6 for round_one in (1, 2, 5))


def _power(exponent: float) -> str:
    """Return 10 to this exponent, as 5·10⁻⁴."""
    whole = floor(exponent + 1e-9)
    return _short_power(f"{10 ** (exponent - whole):.4g}", whole)
