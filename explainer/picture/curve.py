"""A curve in little room: of very many numbers the least and the greatest of each column of pixels, and a scale."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array

FAR = 100.0
"""From which ratio of the greatest to the least on a scale is logarithmic by itself: two powers of ten."""
_POINTS = 2
"""Up to how many numbers for each column all of them are drawn."""


@dataclass(frozen=True, eq=False)
class Peaks:
    """Numbers over 0, 1, 2, … drawn in `most` columns: all of them or, of more, the least and greatest of each stretch.

    Both are found once; a number that may not be shown is then left out of its stretch alone.
    """

    values: Array
    stride: int
    least: Array
    greatest: Array

    @classmethod
    def of(cls, values: Array, most: int) -> Peaks:
        """Return the peaks of finite numbers."""
        stride = 1 if values.size <= _POINTS * most else -(-values.size // max(most, 1))
        starts = np.arange(0, values.size, stride)
        if stride == 1:
            return cls(values, 1, values, values)
        return cls(values, stride, np.minimum.reduceat(values, starts), np.maximum.reduceat(values, starts))

    def points(self, count: int, gap: int = -1) -> tuple[Array, Array]:
        """Return where the line goes through the first `count` numbers, without number `gap`: x and y, NaN in gaps."""
        count = min(count, self.values.size)
        if self.stride == 1:
            y = np.array(self.values[:count])
            if 0 <= gap < count:
                y[gap] = np.nan
            return np.arange(count, dtype=np.float64), y
        stretches = -(-count // self.stride)
        least, greatest = np.array(self.least[:stretches]), np.array(self.greatest[:stretches])
        for at in {gap // self.stride, stretches - 1} & set(range(stretches)):
            least[at], greatest[at] = self._ends_of(at, count, gap)
        firsts = np.arange(stretches) * self.stride
        lasts = np.minimum(firsts + self.stride, count) - 1
        falls = self.values[firsts] >= self.values[lasts]
        x = np.stack([0.75 * firsts + 0.25 * lasts, 0.25 * firsts + 0.75 * lasts], axis=1)
        y = np.stack([np.where(falls, greatest, least), np.where(falls, least, greatest)], axis=1)
        return x.ravel(), y.ravel()

    def _ends_of(self, stretch: int, count: int, gap: int) -> tuple[float, float]:
        """Return the least and greatest of a stretch as far as they may be shown."""
        first = stretch * self.stride
        part = self.values[first : min(first + self.stride, count)]
        part = np.delete(part, gap - first) if first <= gap < first + part.size else part
        return (float(part.min()), float(part.max())) if part.size else (np.nan, np.nan)


class Scale(NamedTuple):
    """What numbers an upright axis reaches over, in numbers or in powers of ten."""

    low: float
    high: float
    is_logarithmic: bool

    def share(self, values: Array | float) -> Array:
        """Return how high numbers are, from 0 at the foot to 1 at the head; what has no logarithm is at the foot."""
        values = np.asarray(values, dtype=np.float64)
        if not self.low < self.high:
            return np.where(np.isfinite(values), 0.5, np.nan)
        if not self.is_logarithmic:
            return np.asarray((values - self.low) / (self.high - self.low))
        raised = np.where(np.isnan(values), np.nan, np.maximum(values, self.low))
        return np.asarray(np.log(raised / self.low) / np.log(self.high / self.low))


def scale_of(*curves: Array, logarithmic: bool | None = None) -> Scale | None:
    """Return the scale that all curves fit on: as it is wanted or, with None, logarithmic where they reach far.

    None where there is no number at all. A scale of nothing above 0 cannot be logarithmic.
    """
    values = np.concatenate([np.zeros(0), *curves])
    values = values[np.isfinite(values)]
    if not values.size:
        return None
    low, high = float(values.min()), float(values.max())
    above = float(np.min(values, initial=np.inf, where=values > 0))
    if logarithmic is None:
        logarithmic = low > 0 and high > FAR * low
    return Scale(above, high, True) if logarithmic and high > 0 else Scale(low, high, False)


def round_steps(last: int, size: float, apart: float) -> list[int]:
    """Return the counts from 0 to `last` that have a number on an axis of this size, `apart` from each other at least:
    both ends, and multiples of 1, 2 or 5 and a power of ten."""
    steps = (digit * 10**power for power in range(16) for digit in (1, 2, 5))
    step = next(step for step in steps if step * size >= apart * last)
    return [*(count for count in range(0, last, step) if (last - count) * size >= apart * last), last]
