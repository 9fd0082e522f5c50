"""A pad to draw a digit on, whose picture is made in the way that the pictures of the data set were."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array, frozen

SIDE, BLOCK = 8, 4
DOTS = SIDE * BLOCK
PIXELS = SIDE * SIDE
BRUSH = 3.0
"""The radius of the brush, in dots: strokes as wide as those of the data set."""


class Pad(QObject):
    """32 × 32 dots of ink. Each 4 × 4 of them make one pixel, from 0 to 16 by how many are inked: this is how the
    digits of the data set were made from scanned forms (E. Alpaydin, C. Kaynak, UCI Machine Learning Repository).

    `changed` when there is more or less ink. Places are (x, y) in dots, from 0, the upper left first.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._dots = np.zeros((DOTS, DOTS), dtype=np.bool_)

    @property
    def dots(self) -> NDArray[np.bool_]:
        """The ink, shape (rows, columns)."""
        return self._dots

    @property
    def is_empty(self) -> bool:
        return not self._dots.any()

    @property
    def levels(self) -> Array:
        """The pixels row by row, shape (64,), each from 0 to 16."""
        blocks = self._dots.reshape(SIDE, BLOCK, SIDE, BLOCK)
        return frozen(blocks.sum(axis=(1, 3)).ravel())

    def stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line with the round brush."""
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        y, x = np.mgrid[:DOTS, :DOTS] + 0.5
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / ((dx * dx + dy * dy) or 1.0), 0, 1)
        self._ink(np.hypot(x - x0 - along * dx, y - y0 - along * dy) <= BRUSH)

    def fill_pixel(self, column: int, row: int) -> None:
        """Ink one pixel whole."""
        self._set(self._with_pixel(column, row, True))

    def clear_pixel(self, column: int, row: int) -> None:
        """Take the ink of one pixel away."""
        self._set(self._with_pixel(column, row, False))

    def clear(self) -> None:
        self._set(np.zeros_like(self._dots))

    def fill_frame(self) -> None:
        """Make the drawing as high as the pad and put it in the middle, as the digits of the data set are."""
        rows, columns = np.flatnonzero(self._dots.any(1)), np.flatnonzero(self._dots.any(0))
        if not rows.size:
            return
        height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
        scale = DOTS / max(height, width)
        y, x = ((np.arange(DOTS) + 0.5 - DOTS / 2) / scale for _ in range(2))
        y, x = y + rows[0] + height / 2, x + columns[0] + width / 2
        is_within = np.logical_and.outer(np.abs(y - rows[0] - height / 2) <= height / 2, (x >= 0) & (x < DOTS))
        nearest = self._dots[np.ix_(*(np.clip(axis, 0, DOTS - 1).astype(int) for axis in (y, x)))]
        self._set(nearest & is_within)

    def _with_pixel(self, column: int, row: int, is_inked: bool) -> NDArray[np.bool_]:
        dots = self._dots.copy()
        dots[row * BLOCK : (row + 1) * BLOCK, column * BLOCK : (column + 1) * BLOCK] = is_inked
        return dots

    def _ink(self, more: NDArray[np.bool_]) -> None:
        self._set(self._dots | more)

    def _set(self, dots: NDArray[np.bool_]) -> None:
        if not np.array_equal(dots, self._dots):
            self._dots = dots
            self.changed.emit()
