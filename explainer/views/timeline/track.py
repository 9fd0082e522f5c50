"""Cells side by side: where each one is, and which one is where."""

from __future__ import annotations

from dataclasses import dataclass

MARGIN = 12.0
"""What is left free beside a track, in pixels at a zoom of 1."""


@dataclass(frozen=True)
class Track:
    """`count` cells of equal width side by side, from `left` on."""

    left: float
    width: float
    count: int

    def edge(self, number: float) -> float:
        """Return where cell `number` (from 1) ends; 0 is the left end of the track."""
        return self.left + self.width * number / self.count

    def middle(self, number: int) -> float:
        return self.edge(number - 0.5)

    def at(self, x: float) -> int:
        """Return the cell at `x`, the nearest one beside the track, but 0 left of it."""
        if x < self.left:
            return 0
        return min(int((x - self.left) / self.width * self.count) + 1, self.count)
