"""The pad that a digit is drawn on, or a picture of one is put on."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QObject, Signal

from explainer.engine.arrays import Array, frozen
from explainer.files.images.stages import LEVELS, resampled

BLOCK = 4
_BRUSH = 3 / 32
"""The radius of the brush, in sides of the pad: strokes as wide as those of the data set."""


class Pad(QObject):
    """Dots of ink, 4 × 4 of them for each pixel, which has from 0 to 16 by how many are inked: this is how the digits
    of the data set were made from scanned forms (E. Alpaydin, C. Kaynak, UCI Machine Learning Repository).

    A dot from a picture may be inked in part. `changed` when there is more or less ink. Places are (x, y) in dots, from
    0, the upper left first. Digits take `share` of the side.
    """

    changed = Signal()

    def __init__(self, side: int = 8, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.share = 1.0
        self._dots = np.zeros((side * BLOCK, side * BLOCK))

    @property
    def side(self) -> int:
        """How many pixels it has in a row."""
        return len(self._dots) // BLOCK

    @property
    def size(self) -> int:
        """How many dots it has in a row."""
        return len(self._dots)

    def set_side(self, side: int, share: float) -> None:
        """Have another number of pixels, and no ink where that is new."""
        self.share = share
        if side != self.side:
            self._dots = np.zeros((side * BLOCK, side * BLOCK))
            self.changed.emit()

    @property
    def dots(self) -> Array:
        """The ink, shape (rows, columns), from 0 to 1."""
        return self._dots

    @property
    def is_empty(self) -> bool:
        return not self._dots.any()

    @property
    def levels(self) -> Array:
        """The pixels row by row, shape (side²,), each a whole number from 0 to 16."""
        return frozen(np.round(LEVELS * resampled(self._dots, self.side)).ravel())

    def stroke(self, start: tuple[float, float], end: tuple[float, float]) -> None:
        """Draw a line with the round brush."""
        (x0, y0), (x1, y1) = start, end
        dx, dy = x1 - x0, y1 - y0
        y, x = np.mgrid[: self.size, : self.size] + 0.5
        along = np.clip(((x - x0) * dx + (y - y0) * dy) / ((dx * dx + dy * dy) or 1.0), 0, 1)
        is_near = np.hypot(x - x0 - along * dx, y - y0 - along * dy) <= _BRUSH * self.share * self.size
        self._set(np.maximum(self._dots, is_near))

    def fill_pixel(self, column: int, row: int) -> None:
        """Ink one pixel whole."""
        self._set(self._with_pixel(column, row, 1.0))

    def clear_pixel(self, column: int, row: int) -> None:
        """Take the ink of one pixel away."""
        self._set(self._with_pixel(column, row, 0.0))

    def clear(self) -> None:
        self._set(np.zeros_like(self._dots))

    def put(self, square: Array) -> None:
        """Have the ink of a square picture, from 0 to 1, in the place of what there was."""
        self._set(resampled(square, self.size))

    def fill_frame(self) -> None:
        """Make the drawing as large as the digits of the data set are and put it in the middle."""
        rows, columns = np.flatnonzero(self._dots.any(1)), np.flatnonzero(self._dots.any(0))
        if not rows.size:
            return
        size = self.size
        height, width = np.ptp(rows) + 1, np.ptp(columns) + 1
        scale = size * self.share / max(height, width)
        y, x = ((np.arange(size) + 0.5 - size / 2) / scale for _ in range(2))
        y, x = y + rows[0] + height / 2, x + columns[0] + width / 2
        is_within = np.logical_and.outer(np.abs(y - rows[0] - height / 2) <= height / 2, (x >= 0) & (x < size))
        nearest = self._dots[np.ix_(*(np.clip(axis, 0, size - 1).astype(int) for axis in (y, x)))]
        self._set(nearest * is_within)

    def _with_pixel(self, column: int, row: int, ink: float) -> Array:
        dots = self._dots.copy()
        dots[row * BLOCK : (row + 1) * BLOCK, column * BLOCK : (column + 1) * BLOCK] = ink
        return dots

    def _set(self, dots: NDArray[np.float64]) -> None:
        if not np.array_equal(dots, self._dots):
            self._dots = dots
            self.changed.emit()
