"""A network at a glance: units and edges, as much of each unit as there is room for."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from itertools import chain, pairwise
from typing import NamedTuple

from explainer.engine.scenario.network import Layer, Network
from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.layout import Edges, Key, Lanes
from explainer.picture.layout.sizes import LINE, SEAT_PAD
from explainer.picture.layout.subject import Subject, weights_of

LEAST_HEIGHT = 44.0
"""Of an overview: with less it is nothing to look at."""
_LEAST_DOT, _LARGEST_DOT = 4.0, 14.0
_LANE, _BESIDE = 30.0, 3.0
_TO_NAME, _AROUND_NAME = 0.36, 4.0
"""How far along an edge its name is, from the end that it shares with no other; the least room before and after it."""
_MOST_LANES = 6000
"""Of more edges than this only those of the line are drawn."""
DOTS, NAMES, ONE_LINE, TWO_LINES, THREE_LINES = range(5)
"""How much of each unit is drawn in an overview: a dot; its name; its out beside it, or below; its delta, too."""
_HEIGHTS = {NAMES: 18.0, ONE_LINE: 20.0, TWO_LINES: 2 * LINE + 6, THREE_LINES: 3 * LINE + 6}


class Overview(NamedTuple):
    """Units and edges, and how much of the units of each layer is drawn."""

    boxes: Mapping[Key, Box]
    edges: Edges
    shown: tuple[int, ...]


def overview_in(form: NetworkForm, room: Box) -> Overview:
    """Return a network at a glance; nothing where there is too little room."""
    if room.height < LEAST_HEIGHT:
        return Overview({}, Edges(Lanes.all_drawn({}), Lanes.all_drawn({})), ())
    shown = tuple(_lines(form, layer, room) for layer in range(len(form.network.layers)))
    boxes = dict(_units(form, room, shown))
    return Overview(boxes, _edges(form, boxes), shown)


def _column(form: NetworkForm, layer: int, overview: Box) -> tuple[float, float]:
    """The middle of a column of the overview, and how wide it may be."""
    wide = overview.width / len(form.network.layers)
    return overview.left + (layer + 0.5) * wide, wide - _LANE


def _lines(form: NetworkForm, layer: int, overview: Box) -> int:
    """How much of each unit of a layer there is room for."""
    pitch, room = overview.height / form.network.layers[layer].units, _column(form, layer, overview)[1]
    for lines in (THREE_LINES, TWO_LINES, ONE_LINE, NAMES)[not layer :]:
        if _HEIGHTS[lines] + 3 <= pitch and _unit_width(form, layer, lines) <= room:
            return lines
    return DOTS


def _unit_width(form: NetworkForm, layer: int, lines: int) -> float:
    name, out = form.name(layer), form.out(layer)
    two, three = max(name, out), max(name, form.delta(layer))
    inner = {NAMES: name, ONE_LINE: name + 6 + out, TWO_LINES: two, THREE_LINES: three}[lines]
    return inner + 2 * SEAT_PAD


def _units(form: NetworkForm, overview: Box, shown: tuple[int, ...]) -> Iterator[tuple[Key, Box]]:
    for layer, lines in enumerate(shown):
        middle, room = _column(form, layer, overview)
        units = form.network.layers[layer].units
        if lines == DOTS:
            yield from _field(layer, units, Box(middle, overview.y, room, overview.height))
            continue
        pitch = min(overview.height / units, 2.2 * _HEIGHTS[lines])
        size = _unit_width(form, layer, lines), _HEIGHTS[lines]
        for unit in range(units):
            yield ("unit", layer, unit), Box(middle, overview.y + (unit + 0.5 - units / 2) * pitch, *size)


def edge_names(form: NetworkForm, overview: Overview, subject: Subject) -> Iterator[tuple[Key, Box]]:
    """Go through the places of the names of a subject's edges: of the one that is looked at, else of all of them;
    none where they have no room."""
    weights = weights_of(form.network, subject) if overview.shown else ()
    named = (subject.focus,) if subject.focus in weights else weights
    lanes = {index: lane for index in named if (lane := overview.edges.lanes.of(index))}
    width = form.unit(max(subject.layer + subject.is_back, 1)).weight.labels[0] + 2 * _AROUND_NAME
    places = [lane.at(1 - _TO_NAME if subject.is_back else _TO_NAME) for lane in lanes.values()]
    has_width = all(width / 2 <= _TO_NAME * (lane.end.x - lane.start.x) for lane in lanes.values())
    if has_width and all(other.y - one.y >= LINE for one, other in pairwise(places)):
        for index, place in zip(lanes, places, strict=True):
            yield ("edge name", index), Box(place.x, place.y, width, LINE)


def _edges(form: NetworkForm, boxes: Mapping[Key, Box]) -> Edges:
    layers = form.network.layers[1:]
    lanes = _lanes(layers, partial(_lane, form.network, boxes, 0.0))
    return Edges(lanes, _lanes(layers[1:], partial(_lane, form.network, boxes, _BESIDE)))


def _lanes(layers: tuple[Layer, ...], lane: Callable[[int], Bezier]) -> Lanes:
    """The lanes of the weights of some layers."""
    weights = [range(of.start, of.bias_start) for of in layers]
    count = sum(map(len, weights))
    drawn = {} if count > _MOST_LANES else {index: lane(index) for index in chain(*weights)}
    return Lanes(count, drawn, lambda index: lane(index) if any(index in of for of in weights) else None)


def _lane(network: Network, boxes: Mapping[Key, Box], beside: float, index: int) -> Bezier:
    weight = network.parameter(index)
    start, end = boxes["unit", weight.layer - 1, weight.source], boxes["unit", weight.layer, weight.unit]
    return Bezier.straight(Point(start.right, start.y + beside), Point(end.left, end.y + beside))


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
