"""Whether targets name classes, and how often the outputs name the same ones."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array


def accuracy(outputs: Array, targets: Array) -> float | None:
    """Return the share of samples whose class is right, or None where targets are not classes.

    Both have shape (samples, output units). Several outputs: every target row is a single 1 among 0s, and the class is
    the largest output. One output: targets are 0 and 1 (or -1 and 1), and the border is half way.
    """
    if targets.shape[1] > 1:
        if not _is_one_hot(targets):
            return None
        return float(np.mean(outputs.argmax(1) == targets.argmax(1)))
    border = _border(targets)
    return None if border is None else float(np.mean((outputs > border) == (targets > border)))


def _is_one_hot(targets: Array) -> bool:
    return bool(np.all((targets == 0) | (targets == 1)) and np.all(targets.sum(1) == 1))


def _border(targets: Array) -> float | None:
    """Where the two classes of a single output meet; None where its targets are not two classes."""
    values = set(np.unique(targets).tolist()) if targets.size else set()
    if not values <= {0.0, 1.0}:
        return 0.0 if values == {-1.0, 1.0} else None
    return 0.5
