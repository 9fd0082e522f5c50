"""The array type of the engine and the one way to make a value of it."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def frozen(values: ArrayLike) -> Array:
    """Return a read-only float64 copy of `values`, of the same shape."""
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array
