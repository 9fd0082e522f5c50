"""Axes of plots: their numbers read as elsewhere on the screen, and their names are as full as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil, floor, inf, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explainer.picture.colours import blend
from explainer.trace.numbers import MINUS
from explainer.views.fonts import plain_font

Line = tuple[QPen, QPointF, QPointF]

_POINTS = 9.0
"""The usual size of numbers."""
_CLOSEST, _WELL_APART = 1.1, 1.8
"""How far apart those of an upright axis stand at least, in line heights, and those that there need not be."""
_SMALLEST = 1e-300
"""Closer numbers are left as they are: no power of ten is as small."""
_APART = 22.0
"""How many points lie between two ticks at least."""
_POWERS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Every how many powers of ten there may be a number."""
_DECIMAL = -3.3, 4.3
"""Between which powers of ten a logarithmic axis has numbers like 0.002 instead of 2·10⁻³."""
_LITTLE = 0.65
"""Within so little of a power of ten there may be only one of 1, 2 and 5."""
_MANY = 8
"""Over how many powers of ten only these have ticks."""
_SUPERSCRIPTS = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")


class NamedAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph is untyped
    """An axis whose name is as full as there is room for; `ground` is the colour behind it."""

    ground = "#FFFFFF"
    picture: Any
    _long = _short = ""

    def set_names(self, long: str, short: str = "") -> None:
        """Name the axis `long`, or `short` where it is too short for that."""
        self._long, self._short = long, short or long
        self._choose_name()
        self.resizeEvent()

    def _choose_name(self) -> None:
        if self.label is not None and self._long:  # pyqtgraph takes the label away when a plot is closed
            room = self.size().height() if self.orientation in ("left", "right") else self.size().width()
            metrics = QFontMetricsF(self.label.font())
            short = metrics.elidedText(self._short, Qt.TextElideMode.ElideRight, room)
            name = self._long if metrics.horizontalAdvance(self._long) < room else short
            if name != self.labelText:
                self.setLabel(name)

    def resizeEvent(self, event: object = None) -> None:
        self._choose_name()
        super().resizeEvent(event)

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        """Draw lines and numbers themselves; the QPicture that pyqtgraph keeps of them looks up its fonts anew
        whenever it is played, which takes several times as long. It is set to None where it is out of date."""
        if self.style["tickFont"] is not None:
            painter.setFont(self.style["tickFont"])
        if self.picture is None:
            specs = self.generateDrawSpecs(painter)
            self.picture = (specs[0], self._opaque(specs[1]), specs[2]) if specs else ()
        if self.picture:
            self.drawPicture(painter, *self.picture)

    def _opaque(self, lines: Sequence[Line]) -> list[Line]:
        """Return the lines in the colours that they have on the ground: translucent ones take 20 times as long."""
        pens = {pen.color().rgba(): self._opaque_pen(pen) for pen, _, _ in lines}
        return [(pens[pen.color().rgba()], start, end) for pen, start, end in lines]

    def _opaque_pen(self, pen: QPen) -> QPen:
        opaque, colour = QPen(pen), pen.color()
        opaque.setColor(QColor(blend(self.ground, colour.name(), colour.alphaF())))
        return opaque


