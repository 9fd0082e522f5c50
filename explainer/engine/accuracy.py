"""Whether targets name classes, and how often the outputs name the same ones."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.classes import classes_of


def accuracy(outputs: Array, targets: Array) -> float | None:
    """Return the share of samples whose class is right, or None where targets are not classes.

    Both have shape (samples, output units); `classes_of` says what names a class.
    """
    classes = classes_of(targets)
    if classes is None:
        return None
    return float(np.mean(classes.named_by(outputs) == classes.named_by(targets)))
