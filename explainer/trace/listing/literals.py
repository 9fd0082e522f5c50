"""Numbers as Python reads them, with all their digits."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array


def literal(values: Array | float) -> str:
    """Return Python code for the array, or for a single number."""
    array = np.asarray(values)
    return f"np.array({array.tolist()!r})" if array.ndim else repr(array.item())
