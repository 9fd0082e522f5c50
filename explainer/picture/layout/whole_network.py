"""The picture in which every number of an update has its seat: columns of units, each with its weights before it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.forms import NetworkForm, UnitForm
from explainer.picture.layout.layout import Edges, Key, Lanes, Layout, bottom_height, frame_boxes
from explainer.picture.layout.sizes import (
    BADGE_HEIGHT,
    BETWEEN_BLOCKS,
    BETWEEN_SEATS,
    COLUMN_HEADING,
    HEADING,
    LEAST_LANE,
    LINE,
    MARGIN,
    SEAT_PAD,
    TARGET_HEIGHT,
    WIDEST_LANE,
)

_NET_HEIGHT = LINE + 5
_BESIDE_UNIT = 6.0
_BEFORE_ERROR = 10.0
_HEADING = 30.0
"""How far the words over the inputs reach over the numbers beside them."""
_PORT = 0.34
"""How far from its middle, in radii, blame arrives at a unit."""


@dataclass(frozen=True)
class WholeNetwork:
    """One way of seating a whole network: badges in one line or two, headings over the columns or none, the sum of the
    errors between them or in a column of its own."""

    form: NetworkForm
    badge_lines: int
    has_headings: bool
    is_total_apart: bool

    # sizes

    @property
    def badge_height(self) -> float:
        return BADGE_HEIGHT if self.badge_lines == 1 else 2 * LINE + 4

    @property
    def total_size(self) -> tuple[float, float]:
        totals = self.form.totals
        return max(totals), len(totals) * 2 * LINE + SEAT_PAD + 4

    @property
    def top(self) -> float:
        return HEADING + 6 + (COLUMN_HEADING if self.has_headings else 0)

    def natural_size(self, width: float) -> tuple[float, float]:
        """Return how large the picture is at least; the height in a view that is this wide."""
        layers = range(1, len(self.form.network.layers))
        columns = sum(self._block_width(self.form.unit(layer)) + LEAST_LANE for layer in layers)
        beyond = _BEFORE_ERROR + self._error_width + (self.total_size[0] + LEAST_LANE if self.is_total_apart else 0)
        rows = max(self._rows_height(layer) for layer in range(len(self.form.network.layers)))
        return 2 * MARGIN + self.form.input + columns + beyond, self.top + rows + bottom_height(self.form, width)

    @property
    def _error_width(self) -> float:
        return self.form.error if self.is_total_apart else max(self.form.error, self.total_size[0])

    def _block_width(self, unit: UnitForm) -> float:
        return unit.ledger + _BESIDE_UNIT + self._stack_width(unit)

    def _stack_width(self, unit: UnitForm) -> float:
        return max(unit.circle, unit.one_line if self.badge_lines == 1 else unit.two_lines)

    def _stack_height(self, unit: UnitForm) -> float:
        return unit.circle + (len(unit.above) + len(unit.below)) * (self.badge_height + 3)

    def _seats_height(self, unit: UnitForm, sources: int) -> float:
        return sources * (unit.weight.height + BETWEEN_SEATS) + unit.bias.height + _NET_HEIGHT

    def _block_height(self, layer: int) -> float:
        unit = self.form.unit(layer)
        return max(self._seats_height(unit, self.form.network.layers[layer].sources), self._stack_height(unit))

    def _rows_height(self, layer: int) -> float:
        of = self.form.network.layers[layer]
        if not layer:
            return of.units * (self.form.input_height + BETWEEN_BLOCKS)
        pitch = self._block_height(layer) + BETWEEN_BLOCKS
        if layer == self.form.network.top and not self.is_total_apart:
            total = self.total_size[1] + TARGET_HEIGHT + 2 * BETWEEN_BLOCKS
            pitch = max(pitch, total + (total - TARGET_HEIGHT if of.units == 1 else 0))
        return of.units * pitch

    # places

    def layout(self, width: float, height: float, scale: float) -> Layout:
        """Return the picture in a view of this size, in pixels of the picture."""
        boxes: dict[Key, Box] = {}
        lanes: dict[int, Bezier] = {}
        back: dict[int, Bezier] = {}
        bottom = height - bottom_height(self.form, width)
        for layer, x in enumerate(self._columns(width)):
            boxes.update(self._column(layer, x, bottom))
        for layer in range(1, len(self.form.network.layers)):
            self._connect(layer, boxes, lanes, back)
        boxes.update(self._errors(boxes))
        boxes.update(frame_boxes(self.form, width, height))
        links = (*self._net_links(boxes), *self._error_links(boxes))
        edges = Edges(Lanes.all_drawn(lanes), Lanes.all_drawn(back), links)
        return Layout(self.form, scale, width, height, boxes, edges, self.badge_lines)

    def _columns(self, width: float) -> Iterator[float]:
        """The left edge of each column; what is left over widens the lanes, and then the margins."""
        count = len(self.form.network.layers) - 1
        lanes = count + self.is_total_apart
        spare = width - self.natural_size(width)[0]
        lane = min(LEAST_LANE + spare / lanes, WIDEST_LANE)
        x = MARGIN + max(spare - lanes * (lane - LEAST_LANE), 0.0) / 2
        yield x
        x += self.form.input + lane
        for layer in range(1, count + 1):
            yield x
            x += self._block_width(self.form.unit(layer)) + lane

    def _column(self, layer: int, x: float, bottom: float) -> Iterator[tuple[Key, Box]]:
        units = self.form.network.layers[layer].units
        pitch = (bottom - self.top) / units
        for unit in range(units):
            y = self.top + pitch * (unit + 0.5)
            if layer:
                yield from self._block(layer, unit, x, y)
            else:
                yield ("unit", 0, unit), Box(x + self.form.input / 2, y, self.form.input, self.form.input_height)
        if self.has_headings:
            across = self._block_width(self.form.unit(layer)) if layer else self.form.input + LEAST_LANE + _HEADING
            yield ("column", layer), Box(x + across / 2, HEADING + 6 + COLUMN_HEADING / 2, across, COLUMN_HEADING)

    def _block(self, layer: int, unit: int, x: float, y: float) -> Iterator[tuple[Key, Box]]:
        form, of = self.form.unit(layer), self.form.network.layers[layer]
        ledger, middle = form.ledger, x + form.ledger / 2
        top = y - self._seats_height(form, of.sources) / 2
        for source in range(of.sources):
            yield (
                ("weight", of.weight(unit, source)),
                Box(middle, top + form.weight.height / 2, ledger, form.weight.height),
            )
            top += form.weight.height + BETWEEN_SEATS
        if of.bias_count:
            yield ("bias", layer, unit), Box(middle, top + form.bias.height / 2, ledger, form.bias.height)
        top += form.bias.height
        yield ("net", layer, unit), Box(middle, top + _NET_HEIGHT / 2, ledger, _NET_HEIGHT)
        yield from self._stack(layer, unit, x + ledger + _BESIDE_UNIT, y)

    def _stack(self, layer: int, unit: int, x: float, y: float) -> Iterator[tuple[Key, Box]]:
        """The unit with its badges over and under it."""
        form = self.form.unit(layer)
        width = self._stack_width(form)
        badge = form.one_line if self.badge_lines == 1 else form.two_lines
        at, top = x + width / 2, y - self._stack_height(form) / 2
        for i in range(len(form.above) + len(form.below) + 1):
            is_unit = i == len(form.above)
            size = (form.circle, form.circle) if is_unit else (badge, self.badge_height)
            key: Key = ("unit", layer, unit) if is_unit else ("badge", layer, unit, i - (i > len(form.above)))
            yield key, Box(at, top + size[1] / 2, *size)
            top += size[1] + 3

    def _connect(self, layer: int, boxes: dict[Key, Box], lanes: dict[int, Bezier], back: dict[int, Bezier]) -> None:
        of, form = self.form.network.layers[layer], self.form.unit(layer)
        goes_back = any(row.second and row.second.quantity.value == "contribution" for row in form.weight.rows)
        for unit in range(of.units):
            for source in range(of.sources):
                index = of.weight(unit, source)
                seat, start = boxes["weight", index], boxes["unit", layer - 1, source]
                y = seat.y + form.weight.label_box(0).y
                turn = (self._stack_width(self.form.unit(layer - 1)) - start.width) / 2 + 8 if layer > 1 else 0.0
                lanes[index] = Bezier.across(Point(start.right, start.y), Point(seat.left, y), turn)
                if goes_back:
                    port = Point(start.right - 0.06 * start.width, start.y + _PORT * start.height / 2)
                    back[index] = Bezier.across(port, Point(seat.left, y + LINE), turn + 6)

    def _net_links(self, boxes: dict[Key, Box]) -> Iterator[tuple[Key, Bezier]]:
        for key, box in boxes.items():
            if key[0] == "net":
                unit = boxes["unit", key[1], key[2]]
                end = Point(unit.x - 0.35 * unit.width, unit.y + 0.357 * unit.height)
                start = Point(box.right - SEAT_PAD, box.y)
                yield key, Bezier(start, Point(start.x + 14, start.y), Point(end.x - 6, end.y + 10), end)

    def _errors(self, boxes: dict[Key, Box]) -> Iterator[tuple[Key, Box]]:
        """The target and the error of each output, and the sums of errors."""
        top = self.form.network.top
        outputs = [boxes["unit", top, unit] for unit in range(self.form.network.layers[top].units)]
        form = self.form.unit(top)
        left = outputs[0].x + self._stack_width(form) / 2 + _BEFORE_ERROR
        x = left + self._error_width / 2
        errors = [Box(x, box.y, self.form.error, TARGET_HEIGHT) for box in outputs]
        yield from ((("error", unit), box) for unit, box in enumerate(errors))
        yield ("totals",), self._total_box(errors, left)

    def _total_box(self, errors: list[Box], left: float) -> Box:
        width, height = self.total_size
        middle = (errors[0].y + errors[-1].y) / 2
        if self.is_total_apart:
            return Box(left + self._error_width + LEAST_LANE + width / 2, middle, width, height)
        if len(errors) == 1:
            return Box(errors[0].x, errors[0].bottom + BETWEEN_BLOCKS + height / 2, width, height)
        before = errors[(len(errors) - 1) // 2]
        after = errors[(len(errors) - 1) // 2 + 1]
        return Box(before.x, (before.bottom + after.top) / 2, width, height)

    def _error_links(self, boxes: dict[Key, Box]) -> Iterator[tuple[Key, Bezier]]:
        total = boxes["totals",]
        for unit in range(self.form.network.layers[self.form.network.top].units):
            box = boxes["error", unit]
            if self.is_total_apart:
                curve = Bezier.across(Point(box.right, box.y), Point(total.left, total.y))
            else:
                is_over = box.y < total.y
                start = Point(box.x, box.bottom if is_over else box.top)
                end = Point(start.x, total.top if is_over else total.bottom)
                curve = Bezier.straight(start, end)
            yield ("error", unit), curve
