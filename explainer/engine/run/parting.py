"""Where two runs part: the first update before which their losses are not the same."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array

_ROUNDING = 1e-12
"""Of the larger one: numbers that differ by less are the same but for the order in which they were added up."""


def is_apart(one: float, other: float) -> bool:
    """Tell whether two numbers differ by more than rounding; a number and NaN do, NaN and NaN do not."""
    return bool(are_apart(np.array([one]), np.array([other]))[0])


def are_apart(one: Array, other: Array) -> np.ndarray:
    """Tell the same for each pair, shape (numbers,)."""
    with np.errstate(all="ignore"):
        near = np.abs(one - other) <= _ROUNDING * np.maximum(np.abs(one), np.abs(other))
    return np.asarray(~(near | (one == other) | (np.isnan(one) & np.isnan(other))))


def first_apart(one: Array, other: Array) -> int | None:
    """Return the first update, from 1, before which two runs' losses differ, shape (updates,) each; None where none
    does among those that both have."""
    count = min(len(one), len(other))
    apart = np.flatnonzero(are_apart(one[:count], other[:count]))
    return int(apart[0]) + 1 if apart.size else None
