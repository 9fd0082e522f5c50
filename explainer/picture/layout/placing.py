"""Labels without overlap: each of several boxes gets one of its possible places, so that no two touch."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain, compress, islice

import numpy as np
from numpy.typing import NDArray

from explainer.picture.geometry import Box

Boxes = NDArray[np.float64]
"""Several boxes, of shape (boxes, 4)."""
BUDGET = 600
MARGIN = 1.5


def place_all(choices: Sequence[Sequence[Box]], obstacles: Sequence[Box]) -> tuple[Box, ...] | None:
    """Return one box of each of `choices` (best first), none overlapping another or an obstacle.

    None where there is no such choice, or none was found in a bounded search: the box with the fewest places left
    is placed first, and a dead end is backed out of.
    """
    if not choices:
        return ()
    free = _free(choices, obstacles)
    if not all(free):
        return None
    boxes = [box for own in free for box in own]
    spans, start = [], 0
    for own in free:
        spans.append(((1 << len(own)) - 1) << start)
        start += len(own)
    found = _Search(spans, _array(boxes)).run()
    return None if found is None else tuple(boxes[index] for index in found)


def place_most(choices: Sequence[Sequence[Box]], obstacles: Sequence[Box]) -> tuple[Box | None, ...]:
    """Return a place for as many boxes as find one, None for the others."""
    together = place_all(choices, obstacles)
    if together is not None:
        return together
    taken, placed = list(obstacles), []
    for own in choices:
        best = next(iter(_free([own], taken)[0]), None)
        placed.append(best)
        taken += [best] if best else []
    return tuple(placed)


def least_covering(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Return the boxes, those first that hide the least of the others; equal ones keep their order."""
    if not (boxes and others):
        return list(boxes)
    a, b = _array(boxes)[:, None], _array(others)[None]
    shared = (a[..., 2:] + b[..., 2:]) / 2 - np.abs(a[..., :2] - b[..., :2])
    hidden = np.minimum(np.maximum(shared, 0), b[..., 2:]).prod(axis=2).sum(axis=1)
    return [boxes[i] for i in np.argsort(hidden, kind="stable")]


class _Search:
    """Backtracking over bit masks: one bit for every possible place."""

    def __init__(self, spans: list[int], boxes: Boxes) -> None:
        self.spans, self.boxes, self.left = spans, boxes, BUDGET
        self._clashes: dict[int, int] = {}

    def run(self) -> list[int] | None:
        found: dict[int, int] = {}
        if not self._place(dict(enumerate(self.spans)), found):
            return None
        return [found[i] for i in range(len(self.spans))]

    def _place(self, open_: dict[int, int], found: dict[int, int]) -> bool:
        if not open_:
            return True
        self.left -= 1
        which = min(open_, key=lambda i: open_[i].bit_count())
        places = open_[which]
        while places and self.left > 0:
            bit = places & -places
            places ^= bit
            found[which] = bit.bit_length() - 1
            allowed = ~self._clashing(found[which])
            if self._place({i: mask & allowed for i, mask in open_.items() if i != which}, found):
                return True
        return False

    def _clashing(self, index: int) -> int:
        """Return the places that this one comes too close to; most places are never tried."""
        if index not in self._clashes:
            (row,) = _overlaps(self.boxes[index : index + 1], self.boxes)
            self._clashes[index] = int.from_bytes(np.packbits(row, bitorder="little").tobytes(), "little")
        return self._clashes[index]


def _free(choices: Sequence[Sequence[Box]], obstacles: Sequence[Box]) -> list[list[Box]]:
    """Return of each of `choices` the boxes that do not come too close to an obstacle."""
    if not obstacles:
        return [[*own] for own in choices]
    touching = np.asarray(_overlaps(_array([*chain(*choices)]), _array(obstacles)).any(axis=1))
    is_free = iter((~touching).tolist())
    return [[*compress(own, islice(is_free, len(own)))] for own in choices]


def _array(boxes: Sequence[Box]) -> Boxes:
    return np.fromiter(chain(*boxes), np.float64, 4 * len(boxes)).reshape(-1, 4)


def _overlaps(a: Boxes, b: Boxes) -> NDArray[np.bool_]:
    """Tell of each box of `a` and each of `b`, in columns, whether they come too close."""
    (x, y, width, height), others = a.T[:, :, None], b.T[:, None, :]
    close = np.abs(x - others[0]) < (width + others[2]) / 2 + MARGIN
    close &= np.abs(y - others[1]) < (height + others[3]) / 2 + MARGIN
    return np.asarray(close)
