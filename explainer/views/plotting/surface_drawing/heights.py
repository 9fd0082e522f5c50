"""Which colour a height has: pale where the objective is small, dark and saturated where it is large."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PySide6.QtGui import QColor

from explainer.engine.arrays import Array
from explainer.engine.measure.contours import contour_levels
from explainer.engine.measure.loss_surface import SurfaceGrid
from explainer.picture.colours import blend
from explainer.picture.palette import Palette

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
