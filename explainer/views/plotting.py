"""Plots in the look of the theme: no frame, a light grid, axes whose numbers read as elsewhere on the screen."""

from __future__ import annotations

from collections.abc import Sequence
from math import floor, log10

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetricsF

from explainer.engine.arrays import Array
from explainer.views.display import Display
from explainer.views.fonts import plain_font

_LONG = 20_000
_FEW = 30
_ROOM = 24
_LOWEST = 40
_POINTS = 9.0
_CLOSEST = 0.7
"""How far apart numbers on an upright axis stand at least, in line heights: digits do not fill their line."""


class CountAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph is untyped
    """An axis of whole numbers from 0 on, with thousands separators."""

    def tickSpacing(self, low: float, high: float, size: float) -> list[tuple[float, float]]:
        spacings: list[tuple[float, float]] = super().tickSpacing(low, high, size)
        return [level for level in spacings if level[0] >= 1] or [(1.0, 0.0)]

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        return [f"{round(value):,}" if value >= 0 else "" for value in values]


class AmountAxis(pg.AxisItem):  # type: ignore[misc] # pyqtgraph is untyped
    """An axis of numbers from 0 on, linear or logarithmic; powers of ten read 1e-3. What is below 0 has no numbers,
    because no amount can be there. Its name is as full as there is room for."""

    _long = _short = ""

    def set_names(self, long: str, short: str) -> None:
        """Name the axis `long`, or `short` where it is too short for that."""
        self._long, self._short = long, short
        self.resizeEvent()

    def resizeEvent(self, event: object = None) -> None:
        if self.label is not None:  # pyqtgraph takes it away when a plot is closed
            width = QFontMetricsF(self.label.font()).horizontalAdvance(self._long)
            name = self._long if width < self.size().height() else self._short
            if name != self.labelText:
                self.setLabel(name)
        super().resizeEvent(event)

    def tickStrings(self, values: Sequence[float], scale: float, spacing: float) -> list[str]:
        texts: list[str] = super().tickStrings(values, scale, spacing)
        if self.logMode:
            return texts
        has_room = self._has_room(spacing)
        return [text if has_room and value >= 0 else "" for text, value in zip(texts, values, strict=True)]

    def _has_room(self, spacing: float) -> bool:
        """Tell whether numbers at this distance stand clear of one another."""
        low, high = self.range
        apart: float = spacing * self.size().height() / (high - low)
        return apart >= _CLOSEST * QFontMetricsF(self.style["tickFont"] or plain_font(_POINTS)).height()

    def logTickValues(
        self, low: float, high: float, size: float, linear: list[tuple[float, list[float]]]
    ) -> list[tuple[float | None, list[float]]]:
        if high - low > 1:
            ticks: list[tuple[float | None, list[float]]] = super().logTickValues(low, high, size, linear)
            return ticks
        return [(None, np.log10(_even_values(10**low, 10**high)).tolist())]

    def logTickStrings(self, values: Sequence[float], scale: float, spacing: float | None) -> list[str]:
        return [_power(value) for value in values]


def _even_values(low: float, high: float) -> list[float]:
    """Return three to nine round numbers between two positive ones."""
    step = 10.0 ** floor(log10(high - low))
    if (high - low) / step < 3:
        step /= 4
    first, last = int(low / step) + 1, int(high / step)
    return [step * count for count in range(first, last + 1)]


def _power(exponent: float) -> str:
    if abs(exponent - round(exponent)) < 1e-9:
        return f"1e{round(exponent)}" if round(exponent) else "1"
    mantissa, e, digits = f"{10**exponent:.4g}".partition("e")
    return f"{mantissa}e{int(digits)}" if e else mantissa


def new_plot(below: str) -> pg.PlotWidget:
    """Return an empty plot of amounts over counts, named `below`; `dress_plot` gives it its look.

    It takes no focus, so no keys either.
    """
    bottom, left = CountAxis("bottom"), AmountAxis("left")
    plot = pg.PlotWidget(axisItems={"bottom": bottom, "left": left})
    item = plot.plotItem
    for axis in (bottom, left):
        axis.enableAutoSIPrefix(False)
    bottom.setLabel(below)
    left.setGrid(110)
    bottom.setStyle(hideOverlappingLabels=_ROOM)
    item.layout.setContentsMargins(0, 4, _ROOM, 0)
    item.setDownsampling(auto=True, mode="peak")  # given to plot() they would be overwritten (pyqtgraph#1855)
    item.setClipToView(True)
    item.setMenuEnabled(False)
    item.hideButtons()
    plot.setMinimumHeight(_LOWEST)
    plot.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    return plot


def dress_plot(plot: pg.PlotWidget, display: Display) -> None:
    """Give a plot the colours of the theme, and text of the size that everything has."""
    palette, font = display.palette, plain_font(_POINTS * display.zoom)
    plot.setBackground(palette.panel)
    for side in ("bottom", "left"):
        axis = plot.getAxis(side)
        axis.setPen(palette.line)
        axis.setTextPen(palette.muted)
        axis.setTickFont(font)
        axis.setTickDensity(1 / display.zoom)
        axis.label.setFont(font)
        axis.resizeEvent()  # the room for its name, which is as high as the font now


def draw_curve(curve: pg.PlotDataItem, y: Array, colour: str, zoom: float = 1.0) -> None:
    """Draw `y` over 0, 1, 2, …: a few points as dots too, very many with the fastest pen."""
    long = y.size > _LONG
    curve.setData(
        np.arange(y.size, dtype=np.float64),
        y,
        pen=pg.mkPen(colour, width=1 if long else 2 * zoom),
        antialias=not long,
        symbol="o" if y.size <= _FEW else None,
        symbolSize=5 * zoom,
        symbolBrush=colour,
        symbolPen=None,
    )
