"""Where everything is: the picture of a network in a view of a given size, as a pure function.

Columns of units from the inputs to the outputs, biases in common under the columns, targets beside the outputs. A
column that is too tall is folded in the middle, unless it has been unfolded: then it is as tall as it needs, and passes
by the others when it is scrolled. A picture that is too wide is scrolled as a whole.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from itertools import chain, pairwise

from explainer.picture.geometry import Box, Point, Segment, leave_box, leave_diamond, leave_ellipse
from explainer.picture.layout.layout import OVERHANG, Fold, Heading, Layout, Spot
from explainer.picture.layout.sizes import (
    BADGE_HEIGHT,
    BEFORE_TARGET,
    BIAS_UNDER_UNIT,
    CHIP_HEIGHT,
    COLUMN_HEADING,
    DIAMOND_HEIGHT,
    MARGIN,
    STATUS_LINE,
    TARGET_HEIGHT,
    TOP,
    WIDEST_GAP,
    MeasuredNetwork,
    UnitForm,
    flow,
    height_of_bottom,
    width_of_columns,
)

Row = int | range
"""A row of a column: a unit, or the units that one mark stands for."""
_HEADING_AT = 42.0
_HEADING_BOTTOM = _HEADING_AT + COLUMN_HEADING / 2 - 2
_FOLD_WIDTH = 84.0


def rows(units: int, room: int, needed: Collection[int] = ()) -> tuple[Row, ...]:
    """Return the rows of a layer of `units` units in at most `room` rows, from the top.

    `needed` units are always among them, even if they need more rows than there are.
    """
    if units <= room:
        return tuple(range(units))
    kept = {0, units - 1, *needed}
    for index in chain(*zip(range(1, units), range(units - 2, -1, -1), strict=False)):  # from both ends
        if len(_with_marks(kept | {index})) > room:
            break
        kept.add(index)
    return _with_marks(kept)


def _with_marks(kept: Collection[int]) -> tuple[Row, ...]:
    result: list[Row] = []
    following = 0
    for index in sorted(kept):
        hidden = range(following, index)
        result += [hidden[0]] if len(hidden) == 1 else [hidden] if hidden else []
        result.append(index)
        following = index + 1
    return tuple(result)


class Arrangement:
    """Arranges a picture in one form for a view of `size` in pixels of the picture.

    Columns have headings if they are to, where there is room. `needed` units are among those drawn; all are of the
    `unfolded` layers, which are `scrolled` up by that many pixels.
    """

    def __init__(
        self,
        shape: MeasuredNetwork,
        form: UnitForm,
        size: tuple[float, float],
        has_headings: bool = True,
        needed: frozenset[Spot] = frozenset(),
        unfolded: frozenset[int] = frozenset(),
        scrolled: float = 0.0,
    ) -> None:
        self.shape, self.form, self.view, self.needed, self.unfolded = shape, form, size, needed, unfolded
        self.layers = shape.network.layers
        self.width = max(size[0], width_of_columns(shape, form, form.gap))
        under = height_of_bottom(shape, size[0])
        self.top = TOP + COLUMN_HEADING if has_headings or unfolded else TOP
        self.room = max(int((size[1] - under - self.top) / form.pitch), 3)
        longest = [self.top + (self.layers[layer].units + 1) * form.pitch + under for layer in unfolded]
        self.height = max([size[1], *longest])
        self.bottom = size[1] - under
        self.scrolled = min(max(scrolled, 0.0), self.height - size[1])
        own, most = not all(shape.one_bias), max(layer.units for layer in self.layers)
        self.biases_under = own and most * (form.pitch + BIAS_UNDER_UNIT) <= size[1] - under - self.top

    def layout(self, scale: float) -> Layout:
        """Return the picture, to be drawn at this scale."""
        columns = self._columns()
        units: dict[Spot, Box] = {}
        folds: list[Fold] = []
        for layer, (x, size) in enumerate(columns):
            for row, y in self._rows(layer):
                if isinstance(row, int):
                    units[layer, row] = Box(x, y, *size)
                else:
                    folds.append(Fold(self._fold_box(x, y, size[0]), layer, len(row)))
        corridors = tuple((a + wa / 2, b - wb / 2) for (a, (wa, _)), (b, (wb, _)) in pairwise(columns))
        seen = {spot: box for spot, box in units.items() if self._is_seen(box)}
        biases = self._biases(seen, corridors)
        return Layout(
            form=self.form,
            scale=scale,
            width=self.width,
            height=self.height,
            view=self.view,
            floor=self.scrolled + self._status()[0].y - STATUS_LINE / 2,
            units=units,
            seen=tuple(seen),
            folds=tuple(folds),
            unfolded=self.unfolded,
            headings=self._headings(columns, units, folds),
            biases=biases,
            targets=self._targets(seen),
            edges=self._edges(seen),
            bias_edges=self._bias_edges(seen, biases),
            corridors=corridors,
            status=self._status(),
        )

    def _is_seen(self, box: Box) -> bool:
        return box.bottom > self.scrolled and box.top < self.scrolled + self.view[1]

    def _columns(self) -> list[tuple[float, tuple[float, float]]]:
        """The centre and the size of the units of each column; what is left over is on both sides."""
        form, gaps = self.form, len(self.layers) - 1
        spare = self.width - width_of_columns(self.shape, form, form.gap)
        gap = min(form.gap + spare / gaps, max(WIDEST_GAP, form.gap))
        x = MARGIN + (self.width - width_of_columns(self.shape, form, gap)) / 2
        columns = []
        for size in (form.input, *[form.unit] * gaps):
            columns.append((x + size[0] / 2, size))
            x += size[0] + gap
        return columns

    def _rows(self, layer: int) -> list[tuple[Row, float]]:
        """The rows of a column from the top; an unfolded one begins with a mark for folding it, an empty range.

        Other columns stay where they are seen.
        """
        needed = [unit for at, unit in self.needed if at == layer]
        units = self.layers[layer].units
        is_long = layer in self.unfolded
        drawn = (range(0), *range(units)) if is_long else rows(units, self.room, needed)
        top, beyond = (self.top, self.height - self.view[1]) if is_long else (self.top + self.scrolled, 0.0)
        pitch = (self.bottom + beyond - self.top) / len(drawn)
        lift = BIAS_UNDER_UNIT / 2 if self.biases_under else 0
        first, last = top + pitch / 2 - lift, top + (len(drawn) - 0.5) * pitch - lift
        if not is_long:
            first, pitch = self._under_heading(first, last, pitch, len(drawn))
        return [(row, first + i * pitch) for i, row in enumerate(drawn)]

    def _under_heading(self, first: float, last: float, pitch: float, count: int) -> tuple[float, float]:
        """Where a column begins and how far apart its rows are, the first so low that a heading has room above its
        badge, if the rows can be that close."""
        form, above = self.form, self.form.badge + BADGE_HEIGHT
        lower = self.scrolled + _HEADING_BOTTOM + above + form.unit[1] / 2
        closest = form.unit[1] + above + (BIAS_UNDER_UNIT if self.biases_under else 0)
        if first >= lower or count < 2 or last - lower < (count - 1) * closest:
            return first, pitch
        return lower, (last - lower) / (count - 1)

    def _fold_box(self, x: float, y: float, width: float) -> Box:
        """The mark in a column at `x`: wide enough for its words, and within the margin."""
        width = max(width, _FOLD_WIDTH)
        return Box(max(x, MARGIN + width / 2), y, width, CHIP_HEIGHT)

    def _headings(
        self, columns: list[tuple[float, tuple[float, float]]], units: Mapping[Spot, Box], folds: list[Fold]
    ) -> tuple[Heading, ...]:
        """The places over those columns that have room above the badges of their first unit."""
        headings = []
        for layer, (x, size) in enumerate(columns):
            badge = self.form.badge + BADGE_HEIGHT if layer else 0
            first = min([units[layer, 0].top - badge, *(fold.box.top for fold in folds if fold.layer == layer)])
            shift = 0.0 if layer in self.unfolded else self.scrolled
            if first - shift >= _HEADING_BOTTOM - 0.01:
                width = size[0] + self.form.gap - 8
                x = min(max(x, width / 2 + 4), self.width - width / 2 - 4) if layer else x
                headings.append(Heading(Box(x, _HEADING_AT + self.scrolled, width, COLUMN_HEADING), layer))
        return tuple(headings)

    def _biases(self, units: Mapping[Spot, Box], corridors: tuple[tuple[float, float], ...]) -> dict[Spot, Box]:
        biases = {}
        for layer, one in enumerate(self.shape.one_bias, start=1):
            left, right = corridors[layer - 1]
            if one:
                y = self.scrolled + self.bottom + 2 + DIAMOND_HEIGHT / 2
                biases[layer, -1] = Box((left + right) / 2, y, *self.form.diamond)
            else:
                own = [spot for spot in units if spot[0] == layer]
                biases.update({spot: self._bias_of_unit(units[spot]) for spot in own})
        return biases

    def _bias_of_unit(self, unit: Box) -> Box:
        """Under the badge below the unit; where rows are too close for that, beside the badge, in the corridor."""
        badge, width = unit.bottom + self.form.badge + BADGE_HEIGHT / 2, self.shape.widths.bias
        if self.biases_under:
            width = width if self.form.is_round else min(width, unit.width + 2 * OVERHANG)
            return Box(unit.x, badge + BADGE_HEIGHT + 3, width, CHIP_HEIGHT)
        width = min(width, self.form.gap - 8)
        return Box(unit.left - 6 - width / 2, badge, width, CHIP_HEIGHT - 2)

    def _targets(self, units: Mapping[Spot, Box]) -> dict[int, Box]:
        top, width = len(self.layers) - 1, self.form.target_width
        return {
            unit: Box(box.right + BEFORE_TARGET + width / 2, box.y, width, TARGET_HEIGHT)
            for (layer, unit), box in units.items()
            if layer == top
        }

    def _edges(self, units: Mapping[Spot, Box]) -> dict[int, Segment]:
        drawn = [[unit for at, unit in units if at == layer] for layer in range(len(self.layers))]
        return {
            self.layers[layer].weight(unit, source): self._between(units[layer - 1, source], units[layer, unit], layer)
            for layer in range(1, len(self.layers))
            for unit in drawn[layer]
            for source in drawn[layer - 1]
        }

    def _between(self, source: Box, unit: Box, layer: int) -> Segment:
        if not self.form.is_round:
            return Segment(Point(source.right, source.y), Point(unit.left, unit.y))
        leave = leave_box if layer == 1 else leave_ellipse
        return Segment(leave(source, unit.centre), leave_ellipse(unit, source.centre))

    def _bias_edges(self, units: Mapping[Spot, Box], biases: Mapping[Spot, Box]) -> dict[Spot, Segment]:
        edges = {}
        for spot, unit in units.items():
            if not spot[0]:
                continue
            one = (spot[0], -1) in biases
            box = biases[(spot[0], -1) if one else spot]
            start = leave_diamond(box, unit.centre) if one else leave_box(box, unit.centre)
            flat_end = Point(unit.left + (0 if one else 4), unit.y)
            edges[spot] = Segment(start, leave_ellipse(unit, box.centre) if self.form.is_round else flat_end)
        return edges

    def _status(self) -> tuple[Point, ...]:
        starts = flow(self.shape.widths.status, self.view[0] - 2 * MARGIN)
        top = self.view[1] - 4 - STATUS_LINE * (starts[-1].y + 0.5)
        return tuple(Point(MARGIN + x, top + STATUS_LINE * line) for x, line in starts)