class CountAxis(NamedAxis):
    """An axis of whole numbers from 0 on, with thousands separators."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        spacings: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        return [level for level in spacings if level[0] >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{round(value):,}" if value >= 0 else "" for value in values]


def _wider(spacing: float) -> float:
    """Return the next of 1, 2, 5, 10, 20, …"""
    power = 10.0 ** floor(log10(spacing) + 1e-9)
    return power * next(digit for digit in (2, 5, 10) if digit > 1.01 * spacing / power)


class AmountAxis(NamedAxis):
    """An axis of numbers, linear or logarithmic; powers of ten read 10⁻³.

    Below `least` nothing can be, so there are no numbers; nor where they would stand on one another. Its numbers are
    told apart by their digits, however little they differ.
    """

    least = -inf

    def __init__(self, orientation: str) -> None:
        super().__init__(orientation)
        self._spacings: list[float] = []
        if self._is_upright:  # what has room is for `_has_room` to tell
            self.setStyle(textFillLimits=[(0, inf)])

    @property
    def _is_upright(self) -> bool:
        return self.orientation in ("left", "right")

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        levels: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        self._spacings = []
        widest = float(levels[0][0])
        while not self._has_room(widest) and _SMALLEST < widest < high - low:
            widest = _wider(widest)
        if widest > levels[0][0]:
            levels.insert(0, (widest, 0.0))
        self._spacings = [float(spacing) for spacing, _ in levels]
        return levels

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the ticks with as many digits as tell them apart."""
        if self.logMode:
            return self.logTickStrings(values, scale, spacing)
        has_room = self._has_room(spacing)
        named = zip(values, amounts(values, self._finest(spacing), self._largest), strict=True)
        return [text if has_room and value >= self.least else "" for value, text in named]

    @property
    def _largest(self) -> float:
        return max(abs(float(end)) for end in self.range)

    def _finest(self, spacing: float) -> float:
        """Return how far apart the closest numbers are that are written: all have as many places."""
        return min([spacing, *(level for level in self._spacings if self._is_upright and self._has_room(level))])

    def _has_room(self, spacing: float) -> bool:
        """Tell whether numbers at this distance stand clear of one another, and those between others well apart."""
        low, high = self.range
        if not self._is_upright or not (spacing and high > low):
            return True
        is_between = bool(self._spacings) and spacing < self._spacings[0]
        apart = spacing * self.size().height() / (high - low)
        return bool(apart >= (_WELL_APART if is_between else _CLOSEST) * self._line)

    @property
    def _line(self) -> float:
        """How high a line of numbers is."""
        return QFontMetricsF(self.style["tickFont"] or plain_font(_POINTS)).height()

    # logarithmic

    def logTickValues(
        self, low: float, high: float, size: float, linear: list[tuple[float, list[float]]]
    ) -> list[tuple[float | None, list[float]]]:
        """Return the ticks that have a number, and those that have none: (None, places).

        Usually these are as many powers of ten as have room, and 2 and 5 of each if they have; where the axis reaches
        over too little for that, evenly spread numbers, whose distance comes with them.
        """
        if high - low < _LITTLE:
            values = _even_values(10**low, 10**high, size, _CLOSEST * self._line)
            spacing = values[1] - values[0] if len(values) > 1 else 0.0
            return [(spacing, np.log10(values).tolist())]
        apart = size / (high - low)
        every = next((step for step in _POWERS if step * apart >= _CLOSEST * self._line), _POWERS[-1])
        powers = [float(power) for power in range(ceil(low), floor(high) + 1)]
        between = [] if high - low > _MANY else _between_powers(low, high)
        named = [power for power in powers if power % every == 0]
        if every == 1 and apart * log10(2) >= _CLOSEST * self._line:
            named += [place for place in between if _is_round(place)]
        return [(0.0, named), (None, [place for place in (*powers, *between) if place not in named])]

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        """Name the ticks, as `logTickValues` has them: evenly spread numbers with the digits that tell them apart."""
        if spacing is None:
            return [""] * len(values)
        if spacing:
            return amounts([10.0**value for value in values], spacing)
        low, high = self.range
        return _logarithmic(values, low, high)


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
    return _logarithmic(exponents, min(exponents, default=0.0), max(exponents, default=0.0))


def _logarithmic(exponents: Sequence[float], low: float, high: float) -> list[str]:
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


def _even_values(low: float, high: float, size: float, apart: float = _APART) -> list[float]:
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


def _between_powers(low: float, high: float) -> list[float]:
    """Return where 2 to 9 of each power of ten are, on a logarithmic axis."""
    places = (power + log10(digit) for power in range(floor(low), ceil(high)) for digit in range(2, 10))
    return [place for place in places if low < place < high]


def _is_round(exponent: float) -> bool:
    mantissa = 10 ** (exponent - floor(exponent + 1e-9))
    return any(abs(mantissa - round_one) < 1e-6 for round_one in (1, 2, 5))


def _power(exponent: float) -> str:
    """Return 10 to this exponent, as 5·10⁻⁴."""
    whole = floor(exponent + 1e-9)
    return _short_power(f"{10 ** (exponent - whole):.4g}", whole)
