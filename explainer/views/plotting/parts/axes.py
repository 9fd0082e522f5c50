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

from explainer.picture.palette import blend
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.ticks import amounts, between_powers, even_values, is_round, logarithmic, wider

Line = tuple[QPen, QPointF, QPointF]

_POINTS = 9.0
"""The usual size of numbers."""
_CLOSEST, _WELL_APART = 1.1, 1.8
"""How far apart the numbers of an upright axis are at least, in line heights, and those between others."""
_SMALLEST = 1e-300
"""Closer numbers are left as they are: no power of ten is as small."""
_POWERS = (1, 2, 3, 5, 10, 20, 50, 100, 200, 500, 1000)
"""Every how many powers of ten there may be a number."""
_LITTLE = 0.65
"""Within so little of a power of ten there may be only one of 1, 2 and 5."""
_MANY = 8
"""Over how many powers of ten only these have ticks."""


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


class AmountAxis(NamedAxis):
    """An axis of numbers, linear or logarithmic; powers of ten read 10⁻³.

    Below `least` nothing can be, so there are no numbers; nor where they would overlap. Its numbers
    have as many digits as distinguish them, however little they differ.
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
            widest = wider(widest)
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
        """Tell whether numbers at this distance do not overlap, and those between others are well apart."""
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
            values = even_values(10**low, 10**high, size, _CLOSEST * self._line)
            spacing = values[1] - values[0] if len(values) > 1 else 0.0
            return [(spacing, np.log10(values).tolist())]
        apart = size / (high - low)
        every = next((step for step in _POWERS if step * apart >= _CLOSEST * self._line), _POWERS[-1])
        powers = [float(power) for power in range(ceil(low), floor(high) + 1)]
        between = [] if high - low > _MANY else between_powers(low, high)
        named = [power for power in powers if power % every == 0]
        if every == 1 and apart * log10(2) >= _CLOSEST * self._line:
            named += [place for place in between if is_round(place)]
        return [(0.0, named), (None, [place for place in (*powers, *between) if place not in named])]

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        """Name the ticks, as `logTickValues` has them: evenly spread numbers with the digits that tell them apart."""
        if spacing is None:
            return [""] * len(values)
        if spacing:
            return amounts([10.0**value for value in values], spacing)
        low, high = self.range
        return logarithmic(values, low, high)
