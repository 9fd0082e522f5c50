"""What a layout is: the place of every number of an update, in the picture's own pixels."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.forms import NetworkForm, SeatForm
from explainer.picture.layout.sizes import HEADING, LINE, MARGIN, STATUS_LINE
from explainer.picture.layout.subject import Subject

Spot = tuple[int, int]
"""A unit: its layer and its place in it, both from 0."""
Key = tuple[str | int, ...]
"""What a box is of: a kind of thing and which one, as ("unit", 1, 0) or ("weight", 5)."""


class Fold(NamedTuple):
    """The weights of a unit, to it or from it, that have no seat."""

    weights: tuple[int, ...]
    is_back: bool


@dataclass(frozen=True, eq=False)
class Lanes:
    """The lines of weights, by index in theta: `drawn` has those that are always to be seen, all `count` or, where that
    would be too many, none. Each can be asked for, and is None for a weight that has no line."""

    count: int
    drawn: Mapping[int, Bezier]
    of: Callable[[int], Bezier | None]

    @classmethod
    def all_drawn(cls, lanes: Mapping[int, Bezier]) -> Lanes:
        return cls(len(lanes), lanes, lanes.get)


@dataclass(frozen=True, eq=False)
class Edges:
    """The lines of a picture: `lanes` of weights on the way up, `back` beside them on the way back, and `links` from
    each net to its unit and from each error to their sum."""

    lanes: Lanes
    back: Lanes
    links: tuple[tuple[Key, Bezier], ...] = ()


@dataclass(frozen=True, eq=False)
class Layout:
    """The picture. `scale` is screen pixels per pixel of the picture, `width` and `height` its size.

    `boxes` has every place by its key, in the order in which things are drawn. `subject` is the unit whose seats are
    drawn where not all are, `fold` what has none of them; seats that are brief leave out what the optimizer remembers.
    Badges have `badge_lines` lines, units of a layer in `shown` as much as told there.
    """

    form: NetworkForm
    scale: float
    width: float
    height: float
    boxes: Mapping[Key, Box]
    edges: Edges
    badge_lines: int
    subject: Subject | None = None
    fold: Fold | None = None
    shown: tuple[int, ...] = ()
    is_brief: bool = False

    def weight_form(self, layer: int) -> SeatForm:
        """Return the form of the seats of a layer's weights in this picture."""
        form, is_bias = self.form.unit(layer), self.subject is not None and self.subject.is_bias
        return form.brief_weight if self.is_brief or is_bias else form.weight

    def bias_form(self, layer: int) -> SeatForm:
        form, is_weight = self.form.unit(layer), self.subject is not None and not self.subject.is_bias
        return form.brief_bias if self.is_brief or is_weight else form.bias


# the frame: where the calculation is, over the network; settings, under it

_AFTER = 12.0
"""The room after a field that its own width has already, and no box needs."""


def flow(widths: tuple[float, ...], room: float) -> tuple[Point, ...]:
    """Return where fields of these widths begin, set one after the other in lines of `room`: x, and line as y."""
    starts, x, line = [], 0.0, 0
    for width in widths:
        if x and x + width - _AFTER > room:
            x, line = 0.0, line + 1
        starts.append(Point(x, line))
        x += width
    return tuple(starts)


def bottom_height(form: NetworkForm, width: float) -> float:
    """Return the height of the status line in a picture of this width."""
    return _lines(_starts(form, width)) * STATUS_LINE + 6


def _starts(form: NetworkForm, width: float) -> tuple[Point, ...]:
    return flow((*form.status, *(room for _, room in form.keys)), width - 2 * MARGIN)


def _lines(starts: tuple[Point, ...]) -> int:
    return int(starts[-1].y) + 1 if starts else 0


def frame_boxes(form: NetworkForm, width: float, height: float) -> Iterator[tuple[Key, Box]]:
    """Go through the heading, the fields of the status line, and the key of the lines between units."""
    yield ("heading",), Box(width / 2, HEADING / 2 + 2, width - 2 * MARGIN, LINE + 7)
    fields: list[tuple[Key, float]] = [(("status", i), room) for i, room in enumerate(form.status)]
    fields += [(("key", key), room) for key, room in form.keys]
    starts = _starts(form, width)
    top = height - 4 - STATUS_LINE * _lines(starts)
    for start, (key, room) in zip(starts, fields, strict=True):
        across = room - _AFTER
        y = top + STATUS_LINE * (start.y + 0.5)
        yield key, Box(MARGIN + start.x + across / 2, y, across, STATUS_LINE)
