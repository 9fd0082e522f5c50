"""Which colour a height has, pale where the loss is small and dark where it is large, and the bar that tells it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
import pyqtgraph as pg
from numpy.typing import NDArray
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QLinearGradient, QPainter, QPen
from PySide6.QtWidgets import QStyleOptionGraphicsItem, QWidget

from explainer.engine.arrays import Array
from explainer.engine.measure.contours import contour_levels
from explainer.engine.measure.loss_surface import SurfaceGrid
from explainer.picture.palette import LIGHT, Palette, blend
from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.plotting.parts.plot_widget import POINTS
from explainer.views.plotting.parts.ticks import amounts, spread_amounts

DEEPEST = 1e-5
"""Of the largest height: what is lower has the same colour on a logarithmic scale."""
SHADES = 256


@dataclass(frozen=True, eq=False)
class Heights:
    """The heights from `low` to `high`, on a logarithmic scale or not, and those that have a contour line."""

    low: float
    high: float
    is_logarithmic: bool
    levels: Array

    @classmethod
    def of(cls, grid: SurfaceGrid, logarithmic: bool) -> Heights:
        """Return the heights of a grid, as far as they are finite."""
        finite = grid.values[np.isfinite(grid.values)]
        low, high = float(np.min(finite, initial=np.inf)), float(np.max(finite, initial=-np.inf))
        if not low < high:
            return cls(low, high, False, np.zeros(0))
        is_logarithmic = logarithmic and high > 0
        if is_logarithmic:
            low = max(low, high * DEEPEST)
        return cls(low, high, is_logarithmic, contour_levels(low, high, is_logarithmic))

    def share(self, values: Array) -> Array:
        """Return how high values are, from 0 at `low` to 1 at `high`; NaN stays NaN."""
        if not self.low < self.high:
            return np.where(np.isfinite(values), 0.0, np.nan)
        with np.errstate(all="ignore"):
            seen = np.where(np.isfinite(values), np.clip(values, self.low, self.high), np.nan)
            if self.is_logarithmic:
                return np.asarray(np.log(seen / self.low) / np.log(self.high / self.low))
        return np.asarray((seen - self.low) / (self.high - self.low))


class Shades(NamedTuple):
    """The colours of the lowest, the middle and the highest places, and of contour lines."""

    low: str
    middle: str
    high: str
    line: str


@lru_cache(maxsize=16)
def shades(palette: Palette, is_plain: bool) -> Shades:
    """Return the colours of a theme: those of the loss, or plain grey."""
    ground, end = palette.panel, palette.panel if palette.is_dark else palette.text
    if is_plain:
        middle, high = (blend(ground, palette.text, amount) for amount in (0.16, 0.45))
        return Shades(blend(ground, palette.text, 0.01), middle, high, blend(high, end, 0.25))
    if palette.is_dark:
        low, middle = blend(ground, palette.forward, 0.12), blend(ground, palette.loss, 0.45)
        return Shades(low, middle, palette.loss, blend(palette.loss, end, 0.3))
    low, middle = blend(ground, palette.loss, 0.03), blend(ground, palette.loss, 0.4)
    return Shades(low, middle, blend(palette.loss, "#000000", 0.25), blend(palette.loss, end, 0.3))


def lookup(shades: Shades) -> NDArray[np.ubyte]:
    """Return the colours of shares from 0 to 1, shape (SHADES, 3)."""
    stops = [QColor(colour).getRgb()[:3] for colour in shades[:3]]  # type: ignore[index]
    parts = [np.interp(np.linspace(0, 2, SHADES), [0, 1, 2], part) for part in zip(*stops, strict=True)]
    return np.stack(parts, axis=1).round().astype(np.ubyte)


_WIDE, _GAP, _TICK = 12.0, 5.0, 4.0


class HeightBar(pg.GraphicsWidget):  # type: ignore[misc] # pyqtgraph is untyped
    """Names the colours of some heights, and what heights are."""

    def __init__(self) -> None:
        super().__init__()
        self._names: tuple[str, ...] = ()
        self._heights: Heights | None = None
        self._palette, self._shades = LIGHT, shades(LIGHT, False)
        self._zoom = 1.0
        self._font = QFont()

    def show_heights(self, heights: Heights | None, shades: Shades, display: Display, names: tuple[str, ...]) -> None:
        """Draw these heights under the first of the names that there is room for."""
        self._heights, self._shades, self._names = heights, shades, names
        self._palette, self._zoom = display.palette, display.zoom
        zoom = self._zoom
        self._font = plain_font(POINTS * zoom)
        metrics = QFontMetricsF(self._font)
        widest = max((metrics.horizontalAdvance(text) for _, text in self._marks()), default=0.0)
        width = _WIDE * zoom + 2 * _GAP + _TICK + widest + metrics.height() + _GAP
        if width != self.minimumWidth():
            self.setMinimumWidth(width)
            self.setMaximumWidth(width)
        self.update()

    def _marks(self) -> list[tuple[float, str]]:
        """Return the heights with a line, as shares of the bar, and their numbers."""
        if self._heights is None:
            return []
        levels = self._heights.levels.tolist()
        return list(zip(self._heights.share(self._heights.levels).tolist(), _texts(levels), strict=True))

    @property
    def numbers(self) -> list[str]:
        """The heights that have a line, in words, from the lowest."""
        return [text for _, text in self._marks()]

    @property
    def name(self) -> str:
        """What heights are, as fully as the bar is long; nothing where it is too short for any name."""
        metrics, room = QFontMetricsF(self._font), self.size().height()
        return next((name for name in self._names if metrics.horizontalAdvance(name) <= room), "")

    def paint(self, painter: QPainter, option: QStyleOptionGraphicsItem, widget: QWidget | None = None) -> None:
        if self._heights is None:
            return
        line = QFontMetricsF(self._font).height()
        bar = QRectF(_GAP, line / 2, _WIDE * self._zoom, max(self.size().height() - line, 1.0))
        gradient = QLinearGradient(bar.bottomLeft(), bar.topLeft())
        for stop, colour in zip(np.linspace(0, 1, 3), self._shades[:3], strict=True):
            gradient.setColorAt(float(stop), QColor(colour))
        painter.setPen(QPen(QColor(self._palette.line)))
        painter.setBrush(gradient)
        painter.drawRect(bar)
        painter.setFont(self._font)
        self._paint_marks(painter, bar, line)
        self._paint_name(painter, line)

    def _paint_marks(self, painter: QPainter, bar: QRectF, line: float) -> None:
        """Draw tick and number of each height, of those that would overlap the lower."""
        free = bar.bottom() + line
        for share, text in self._marks():
            y = bar.bottom() - share * bar.height()
            painter.setPen(QColor(self._palette.muted))
            painter.drawLine(QPointF(bar.right(), y), QPointF(bar.right() + _TICK, y))
            if y + line / 2 <= free:
                painter.drawText(QPointF(bar.right() + _TICK + _GAP, y + line * 0.32), text)
                free = y - line / 2

    def _paint_name(self, painter: QPainter, line: float) -> None:
        """Write what heights are along the right edge."""
        painter.save()
        painter.translate(self.size().width() - line, self.size().height() / 2)
        painter.rotate(-90)
        half = self.size().height() / 2
        flags = Qt.AlignmentFlag.AlignHCenter | Qt.AlignmentFlag.AlignVCenter
        painter.drawText(QRectF(-half, 0, 2 * half, line), flags, self.name)
        painter.restore()


def _texts(levels: list[float]) -> list[str]:
    """Return round numbers as axes have them, evenly spread ones or powers of ten and what lies between."""
    steps = np.diff(levels)
    is_even = np.allclose(steps, steps[:1], rtol=1e-6, atol=0)
    return amounts(levels, float(steps[0]) if len(steps) else 0.0) if is_even else spread_amounts(levels)
