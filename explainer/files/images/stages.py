"""The stages from a picture of a digit to few pixels, as the handwritten digits of this program were made: grey,
inverted, threshold, cropped, centred, averaged."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.files.checks import ScenarioError
from explainer.files.images.ink import is_light, otsu_threshold, paper_under, without_specks

LEVELS = 16
"""A pixel full of ink: the digits of the data set count the dots of a block of 4 × 4."""
_FAINTEST = 0.1
_DARKEST_OF_INK = 90.0


class ImageStages(NamedTuple):
    """What a picture is at each stage, every one with values from 0 to 1.

    `grey` is as bright as the picture, all others are 1 where there is ink and 0 where there is none. `centred` is a
    square, `averaged` has shape (side, side). `is_turned` tells that dark writing on light paper was turned round,
    `threshold` from which share of the darkest on the paper is taken for ink.
    """

    grey: Array
    inverted: Array
    inked: Array
    cropped: Array
    centred: Array
    averaged: Array
    is_turned: bool
    threshold: float

    @property
    def levels(self) -> Array:
        """The pixels as inputs, row by row, shape (side²,), whole numbers from 0 to 16."""
        return frozen(np.round(self.averaged.ravel() * LEVELS))


def image_stages(
    grey: Array, side: int, threshold: float | None = None, is_turned: bool | None = None, share: float = 1.0
) -> ImageStages:
    """Return the stages of a picture, shape (rows, columns), from 0, black, to 1, white.

    What is not given follows from the picture: light paper is turned round, and the threshold is Otsu's. The digit's
    longer side takes `share` of the side. Raises ScenarioError where there is nothing in the picture.
    """
    is_turned = is_light(grey) if is_turned is None else is_turned
    inverted = _inverted(grey, is_turned)
    threshold = otsu_threshold(inverted) if threshold is None else threshold
    inked = _inked(inverted, threshold)
    cropped = _cropped(inked)
    centred = _centred(cropped, share)
    averaged = resampled(centred, side)
    return ImageStages(grey, inverted, inked, cropped, centred, averaged, is_turned, threshold)


def _inverted(grey: Array, is_turned: bool) -> Array:
    """Return how much each dot differs from the paper around it, 1 where it differs most."""
    darkness = 1 - grey if is_turned else grey
    above = np.clip(darkness - paper_under(darkness), 0, None)
    most = float(above.max())
    if most < _FAINTEST:
        raise ScenarioError("there is nothing in the picture: it has the same grey everywhere")
    return np.asarray(above / most)


def _inked(inverted: Array, threshold: float) -> Array:
    """Return nothing below the threshold, and above it the greys; the darkest tenth of the ink is full."""
    is_ink = inverted >= threshold
    full = np.percentile(inverted[is_ink], _DARKEST_OF_INK) if is_ink.any() else 1.0
    return np.asarray(np.where(is_ink, np.minimum(inverted / (full or 1.0), 1), 0.0))


def _cropped(inked: Array) -> Array:
    writing = without_specks(inked)
    rows, columns = np.flatnonzero(writing.any(1)), np.flatnonzero(writing.any(0))
    if not rows.size:
        raise ScenarioError("there is no ink in the picture above the threshold")
    return writing[rows[0] : rows[-1] + 1, columns[0] : columns[-1] + 1]


def _centred(cropped: Array, share: float) -> Array:
    """Return a square that has the middle of the ink in its own middle, as far as all of it stays inside."""
    length = round(max(cropped.shape) / share)
    square = np.zeros((length, length))
    top, left = (_start(cropped.sum(1 - axis), length) for axis in (0, 1))
    square[top : top + cropped.shape[0], left : left + cropped.shape[1]] = cropped
    return square


def _start(ink: Array, length: int) -> int:
    middle = float(ink @ (np.arange(len(ink)) + 0.5)) / float(ink.sum())
    return int(np.clip(round(length / 2 - middle), 0, length - len(ink)))


def resampled(square: Array, side: int) -> Array:
    """Return the means over side × side equal parts of a square; a dot that is on a border counts for both parts, by
    its share."""
    edges = np.linspace(0, len(square), side + 1)
    dots = np.arange(len(square))
    shares = np.clip(edges[1:, None], dots, dots + 1) - np.clip(edges[:-1, None], dots, dots + 1)
    shares *= side / len(square)
    return np.asarray(shares @ square @ shares.T)
