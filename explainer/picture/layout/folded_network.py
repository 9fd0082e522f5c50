"""The picture of a network that is too large for all its numbers: units and edges, and under them the seats of one
unit, in a desk that all units share."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import NamedTuple

from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.frame import bottom_height, frame_boxes
from explainer.picture.layout.layout import Edges, Fold, Key, Layout
from explainer.picture.layout.sizes import (
    BADGE_HEIGHT,
    BETWEEN_SEATS,
    HEADING,
    LINE,
    MARGIN,
    SEAT_PAD,
    TARGET_HEIGHT,
)
from explainer.picture.layout.subject import ERRORS, Subject, chosen_weights, weights_of

_DESK_SHARE, _DESK_TITLE, _DESK_PAD = 0.58, LINE + 6, 6.0
_BETWEEN = 8.0
_NET_HEIGHT = LINE + 5
_MOST_NETS = 10
_FEW_SEATS = 3
"""So few weights are all seated, whatever becomes of the overview."""
_LEAST_OVERVIEW = 40.0
_LEAST_DOT, _LARGEST_DOT = 4.0, 14.0
_LANE = 30.0
DOTS, NAMES, ONE_LINE, TWO_LINES, THREE_LINES = range(5)
"""How much of each unit is drawn in an overview: a dot; its name; its out beside it, or below; its delta, too."""
_HEIGHTS = {NAMES: 18.0, ONE_LINE: 20.0, TWO_LINES: 2 * LINE + 6, THREE_LINES: 3 * LINE + 6}


class Cell(NamedTuple):
    """A group of boxes that is set as one: its size, and where each box is from its upper left corner."""

    width: float
    height: float
    boxes: tuple[tuple[Key, Box], ...]


class Overview(NamedTuple):
    """Units and edges, and how much of the units of each layer is drawn."""

    boxes: Mapping[Key, Box]
    edges: Edges
    shown: tuple[int, ...]


@dataclass(frozen=True)
class FoldedNetwork:
    """A network in a picture of this size, with the desk for the unit of `subject`."""

    form: NetworkForm
    width: float
    height: float
    subject: Subject

    @property
    def _room(self) -> float:
        return self.height - HEADING - 6 - bottom_height(self.form, self.width)

    @property
    def _across(self) -> float:
        return self.width - 2 * MARGIN - 2 * _DESK_PAD

    def fits(self) -> bool:
        """Tell whether the desk of every unit has room for the least that it needs."""
        return self.desk_height <= self._room

    @cached_property
    def desk_height(self) -> float:
        """The height of the desk, the same for every unit."""
        return max(self._desk(page).height for page in self._pages())

    def layout(self, scale: float) -> Layout:
        """Return the picture, to be drawn at this scale."""
        above, high = _overview(self.form, self.width, self.height), _desk_height(self.form, self.width, self.height)
        desk, top = self._desk(self.subject), self.height - bottom_height(self.form, self.width) - high
        boxes: dict[Key, Box] = dict(above.boxes)
        boxes["desk",] = Box(self.width / 2, top + high / 2, self.width - 2 * MARGIN, high)
        origin = Point(MARGIN + _DESK_PAD, top + _DESK_TITLE)
        boxes.update((key, _placed(box, origin)) for key, box in desk.boxes)
        boxes.update(frame_boxes(self.form, self.width, self.height))
        seated = {key[1] for key, _ in desk.boxes if key[0] == "weight"}
        left_out = tuple(index for index in self._weights(self.subject) if index not in seated)
        return Layout(
            self.form, scale, self.width, self.height, boxes, above.edges, 1, self.subject,
            Fold(left_out, self.subject.is_back), above.shown, not self._is_of_one(self.subject),
        )  # fmt: skip

    def overview(self) -> Overview:
        """Return what is over the desk: nothing where it leaves too little room."""
        bottom = self.height - bottom_height(self.form, self.width) - self.desk_height
        top = HEADING + 6
        room = Box(self.width / 2, (top + bottom) / 2, self.width - 2 * MARGIN, max(bottom - top - _BETWEEN, 0))
        if room.height < _LEAST_OVERVIEW:
            return Overview({}, Edges({}, {}), ())
        shown = tuple(self._lines(layer, room) for layer in range(len(self.form.network.layers)))
        boxes = dict(self._units(room, shown))
        return Overview(boxes, self._edges(boxes), shown)

    # the desk

    def _pages(self) -> Iterator[Subject]:
        """Every kind of desk that there is: a unit of each layer, both ways, and the errors."""
        top = self.form.network.top
        yield from (Subject(layer, 0, is_update=x) for layer in range(1, top + 1) for x in (False, True))
        yield from (Subject(layer, 0, True) for layer in range(top))
        yield Subject(top, ERRORS)

    def _desk(self, subject: Subject) -> Cell:
        """Return a desk with as many seats as fit in its share of the room; one at least."""
        kind = subject._replace(unit=min(subject.unit, 0), focus=-1)
        count = _seat_count(self.form, self.width, self.height, kind)
        return self._with_seats(subject, count)

    def _most(self, subject: Subject) -> int:
        """How many weights or errors a desk is about."""
        return self.form.network.layers[-1].units if subject.unit == ERRORS else len(self._weights(subject))

    def _with_seats(self, subject: Subject, count: int) -> Cell:
        seats = self._errors(count) if subject.unit == ERRORS else self._seats(subject, count)
        fold = [self._fold()] if count < self._most(subject) else []
        return self._flowed([*seats, *fold, *self._others(subject)])

    def seat_count(self) -> int:
        """Return how many seats fit in the share of the room that the desk of the subject may have; one at least."""
        most = count = self._most(self.subject)
        room = self._room * (_DESK_SHARE if most > _FEW_SEATS else 1)
        least = min(1, most)
        if self._with_seats(self.subject, most).height <= room:
            return most
        while least < count:
            middle = (least + count + 1) // 2
            fits = self._with_seats(self.subject, middle).height <= room
            least, count = (middle, count) if fits else (least, middle - 1)
        return count

    def _weights(self, subject: Subject) -> tuple[int, ...]:
        weights = weights_of(self.form.network, subject)
        if self._is_of_one(subject):
            return tuple(index for index in weights if index == subject.focus) or weights[:1]
        return weights

    def _seats(self, subject: Subject, count: int) -> Iterator[Cell]:
        form = self.form.unit(subject.layer + subject.is_back).weight
        seat = form if self._is_of_one(subject) else form.brief
        width = max(seat.width, self.form.caption)
        for index in chosen_weights(self._weights(subject), count, subject.focus):
            caption = Box(width / 2, LINE / 2, width, LINE)
            box = Box(width / 2, LINE + seat.height / 2, width, seat.height)
            yield Cell(width, LINE + seat.height, ((("caption", index), caption), (("weight", index), box)))

    def _errors(self, count: int) -> Iterator[Cell]:
        """The errors of so many outputs."""
        width = self.form.error
        for unit in range(count):
            box = Box(width / 2, LINE + TARGET_HEIGHT / 2, width, TARGET_HEIGHT)
            caption = Box(width / 2, LINE / 2, width, LINE)
            yield Cell(width, LINE + TARGET_HEIGHT, ((("output", unit), caption), (("error", unit), box)))

    def _fold(self) -> Cell:
        width, height = self.form.fold, 2 * LINE + SEAT_PAD
        return Cell(width, LINE + height, ((("fold",), Box(width / 2, LINE + height / 2, width, height)),))

    def _others(self, subject: Subject) -> Iterator[Cell]:
        """What a desk has besides the seats of weights."""
        layer, unit = subject[:2]
        if unit == ERRORS:
            yield self._totals()
            return
        if layer and not subject.is_back:
            yield self._sum(layer, unit, self._is_of_one(subject))
        if layer:
            yield self._unit(layer, unit)
        if layer == self.form.network.top:
            yield from self._other_nets(unit)
            width, high = self.form.error, LINE + TARGET_HEIGHT
            box = Box(width / 2, high - TARGET_HEIGHT / 2, width, TARGET_HEIGHT)
            yield Cell(width, high, ((("error", unit), box),))

    def _other_nets(self, unit: int) -> Iterator[Cell]:
        """What the output of a softmax depends on besides its own net input."""
        top = self.form.network.top
        of, width = self.form.network.layers[top], self.form.unit(top).net
        for other in range(of.units if of.activation == "softmax" and of.units <= _MOST_NETS else 0):
            if other != unit:
                caption, net = (
                    Box(width / 2, LINE / 2, width, LINE),
                    Box(width / 2, LINE + _NET_HEIGHT / 2, width, _NET_HEIGHT),
                )
                yield Cell(width, LINE + _NET_HEIGHT, ((("output", other), caption), (("net", top, other), net)))

    def _is_of_one(self, subject: Subject) -> bool:
        """Tell whether all is about one parameter: what an optimizer remembers of each would be too much."""
        form = self.form.unit(max(subject.layer, 1)).weight
        return subject.is_update and form.brief != form

    def _sum(self, layer: int, unit: int, is_whole: bool) -> Cell:
        form = self.form.unit(layer)
        seat = form.bias if is_whole else form.bias.brief
        width = max(form.bias.width, form.net)
        bias = Box(width / 2, LINE + seat.height / 2, width, seat.height)
        net = Box(width / 2, bias.bottom + _NET_HEIGHT / 2, width, _NET_HEIGHT)
        return Cell(width, net.bottom, ((("bias", layer, unit), bias), (("net", layer, unit), net)))

    def _unit(self, layer: int, unit: int) -> Cell:
        """The unit, and its badges beside it, one under the other."""
        form = self.form.unit(layer)
        badges = len(form.above) + len(form.below)
        high = max(form.circle, badges * (BADGE_HEIGHT + 3))
        boxes: list[tuple[Key, Box]] = [
            (("own unit", layer, unit), Box(form.circle / 2, high / 2, form.circle, form.circle))
        ]
        for i in range(badges):
            y = high / 2 + (i + 0.5 - badges / 2) * (BADGE_HEIGHT + 3)
            left = form.circle + BETWEEN_SEATS
            boxes.append((("badge", layer, unit, i), Box(left + form.one_line / 2, y, form.one_line, BADGE_HEIGHT)))
        return Cell(form.circle + BETWEEN_SEATS + form.one_line, high, tuple(boxes))

    def _totals(self) -> Cell:
        width = max(self.form.totals_beside)
        height = len(self.form.totals) * LINE + SEAT_PAD + 4
        return Cell(width, height, ((("totals",), Box(width / 2, height / 2, width, height)),))

    def _flowed(self, cells: list[Cell]) -> Cell:
        """Return cells set one after the other in lines."""
        boxes: list[tuple[Key, Box]] = []
        x = y = line = 0.0
        for cell in cells:
            if x and x + cell.width > self._across:
                x, y, line = 0.0, y + line + BETWEEN_SEATS, 0.0
            boxes += [(key, _placed(box, Point(x, y))) for key, box in cell.boxes]
            x, line = x + cell.width + _BETWEEN, max(line, cell.height)
        return Cell(self._across, _DESK_TITLE + y + line + _DESK_PAD, tuple(boxes))

    # the overview

    def _column(self, layer: int, overview: Box) -> tuple[float, float]:
        """The middle of a column of the overview, and how wide it may be."""
        wide = overview.width / len(self.form.network.layers)
        return overview.left + (layer + 0.5) * wide, wide - _LANE

    def _lines(self, layer: int, overview: Box) -> int:
        """How much of each unit of a layer there is room for."""
        pitch, room = overview.height / self.form.network.layers[layer].units, self._column(layer, overview)[1]
        for lines in (THREE_LINES, TWO_LINES, ONE_LINE, NAMES)[not layer :]:
            if (
                (layer or lines != THREE_LINES)
                and _HEIGHTS[lines] + 3 <= pitch
                and self._unit_width(layer, lines) <= room
            ):
                return lines
        return DOTS

    def _unit_width(self, layer: int, lines: int) -> float:
        name, out = self.form.name(layer), self.form.out(layer)
        two, three = max(name, out), max(name, self.form.delta(layer))
        inner = {NAMES: name, ONE_LINE: name + 6 + out, TWO_LINES: two, THREE_LINES: three}[lines]
        return inner + 2 * SEAT_PAD

    def _units(self, overview: Box, shown: tuple[int, ...]) -> Iterator[tuple[Key, Box]]:
        for layer, lines in enumerate(shown):
            middle, room = self._column(layer, overview)
            units = self.form.network.layers[layer].units
            if lines == DOTS:
                yield from _field(layer, units, Box(middle, overview.y, room, overview.height))
                continue
            pitch = min(overview.height / units, 2.2 * _HEIGHTS[lines])
            size = self._unit_width(layer, lines), _HEIGHTS[lines]
            for unit in range(units):
                yield ("unit", layer, unit), Box(middle, overview.y + (unit + 0.5 - units / 2) * pitch, *size)

    def _edges(self, boxes: dict[Key, Box]) -> Edges:
        lanes, back = {}, {}
        for layer, of in enumerate(self.form.network.layers[1:], start=1):
            for unit in range(of.units):
                end = boxes["unit", layer, unit]
                for source in range(of.sources):
                    start, index = boxes["unit", layer - 1, source], of.weight(unit, source)
                    lanes[index] = Bezier.straight(Point(start.right, start.y), Point(end.left, end.y))
                    if layer > 1:
                        back[index] = Bezier.straight(Point(start.right, start.y + 3), Point(end.left, end.y + 3))
        return Edges(lanes, back)


@lru_cache(maxsize=128)
def _seat_count(form: NetworkForm, width: float, height: float, kind: Subject) -> int:
    return FoldedNetwork(form, width, height, kind).seat_count()


@lru_cache(maxsize=8)
def _overview(form: NetworkForm, width: float, height: float) -> Overview:
    return FoldedNetwork(form, width, height, Subject(1, 0)).overview()


@lru_cache(maxsize=32)
def _desk_height(form: NetworkForm, width: float, height: float) -> float:
    return FoldedNetwork(form, width, height, Subject(1, 0)).desk_height


def _placed(box: Box, origin: Point) -> Box:
    return box.at(Point(origin.x + box.x, origin.y + box.y))


def _field(layer: int, units: int, room: Box) -> Iterator[tuple[Key, Box]]:
    """Dots in rows and columns: a square where they make one, as the pixels of a picture do; else few columns."""
    side = math.isqrt(units)
    columns = side if side * side == units and units >= 16 else max(math.ceil(units * 2 * _LEAST_DOT / room.height), 1)
    rows = math.ceil(units / columns)
    pitch = min(room.height / rows, room.width / columns, 1.6 * _LARGEST_DOT)
    dot = min(0.72 * pitch, _LARGEST_DOT)
    for unit in range(units):
        row, column = divmod(unit, columns)
        x = room.x + (column + 0.5 - columns / 2) * pitch
        yield ("unit", layer, unit), Box(x, room.y + (row + 0.5 - rows / 2) * pitch, dot, dot)
