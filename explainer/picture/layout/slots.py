"""The places of labels on edges: of every weight's chip, and of the contributions that come back to a unit."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import chain, compress, islice

import numpy as np
from numpy.typing import NDArray

from explainer.picture.geometry import Box, Point, Segment
from explainer.picture.layout.layout import Layout, Spot
from explainer.picture.layout.sizes import CHIP_HEIGHT, MOST_CHIPS, MeasuredNetwork

Boxes = NDArray[np.float64]
"""Several boxes, of shape (boxes, 4)."""
BUDGET = 600
MARGIN = 1.5
_FRACTIONS = tuple(0.2 + 0.03 * i for i in range(21))
_PREFERRED = (0.38, 0.32, 0.28, 0.44)
"""Where on a crossing edge its chip is, best first: the first that leaves room for contributions is taken."""
_LEVEL_FRACTIONS = (0.5, 0.46, 0.54, 0.42, 0.58, 0.38, 0.62)
_BACK_FRACTIONS = (0.72, 0.75, 0.78, 0.81, 0.84, 0.87, 0.66, 0.6, 0.54)
_BACK = ((0, 0), (0, 5), (0, -5), (0, 10), (0, -10), (-16, 0), (-16, 6), (-16, -6), (-26, 0))
_LEVEL_BACK = ((0, -CHIP_HEIGHT - 4), (0, CHIP_HEIGHT + 4), (24, -CHIP_HEIGHT - 4))
_BESIDE = (0.0, -7.0, 7.0, -11.0, 11.0)
_FEW_FRACTIONS = (0.42, 0.5, 0.34, 0.58, 0.26, 0.66)
_FAR_BESIDE = (0.0, -13.0, 13.0, -26.0, 26.0, -40.0, 40.0, -55.0, 55.0)
_LEVEL = 12.0
_BLAME = 30.0
"""How much wider the badge with the blame above a unit gets than that with its delta below it."""
_FARTHEST = 75.0


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


@lru_cache(maxsize=64)
def chip_slots(shape: MeasuredNetwork, layout: Layout) -> Mapping[int, Box]:
    """Return the place of each weight's chip by index in theta; none for a pair of layers where they do not all fit."""
    slots: dict[int, Box] = {}
    for layer in range(1, len(shape.network.layers)):
        edges = _edges_into(shape, layout, layer)
        if len(edges) <= MOST_CHIPS and not layout.folds:
            slots.update(_corridor(shape, layout, layer, edges))
    return slots


@lru_cache(maxsize=256)
def are_all_labelled(shape: MeasuredNetwork, layout: Layout) -> bool:
    """Tell whether every edge has the place of a chip."""
    return not layout.folds and all(_can_label(shape, layout, layer) for layer in range(1, len(shape.network.layers)))


def _can_label(shape: MeasuredNetwork, layout: Layout, layer: int) -> bool:
    choices = [along(segment, shape.widths.weight) for segment in _edges_into(shape, layout, layer).values()]
    return place_all(choices, layout.solid((layer - 1, layer))) is not None


def _corridor(shape: MeasuredNetwork, layout: Layout, layer: int, edges: Mapping[int, Segment]) -> Mapping[int, Box]:
    """The chips between two layers, if they fit: such that contributions fit beside them, if that is possible."""
    obstacles = layout.solid((layer - 1, layer))
    fallback: dict[int, Box] = {}
    for preferred in _PREFERRED:
        choices = [along(segment, shape.widths.weight, preferred) for segment in edges.values()]
        placed = place_all(choices, obstacles)
        if placed is None:  # the places are the same for each preference, and only their order another
            break
        chips = dict(zip(edges, placed, strict=True))
        fallback = fallback or chips
        sources = [unit for at, unit in layout.seen if at == layer - 1]
        if layer == 1 or all(_back_to(shape, layout, (layer - 1, unit), chips) for unit in sources):
            return chips
    return fallback


