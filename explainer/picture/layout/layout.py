"""What a layout is: where everything of a network's picture is, in the picture's own pixels."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from explainer.picture.geometry import Box, Point, Segment
from explainer.picture.layout.sizes import BADGE_HEIGHT, UnitForm

OVERHANG = 8.0
"""How far a badge or a bias may stand out on both sides of its flat unit."""
_IN_CIRCLE = ((1.0, 0.4), (0.8, 0.8), (0.4, 1.0))
Spot = tuple[int, int]
"""A unit: its layer and its place in it, both from 0."""


class Fold(NamedTuple):
    """A mark in the column of a layer: for `hidden` units that are not drawn, or for folding a layer again (0)."""

    box: Box
    layer: int
    hidden: int


class Heading(NamedTuple):
    """The place of the words over the column of a layer."""

    box: Box
    layer: int


@dataclass(frozen=True, eq=False)
class Layout:
    """The picture. `scale` is screen pixels per pixel of the picture, `width` and `height` its size.

    `view` is how much of it is seen at once; what stays while it is scrolled is as in a picture of that size.
    `floor` is where labels end, above the status line. `units` has the boxes of the units that are drawn, `seen` those
    that are not scrolled out of sight; `folds` the marks for the others. Of `unfolded` layers all are drawn; what
    belongs to other layers stays in sight when a tall picture is scrolled. `biases` is by layer and unit (unit -1 where
    the layer has one), `bias_edges` by layer and receiving unit, `edges` by index in theta; these are of units in sight
    only. `corridors` are the free stretches to the left of each layer above the input.
    """

    form: UnitForm
    scale: float
    width: float
    height: float
    view: tuple[float, float]
    floor: float
    units: Mapping[Spot, Box]
    seen: tuple[Spot, ...]
    folds: tuple[Fold, ...]
    unfolded: frozenset[int]
    headings: tuple[Heading, ...]
    biases: Mapping[Spot, Box]
    targets: Mapping[int, Box]
    edges: Mapping[int, Segment]
    bias_edges: Mapping[Spot, Segment]
    corridors: tuple[tuple[float, float], ...]
    status: tuple[Point, ...]

    @property
    def is_tall(self) -> bool:
        """Whether the picture is scrolled up and down."""
        return self.height > self.view[1] + 1

    def below(self, spot: Spot) -> Box:
        """Return the place of the badge under a unit."""
        box = self.units[spot]
        width = self.form.badge_width if self.form.is_round else box.width + OVERHANG
        return Box(box.x, box.bottom + self.form.badge + BADGE_HEIGHT / 2, width, BADGE_HEIGHT)

    def reach(self, layer: int) -> tuple[float, float]:
        """Return from where to where a column above the inputs has room: to its neighbours, or to the margin."""
        left, _ = self.corridors[layer - 1]
        right = self.corridors[layer][1] if layer < len(self.corridors) else self.width
        return left + 4, right - 4

    def above(self, spot: Spot, width: float) -> Box:
        """Return the place of a badge over a unit."""
        box, (left, right) = self.units[spot], self.reach(spot[0])
        x = min(max(box.x, left + width / 2), right - width / 2)
        return Box(x, box.top - self.form.badge - BADGE_HEIGHT / 2, width, BADGE_HEIGHT)

    def body(self, spot: Spot) -> list[Box]:
        """Return boxes that cover a unit; three of them for a circle, whose corners are free."""
        box = self.units[spot]
        if spot[0] and self.form.is_round:
            return [Box(box.x, box.y, box.width * c, box.height * s) for c, s in _IN_CIRCLE]
        return [box]

    def solid(self, layers: Iterable[int]) -> list[Box]:
        """Return what labels may not cover: units of these layers, the badges under them and all biases."""
        boxes = list(self.biases.values())
        for spot in self.seen:
            if spot[0] in layers:
                boxes += self.body(spot)
                if spot[0]:
                    boxes.append(self.below(spot))
        return boxes
