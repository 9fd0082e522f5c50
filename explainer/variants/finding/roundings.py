"""Many roundings of the same numbers at once, a column for each."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.rounding import Rounding

ROUNDINGS = tuple(Rounding(kind, places) for kind in ("decimals", "digits") for places in range(1, 10))
_NOISE = 1e-12
"""What share of a number decides nothing: halves in decimals are none in binary numbers."""


class RoundedColumns:
    """How the last axis of an array is rounded: not at all in its first column, then in each of the others."""

    def __init__(self, roundings: tuple[Rounding, ...]) -> None:
        self.roundings = roundings
        is_decimals = [rounding.kind == "decimals" for rounding in roundings]
        self._is_decimals = np.array(is_decimals, dtype=bool)
        self._places = np.array([rounding.places for rounding in roundings], dtype=np.float64)

    @property
    def count(self) -> int:
        return 1 + len(self.roundings)

    def __call__(self, value: Array) -> Array:
        """Return the numbers as they are written down, half away from zero."""
        if not self.roundings:
            return value
        value = np.array(np.broadcast_to(value, np.broadcast_shapes(np.shape(value), (self.count,))))
        exact = value[..., 1:]
        size = np.abs(exact)
        whole_digits = np.floor(np.log10(np.where(size > 0, size, 1.0))) + 1
        scale = 10.0 ** np.where(self._is_decimals, self._places, self._places - whole_digits)
        value[..., 1:] = np.sign(exact) * np.floor(size * scale * (1 + _NOISE) + 0.5) / scale
        return value