@lru_cache(maxsize=256)
def contribution_slots(shape: MeasuredNetwork, layout: Layout, spot: Spot) -> Mapping[int, Box]:
    """Return the places of what comes back to a hidden unit along its edges; empty where they do not all fit."""
    return _back_to(shape, layout, spot, chip_slots(shape, layout))


def _back_to(shape: MeasuredNetwork, layout: Layout, spot: Spot, chips: Mapping[int, Box]) -> Mapping[int, Box]:
    above = shape.network.layers[spot[0] + 1]
    edges = {
        index: layout.edges[index]
        for unit in range(above.units)
        if (index := above.weight(unit, spot[1])) in layout.edges
    }
    if not all(index in chips for index in edges):
        return {}
    corridor = [box for index, box in chips.items() if above.start <= index < above.bias_start]
    choices = [back(segment, layout.form.contribution_width) for segment in edges.values()]
    blame = layout.above(spot, layout.form.badge_width + _BLAME)
    placed = place_all(choices, [*layout.solid((spot[0], spot[0] + 1)), *corridor, blame])
    return {} if placed is None else dict(zip(edges, placed, strict=True))


def along(segment: Segment, width: float, preferred: float = _PREFERRED[0]) -> list[Box]:
    """Return the places for a chip of this width on an edge, best first: crossing edges are labelled apart."""
    fractions = _LEVEL_FRACTIONS if _is_level(segment) else sorted(_FRACTIONS, key=lambda f: abs(f - preferred))
    return _boxes(segment, (width, CHIP_HEIGHT), fractions, [(0, dy) for dy in _BESIDE])


@lru_cache(maxsize=512)
def around(segment: Segment, width: float, height: float) -> tuple[Box, ...]:
    """Return a few places for a label of any size on or beside an edge, best first."""
    return tuple(_boxes(segment, (width, height), _FEW_FRACTIONS, [(0, dy) for dy in _FAR_BESIDE]))


def close_to(segment: Segment, width: float, height: float) -> list[Box]:
    """Return places for a label in the room between the ends of an edge, those first that are nearest to it."""
    left, right = segment.start.x + width / 2 + 2, segment.end.x - width / 2 - 2
    middle = segment.at(0.5)
    across = [left + (right - left) * i / 3 for i in range(4)] if right > left else [middle.x]
    down = [middle.y + height / 2 * i for i in range(-14, 15)]
    near = [(segment.distance(Point(x, y)), Box(x, y, width, height)) for x in across for y in down]
    return [box for distance, box in sorted(near) if distance < _FARTHEST]


@lru_cache(maxsize=128)
def all_over(segment: Segment, width: float, height: float) -> tuple[Box, ...]:
    """Return all places for a chip on an edge, beside it and, if there is no other way, near it."""
    return (*along(segment, width), *around(segment, width, height), *close_to(segment, width, height))


def _is_level(segment: Segment) -> bool:
    return abs(segment.start.y - segment.end.y) < _LEVEL


def _boxes(
    segment: Segment, size: tuple[float, float], fractions: Iterable[float], aside: Iterable[tuple[float, float]]
) -> list[Box]:
    points = [segment.at(fraction) for fraction in fractions]
    return [Box(x + dx, y + dy, *size) for dx, dy in aside for x, y in points]


def back(segment: Segment, width: float) -> list[Box]:
    """Return the places for a contribution: above a level edge, near the upper end of another."""
    level = _is_level(segment)
    fractions, aside = (_LEVEL_FRACTIONS, _LEVEL_BACK) if level else (_BACK_FRACTIONS, _BACK)
    return _boxes(segment, (width, CHIP_HEIGHT), fractions, aside)


def _edges_into(shape: MeasuredNetwork, layout: Layout, layer: int) -> dict[int, Segment]:
    of = shape.network.layers[layer]
    return {index: segment for index, segment in layout.edges.items() if of.start <= index < of.bias_start}
