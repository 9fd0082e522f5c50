"""Numbers as Python reads them, with all their digits."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array


def literal(values: Array | float) -> str:
    """Return Python code for the array, or for a single number."""
    array = np.asarray(values)
    numbers = repr(array.tolist()).replace("nan", "np.nan")
    return f"np.array({numbers})" if array.ndim else numbers
