"""A named curve of a figure, and how its line is drawn."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QObject, Qt, Signal

from explainer.engine.arrays import Array

LONG = 20_000
"""How many points a curve may have to be drawn boldly; longer ones get the fastest pen."""
_SHORT = 300
"""Up to how many points a curve is drawn in one stroke, which for a bold and ragged one takes ever longer."""
_RAGGED = 40
"""How many times its own height a bold curve may go up and down."""
FEW = 30
"""Up to how many points a curve has dots too."""
_NONE = np.zeros(0)


class Series(QObject):
    """Numbers `y` over ascending `x`, drawn as a line; NaN leaves a gap. `switched` when a person shows or hides it."""

    switched = Signal()

    def __init__(self, plot: pg.PlotWidget, name: str, unit: str = "", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._plot = plot
        self._name, self.unit = name, unit
        self.x, self.y = _NONE, _NONE
        self.colour, self.style = "#000000", Qt.PenStyle.SolidLine
        self.curve: pg.PlotDataItem = plot.plotItem.plot()
        self._is_on, self._drawn = True, _NONE

    @property
    def name(self) -> str:
        return self._name

    def rename(self, name: str) -> None:
        if name != self._name:
            self._name = name
            self.switched.emit()

    @property
    def is_on(self) -> bool:
        """Whether it is to be seen."""
        return self._is_on

    def switch(self, is_on: bool) -> None:
        if is_on != self._is_on:
            self._is_on = is_on
            self.curve.setVisible(is_on)
            self._plot.plotItem.vb.queueUpdateAutoRange()
            self.switched.emit()

    def show(
        self,
        x: Array | Sequence[float],
        y: Array | Sequence[float],
        colour: str,
        zoom: float = 1.0,
        style: Qt.PenStyle = Qt.PenStyle.SolidLine,
        width: float = 2.0,
    ) -> None:
        """Draw these numbers. On a logarithmic axis what is not positive is drawn at the smallest positive number."""
        looked = self.y.size > 0, self.colour, self.style
        self.x, self.y = np.asarray(x, dtype=np.float64), np.asarray(y, dtype=np.float64)
        self.colour, self.style = colour, style
        self._drawn = above_zero(self.y) if self._plot.getAxis("left").logMode else self.y
        draw_line(self.curve, self.x, self._drawn, colour, zoom, style, width)
        if looked != (self.y.size > 0, colour, style):
            self.switched.emit()

    def tell(self, x: Array, y: Array) -> None:
        """Give other numbers than those that are drawn: NaN where one is not known."""
        self.x, self.y = x, y

    def nearest(self, x: float) -> int | None:
        """Return the index of the point nearest to `x`, or None where there is no number."""
        if not self.x.size:
            return None
        after = int(np.searchsorted(self.x, x))
        near = [index for index in (after - 1, after) if 0 <= index < self.x.size]
        index = min(near, key=lambda at: abs(self.x[at] - x))
        return index if np.isfinite(self.y[index]) else self._nearest_finite(x)

    def _nearest_finite(self, x: float) -> int | None:
        finite = np.flatnonzero(np.isfinite(self.y))
        return int(finite[np.argmin(np.abs(self.x[finite] - x))]) if finite.size else None

    def drawn_at(self, index: int) -> float:
        """Return how high the point is, in the numbers of the axis."""
        return float(self._drawn[index])


def _is_ragged(y: Array) -> bool:
    """Tell whether a curve goes up and down so often that drawn boldly it would be a blot."""
    return y.size > _SHORT and bool(np.abs(np.diff(y)).sum() > _RAGGED * np.ptp(y))


def draw_line(
    curve: pg.PlotDataItem,
    x: Array,
    y: Array,
    colour: str,
    zoom: float = 1.0,
    style: Qt.PenStyle = Qt.PenStyle.SolidLine,
    width: float = 2.0,
) -> None:
    """Draw `y` over `x`, with gaps where a number is NaN: a few points as dots too, very many with the fastest pen."""
    with np.errstate(over="ignore", invalid="ignore"):  # of what is not finite the sum is not either
        long, has_gaps = y.size > LONG or _is_ragged(y), not np.isfinite(y.sum())
    if has_gaps and not np.isfinite(y).any():  # pyqtgraph looks for the largest of them
        x, y = x[:0], y[:0]
    is_stroked = y.size <= _SHORT or style is not Qt.PenStyle.SolidLine  # dashes go on from line to line
    curve.curve.setSegmentedLineMode("off" if is_stroked else "on")
    curve.setData(
        x,
        y,
        pen=pg.mkPen(colour, width=1 if long else width * zoom, style=style),
        antialias=True,
        autoDownsampleFactor=1.0,  # the least and the greatest of every column of pixels are all that can be seen
        connect="finite" if has_gaps else "all",
        skipFiniteCheck=not has_gaps,
        symbol="o" if y.size <= FEW else None,
        symbolSize=(3 + width) * zoom,
        symbolBrush=colour,
        symbolPen=None,
    )


def above_zero(values: Array) -> Array:
    """Return the values as a logarithmic axis can show them: what is not positive as the smallest positive one."""
    smallest = np.min(values, initial=np.inf, where=values > 0)
    return np.maximum(values, smallest if np.isfinite(smallest) else 1.0)
