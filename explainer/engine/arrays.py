"""The array type of the engine and the one way to make a value of it."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

Array = NDArray[np.float64]


def frozen(values: ArrayLike) -> Array:
    """Return `values` as a read-only float64 array of the same shape: a copy, unless they are one already."""
    if isinstance(values, np.ndarray) and _is_frozen(values):
        return values
    array = np.array(values, dtype=np.float64)
    array.flags.writeable = False
    return array


def _is_frozen(array: NDArray[Any]) -> bool:
    return array.dtype == np.float64 and array.base is None and not array.flags.writeable
