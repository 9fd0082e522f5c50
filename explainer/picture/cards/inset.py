"""A small picture beside a unit: the curve that its output, or its slope, is read off from."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

from explainer.picture.geometry import Box, Point
from explainer.picture.labels.settling import settle
from explainer.picture.layout.slots import chip_slots
from explainer.picture.palette import Colour
from explainer.picture.picture_input import PictureInput
from explainer.trace.known.activation_curve import Curve, curve_of
from explainer.trace.notations.naming import unit_captions

_LARGEST = 116.0, 84.0
_PAD, _TITLE = 9.0, 17.0
_AWAY = (5.0, 26.0, 48.0, 74.0)
_TANGENT = 26.0


class Inset(NamedTuple):
    """The picture at `box`; points are relative to its centre. `foot` is where the unit's net stands on the axis,
    `dot` where the curve is there, as far as that is known; `tangent` runs through it where the slope is what the line
    is about."""

    box: Box
    title: str
    curve: tuple[Point, ...]
    level: float
    upright: float
    foot: Point
    dot: Point | None
    tangent: tuple[Point, Point] | None
    colour: Colour


def inset_of(s: PictureInput, taken: Sequence[Box]) -> Inset | None:
    """Return the curve of the step's unit where there is one, at a place where it covers as little as possible."""
    step, curve = s.facts.step, curve_of(s.facts.at)
    if step is None or curve is None or (spot := (step.place.layer, step.place.unit)) not in s.layout.units:
        return None
    places, chips = [_around(s.layout.units[spot], _size(s, spot[0]))], chip_slots(s.shape, s.layout).values()
    place = settle(s, places, [*taken, *chips], may_cover=False)[0] or settle(s, places, taken)[0]
    if place is None:
        return None
    return _drawn(s, place, curve, _title(s, spot[0], place.width - 2 * _PAD))


def _title(s: PictureInput, layer: int, room: float) -> str:
    """Return the function with what it is applied to, or its name alone where there is no room for that."""
    name = s.facts.network.layers[layer].activation.replace("_", " ")
    whole = f"{name}({unit_captions(s.facts.writing.notation)[0]})"
    return whole if s.width(whole) <= room else s.shortened(name, room)


def _size(s: PictureInput, layer: int) -> tuple[float, float]:
    """The picture is no wider than the room between the unit's column and those beside it."""
    room = min(right - left for left, right in s.layout.corridors[layer - 1 : layer + 1])
    return min(_LARGEST[0], room - 2 * _AWAY[0]), _LARGEST[1]


def _around(unit: Box, size: tuple[float, float]) -> list[Box]:
    """Places beside a unit, upper left first, where least is going on; then right and above."""
    places = []
    for away in _AWAY:
        reach, rise = (unit.width + size[0]) / 2 + away, (unit.height + size[1]) / 2 + away
        for dy in (-40.0, 40.0, -62.0, 62.0, 0.0, -90.0, 90.0):
            places += [Box(unit.x - reach, unit.y + dy, *size), Box(unit.x + reach, unit.y + dy, *size)]
        places += [Box(unit.x, unit.y - rise - 16, *size), Box(unit.x, unit.y + rise + 16, *size)]
    return places


def _drawn(s: PictureInput, box: Box, curve: Curve, name: str) -> Inset:
    left, top = -box.width / 2 + _PAD, -box.height / 2 + _PAD + _TITLE
    width, height = box.width - 2 * _PAD, box.height - 2 * _PAD - _TITLE
    low, high = min(0.0, float(curve.outs.min())), max(0.0, float(curve.outs.max()))
    first, last = float(curve.nets[0]), float(curve.nets[-1])
    across, up = width / (last - first), height / ((high - low) or 1)

    def at(net: float, out: float) -> Point:
        return Point(left + (net - first) * across, top + (high - out) * up)

    dot = None if math.isnan(curve.out) else at(curve.net, curve.out)
    return Inset(
        box,
        name,
        tuple(at(float(net), float(out)) for net, out in zip(curve.nets, curve.outs, strict=True)),
        at(0, 0).y,
        at(0, 0).x,
        at(curve.net, 0),
        dot,
        None if dot is None or math.isnan(curve.slope) else _tangent(dot, curve.slope * up / across),
        s.accent,
    )


def _tangent(dot: Point, steepness: float) -> tuple[Point, Point]:
    """Both ends of a line of fixed length through the dot; upwards on paper is towards smaller y."""
    dx = _TANGENT / math.hypot(1, steepness)
    return Point(dot.x - dx, dot.y + steepness * dx), Point(dot.x + dx, dot.y - steepness * dx)
