"""Axes of plots: their numbers read as elsewhere on the screen, and their names are as full as there is room for."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, inf, log10
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF
from PySide6.QtGui import QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explainer.views.fonts import plain_font
from explainer.views.theme import blend

Line = tuple[QPen, QPointF, QPointF]

_POINTS, _CLOSEST = 9.0, 0.7
"""The usual size of numbers, and how far apart those of an upright axis stand at least, in line heights."""
_APART = 22.0
"""How many points lie between two ticks at least."""


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
            width = QFontMetricsF(self.label.font()).horizontalAdvance(self._long)
            name = self._long if width < room else self._short
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


class AmountAxis(NamedAxis):
    """An axis of numbers, linear or logarithmic; powers of ten read 1e-3.

    Below `least` nothing can be, so there are no numbers; nor where they would stand on one another.
    """

    _names_all = True
    least = -inf

    def logTickValues(
        self, low: float, high: float, size: float, linear: list[tuple[float, list[float]]]
    ) -> list[tuple[float | None, list[float]]]:
        self._names_all = high - low <= 1
        if high - low > 1:
            ticks: list[tuple[float | None, list[float]]] = super().logTickValues(low, high, size, linear)
            return ticks
        return [(None, np.log10(_even_values(10**low, 10**high, size)).tolist())]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        """Return the ticks with as many digits as tell them apart."""
        if self.logMode:
            return self.logTickStrings(values, scale, spacing)
        has_room = self._has_room(spacing)
        named = zip(values, amounts(values, spacing), strict=True)
        return [text if has_room and value >= self.least else "" for value, text in named]

    def _has_room(self, spacing: float) -> bool:
        """Tell whether numbers at this distance stand clear of one another; those below each other need less."""
        low, high = self.range
        if self.orientation not in ("left", "right") or not (spacing and high > low):
            return True
        apart: float = spacing * self.size().height() / (high - low)
        return apart >= _CLOSEST * QFontMetricsF(self.style["tickFont"] or plain_font(_POINTS)).height()

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        """Name the ticks; where there are several powers of ten, only those at 1, 2 and 5 of each."""
        return [_power(value) if self._names_all or _is_round(value) else "" for value in values]


def amounts(values: Sequence[float], spacing: float) -> list[str]:
    """Return round numbers that are `spacing` apart with as many digits as tell them from each other."""
    if not spacing or not len(values):
        return [f"{value:g}" for value in values]
    largest = max(abs(value) for value in values)
    if largest >= 1e6 or largest < 1e-3:
        digits = max(0, floor(log10(largest)) - floor(log10(spacing)) + 1) if largest else 0
        return [_short_power(f"{_clean(value, spacing):.{min(digits, 15)}e}") for value in values]
    places = min(max(0, -floor(log10(spacing) + 1e-9)), 15)
    places += int(round(spacing * 10**places, 6) % 1 != 0)  # steps of 0.25
    cleaned = (_clean(value, spacing) for value in values)
    return [f"{value:,.{places}f}".replace("-", "−") if value else "0" for value in cleaned]


def _clean(value: float, spacing: float) -> float:
    """Return 0 for what is 0 but for rounding."""
    return 0.0 if abs(value) < spacing * 1e-6 else value


def _short_power(text: str) -> str:
    """Return 1.5000e-04 as 1.5e-4."""
    mantissa, _, exponent = text.partition("e")
    mantissa = mantissa.rstrip("0").rstrip(".") if "." in mantissa else mantissa
    short = mantissa if float(mantissa) == 0 else f"{mantissa}e{int(exponent)}"
    return short.replace("-", "−", 1) if short.startswith("-") else short


def _even_values(low: float, high: float, size: float) -> list[float]:
    """Return round numbers between two positive ones, three at least, as many as find room on `size` points; where
    both are one number, that."""
    if not high > low:
        return [low]
    step = 10.0 ** floor(log10(high - low))
    if (high - low) / step < 3:
        step /= 4
    while (high - low) / step > max(3.0, size / _APART):
        step *= 2
    first, last = int(low / step) + 1, int(high / step)
    return [step * count for count in range(first, last + 1)]


def _is_round(exponent: float) -> bool:
    mantissa = 10 ** (exponent - floor(exponent + 1e-9))
    return any(abs(mantissa - round_one) < 1e-6 for round_one in (1, 2, 5))


def _power(exponent: float) -> str:
    if abs(exponent - round(exponent)) < 1e-9:
        return f"1e{round(exponent)}" if round(exponent) else "1"
    mantissa, e, digits = f"{10**exponent:.4g}".partition("e")
    return f"{mantissa}e{int(digits)}" if e else mantissa
