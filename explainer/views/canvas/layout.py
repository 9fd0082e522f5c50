"""Where everything stands: the picture of a network in a view of a given size, as a pure function.

Columns of units from the inputs to the outputs, biases in common under the columns, targets beside the outputs.
Units are circles while these fit at a readable size, flat boxes when there are more of them; a column that is too
tall even so is folded in the middle; a picture that is too wide is scrolled.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from explainer.engine.network import Network
from explainer.views.canvas.folding import Row, rows
from explainer.views.canvas.forms import (
    BADGE_HEIGHT,
    BADGE_WIDTH,
    BIAS_UNDER_UNIT,
    CHIP_HEIGHT,
    DIAMOND,
    FLAT,
    LARGEST_SCALE,
    MARGIN,
    MOST_CHIPS,
    ROUND,
    STATUS_LINE,
    TARGET_HEIGHT,
    TARGET_WIDTH,
    TOP,
    WIDEST_GAP,
    Form,
)
from explainer.views.canvas.geometry import Box, Point, Segment, leave_box, leave_circle, leave_diamond

_OVERHANG = 8.0
Spot = tuple[int, int]
"""A unit: its layer and its place in it, both from 0."""


@dataclass(frozen=True)
class Shape:
    """What the picture depends on besides the size of the view.

    `one_bias` tells for each layer above the input whether it has a single bias; the widths are those of the widest
    label of a weight and of a bias, of the widest name of a unit, and of the fields in the status line.
    """

    network: Network
    one_bias: tuple[bool, ...]
    chip_width: float
    bias_width: float
    name_width: float
    status_widths: tuple[float, ...]


@dataclass(frozen=True, eq=False)
class Layout:
    """The picture. `scale` is screen pixels per pixel of the picture, `width` and `height` its size.

    `units` has the boxes of the units that are drawn; `folds` those of the marks for the others, with their number.
    `biases` is by layer and unit (unit -1 where the layer has one), `bias_edges` by layer and receiving unit, `edges`
    by index in theta. `corridors` are the free stretches to the left of each layer above the input.
    """

    form: Form
    scale: float
    width: float
    height: float
    units: Mapping[Spot, Box]
    folds: tuple[tuple[Box, int], ...]
    biases: Mapping[Spot, Box]
    targets: Mapping[int, Box]
    edges: Mapping[int, Segment]
    bias_edges: Mapping[Spot, Segment]
    corridors: tuple[tuple[float, float], ...]
    status: tuple[Point, ...]

    def below(self, spot: Spot) -> Box:
        """Return the place of the badge under a unit."""
        box = self.units[spot]
        width = BADGE_WIDTH if self.form.is_round else box.width + _OVERHANG
        return Box(box.x, box.bottom + self.form.badge + BADGE_HEIGHT / 2, width, BADGE_HEIGHT)

    def above(self, spot: Spot, width: float) -> Box:
        """Return the place of a badge over a unit."""
        box = self.units[spot]
        x = min(max(box.x, width / 2 + 4), self.width - width / 2 - 4)
        return Box(x, box.top - self.form.badge - BADGE_HEIGHT / 2, width, BADGE_HEIGHT)


@lru_cache(maxsize=64)
def arrange(shape: Shape, width: float, height: float, needed: frozenset[Spot] = frozenset()) -> Layout:
    """Return the picture for a view of this size in screen pixels, with the `needed` units among those drawn."""
    return _Arrangement(shape, width, height, needed).layout()


def flow(widths: tuple[float, ...], room: float) -> tuple[Point, ...]:
    """Return where fields of these widths begin, set one after the other in lines of `room`: x, and line as y."""
    starts, x, line = [], 0.0, 0
    for width in widths:
        if x and x + width > room:
            x, line = 0.0, line + 1
        starts.append(Point(x, line))
        x += width
    return tuple(starts)


class _Arrangement:
    def __init__(self, shape: Shape, width: float, height: float, needed: frozenset[Spot]) -> None:
        self.shape, self.needed = shape, needed
        self.layers = shape.network.layers
        self.form, self.scale = self._form(max(width, 1), max(height, 1))
        self.width = max(width / self.scale, self._width(self.form, self.form.gap))
        self.height = height / self.scale
        self.visible_width = width / self.scale
        self.bottom = self.height - self._bottom(self.visible_width)
        rows_that_fit = (self.bottom - TOP) / (self.form.pitch + BIAS_UNDER_UNIT)
        own = not all(self.shape.one_bias)
        self.biases_under = own and max(layer.units for layer in self.layers) <= rows_that_fit

    def _form(self, width: float, height: float) -> tuple[Form, float]:
        """Circles where they fit, else flat boxes, as large as they fit and never smaller than readable.

        A picture with a chip on every edge may be too wide; it is scrolled then, because no number is to be hidden.
        """
        sparse = max(a.units * b.units for a, b in pairwise(self.layers)) <= MOST_CHIPS
        chip_width = self.shape.chip_width if sparse else 0
        forms = [form.fitted(self.shape.name_width, chip_width) for form in (ROUND, FLAT)]
        for form in forms:
            high, wide = self._height(form, form.pitch, width), self._width(form, form.gap)
            if high <= height and (wide <= width or (sparse and form.is_round)):
                ease = self._height(form, form.ease, width), self._width(form, form.ease_gap)
                return form, min(max(min(height / ease[0], width / ease[1]), 1.0), LARGEST_SCALE)
        return forms[-1], 1.0

    def _width(self, form: Form, gap: float) -> float:
        gaps = len(self.layers) - 1
        return 2 * MARGIN + form.input[0] + gaps * (gap + form.unit[0]) + 8 + TARGET_WIDTH

    def _height(self, form: Form, pitch: float, width: float) -> float:
        tallest = max(layer.units for layer in self.layers)
        pitch += BIAS_UNDER_UNIT if form.is_round and not all(self.shape.one_bias) else 0
        return TOP + tallest * pitch + self._bottom(min(width, self._width(form, form.ease_gap)))

    def _bottom(self, width: float) -> float:
        """The height of what stands under the columns: shared biases and the status line."""
        lines = flow(self.shape.status_widths, width - 2 * MARGIN)[-1].y + 1
        return lines * STATUS_LINE + 12 + (DIAMOND[1] + 6 if any(self.shape.one_bias) else 0)

    def layout(self) -> Layout:
        spare = self.width - self._width(self.form, self.form.gap)
        gap = min(self.form.gap + spare / (len(self.layers) - 1), WIDEST_GAP)
        columns = self._columns(gap)
        units: dict[Spot, Box] = {}
        folds: list[tuple[Box, int]] = []
        for layer, (x, size) in enumerate(columns):
            for row, y in self._rows(layer):
                if isinstance(row, int):
                    units[layer, row] = Box(x, y, *size)
                else:
                    folds.append((Box(x, y, size[0], CHIP_HEIGHT), len(row)))
        corridors = tuple((a + wa / 2, b - wb / 2) for (a, (wa, _)), (b, (wb, _)) in pairwise(columns))
        biases = self._biases(units, corridors)
        return Layout(
            form=self.form,
            scale=self.scale,
            width=self.width,
            height=self.height,
            units=units,
            folds=tuple(folds),
            biases=biases,
            targets=self._targets(units),
            edges=self._edges(units),
            bias_edges=self._bias_edges(units, biases),
            corridors=corridors,
            status=self._status(),
        )

    def _columns(self, gap: float) -> list[tuple[float, tuple[float, float]]]:
        """The centre and the size of the units of each column; what is left over stands on both sides."""
        sizes = [self.form.input, *[self.form.unit] * (len(self.layers) - 1)]
        whole = sum(size[0] for size in sizes) + gap * (len(sizes) - 1) + 8 + TARGET_WIDTH
        x, columns = (self.width - whole) / 2, []
        for size in sizes:
            columns.append((x + size[0] / 2, size))
            x += size[0] + gap
        return columns

    def _rows(self, layer: int) -> list[tuple[Row, float]]:
        room = max(int((self.bottom - TOP) / self.form.pitch), 3)
        needed = [unit for at, unit in self.needed if at == layer]
        drawn = rows(self.layers[layer].units, room, needed)
        pitch = (self.bottom - TOP) / len(drawn)
        lift = BIAS_UNDER_UNIT / 2 if self.biases_under else 0
        return [(row, TOP + (i + 0.5) * pitch - lift) for i, row in enumerate(drawn)]

    def _biases(self, units: Mapping[Spot, Box], corridors: tuple[tuple[float, float], ...]) -> dict[Spot, Box]:
        biases = {}
        for layer, one in enumerate(self.shape.one_bias, start=1):
            left, right = corridors[layer - 1]
            if one:
                biases[layer, -1] = Box((left + right) / 2, self.bottom + 2 + DIAMOND[1] / 2, *DIAMOND)
            else:
                own = [spot for spot in units if spot[0] == layer]
                biases.update({spot: self._bias_of_unit(units[spot]) for spot in own})
        return biases

    def _bias_of_unit(self, unit: Box) -> Box:
        """Under the badge below the unit; where rows are too close for that, beside the badge, in the corridor."""
        badge = unit.bottom + self.form.badge + BADGE_HEIGHT / 2
        if self.biases_under:
            width = (
                self.shape.bias_width if self.form.is_round else min(self.shape.bias_width, unit.width + 2 * _OVERHANG)
            )
            return Box(unit.x, badge + BADGE_HEIGHT + 3, width, CHIP_HEIGHT)
        width = min(self.shape.bias_width, self.form.gap - 8)
        return Box(unit.left - 6 - width / 2, badge, width, CHIP_HEIGHT - 2)

    def _targets(self, units: Mapping[Spot, Box]) -> dict[int, Box]:
        top = len(self.layers) - 1
        return {
            unit: Box(box.right + 8 + TARGET_WIDTH / 2, box.y, TARGET_WIDTH, TARGET_HEIGHT)
            for (layer, unit), box in units.items()
            if layer == top
        }

    def _edges(self, units: Mapping[Spot, Box]) -> dict[int, Segment]:
        return {
            self.layers[layer].weight(unit, source): self._between(units[layer - 1, source], units[layer, unit], layer)
            for layer, unit in units
            if layer
            for below, source in units
            if below == layer - 1
        }

    def _between(self, source: Box, unit: Box, layer: int) -> Segment:
        if not self.form.is_round:
            return Segment(Point(source.right, source.y), Point(unit.left, unit.y))
        leave = leave_box if layer == 1 else leave_circle
        return Segment(leave(source, unit.centre), leave_circle(unit, source.centre))

    def _bias_edges(self, units: Mapping[Spot, Box], biases: Mapping[Spot, Box]) -> dict[Spot, Segment]:
        edges = {}
        for spot, unit in units.items():
            if not spot[0]:
                continue
            one = (spot[0], -1) in biases
            box = biases[(spot[0], -1) if one else spot]
            start = leave_diamond(box, unit.centre) if one else leave_box(box, unit.centre)
            end = leave_circle(unit, box.centre) if self.form.is_round else Point(unit.left + (0 if one else 4), unit.y)
            edges[spot] = Segment(start, end)
        return edges

    def _status(self) -> tuple[Point, ...]:
        starts = flow(self.shape.status_widths, self.visible_width - 2 * MARGIN)
        top = self.height - 4 - STATUS_LINE * (starts[-1].y + 0.5)
        return tuple(Point(MARGIN + x, top + STATUS_LINE * line) for x, line in starts)
