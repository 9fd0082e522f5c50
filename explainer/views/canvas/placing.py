"""Labels without overlap: each of several boxes gets one of its possible places, so that no two touch."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from explainer.views.canvas.geometry import Box

BUDGET = 600
MARGIN = 1.5


def place_all(choices: Sequence[Sequence[Box]], obstacles: Sequence[Box]) -> tuple[Box, ...] | None:
    """Return one box of each of `choices` (best first), none overlapping another or an obstacle.

    None where there is no such choice, or none was found in a bounded search: the box with the fewest places left
    is placed first, and a dead end is backed out of.
    """
    if not choices:
        return ()
    free = [_free(own, obstacles) for own in choices]
    if not all(free):
        return None
    boxes = [box for own in free for box in own]
    array = np.array(boxes, dtype=np.float64)
    clashes = [_mask(row) for row in _overlaps(array, array)]
    spans, start = [], 0
    for own in free:
        spans.append(((1 << len(own)) - 1) << start)
        start += len(own)
    found = _Search(spans, clashes).run()
    return None if found is None else tuple(boxes[index] for index in found)


def place_most(choices: Sequence[Sequence[Box]], obstacles: Sequence[Box]) -> tuple[Box | None, ...]:
    """Return a place for as many boxes as find one, None for the others."""
    together = place_all(choices, obstacles)
    if together is not None:
        return together
    taken, placed = list(obstacles), []
    for own in choices:
        best = next((box for box in own if not any(box.overlaps(other, MARGIN) for other in taken)), None)
        placed.append(best)
        taken += [best] if best else []
    return tuple(placed)


def least_covering(boxes: Sequence[Box], others: Sequence[Box]) -> list[Box]:
    """Return the boxes, those first that hide the least of the others; equal ones keep their order."""
    if not (boxes and others):
        return list(boxes)
    a, b = np.array(boxes, dtype=np.float64)[:, None], np.array(others, dtype=np.float64)[None]
    shared = (a[..., 2:] + b[..., 2:]) / 2 - np.abs(a[..., :2] - b[..., :2])
    hidden = np.minimum(np.maximum(shared, 0), b[..., 2:]).prod(axis=2).sum(axis=1)
    return [boxes[i] for i in np.argsort(hidden, kind="stable")]


class _Search:
    """Backtracking over bit masks: one bit for every possible place."""

    def __init__(self, spans: list[int], clashes: list[int]) -> None:
        self.spans, self.clashes, self.left = spans, clashes, BUDGET

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
            allowed = ~self.clashes[found[which]]
            if self._place({i: mask & allowed for i, mask in open_.items() if i != which}, found):
                return True
        return False


def _free(boxes: Sequence[Box], obstacles: Sequence[Box]) -> list[Box]:
    if not (boxes and obstacles):
        return list(boxes)
    touching = _overlaps(np.array(boxes, dtype=np.float64), np.array(obstacles, dtype=np.float64))
    return [box for box, row in zip(boxes, touching, strict=True) if not row.any()]


def _overlaps(a: NDArray[np.float64], b: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Tell of each box of `a` and each of `b`, in columns, whether they come too close."""
    (x, y, width, height), others = a.T[:, :, None], b.T[:, None, :]
    close = np.abs(x - others[0]) < (width + others[2]) / 2 + MARGIN
    close &= np.abs(y - others[1]) < (height + others[3]) / 2 + MARGIN
    return np.asarray(close)


def _mask(bits: NDArray[np.bool_]) -> int:
    return int.from_bytes(np.packbits(bits, bitorder="little").tobytes(), "little")
