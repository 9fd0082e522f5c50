"""What a drag along a number makes of it: the further to the right the larger, on a grid of short decimals."""

from __future__ import annotations

from math import floor, inf, log10
from typing import NamedTuple

DEAD_ZONE = 4
"""A press that moves by fewer pixels than this is a click."""
_SHARE, _LEAST, _FINE = 0.01, 0.1, 0.1
_ROUNDING = 1e-9


class Scrub(NamedTuple):
    """A number being dragged: where it began, by how much it has been moved, and the limits that it stops at.

    A pixel is a hundredth of the number it began with, or of 0.1 where that is larger, and a tenth of this when `fine`.
    """

    start: float
    low: float = -inf
    high: float = inf
    moved_by: float = 0.0
    was_fine: bool = False

    @property
    def step(self) -> float:
        """What a pixel adds."""
        return _SHARE * max(abs(self.start), _LEAST)

    @property
    def value(self) -> float:
        """The number now: the one it began with, to the last digit, or one with few decimals."""
        if not self.moved_by:
            return self.start
        return self._within(round(self.start + self.moved_by, self._decimals))

    @property
    def _decimals(self) -> int:
        """Those of the largest power of ten that is no more than a step."""
        return -floor(log10(self.step * (_FINE if self.was_fine else 1)) + _ROUNDING)

    def moved(self, pixels: float, fine: bool = False) -> Scrub:
        """Return the number dragged by some more pixels. At a limit it stands still, and turns back at once."""
        by = self.moved_by + pixels * self.step * (_FINE if fine else 1)
        reached = self._within(self.start + by) - self.start
        return self._replace(moved_by=reached, was_fine=fine or (self.was_fine and not pixels))

    def _within(self, value: float) -> float:
        return min(max(value, self.low), self.high)


def beyond_dead_zone(pixels: float) -> float:
    """Return how far a mouse has gone that is `pixels` from where it was pressed: nothing within a click's reach."""
    return max(abs(pixels) - DEAD_ZONE, 0.0) * (1 if pixels > 0 else -1)
