"""A small picture beside a unit: the curve that its output, or its slope, is read off from."""

from __future__ import annotations

import math
from typing import NamedTuple

from explainer.picture.cards.cards import accent_of
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Placement
from explainer.picture.palette import Colour
from explainer.trace.known.activation_curve import Curve
from explainer.trace.notations.naming import unit_captions

_PAD, _TITLE = 9.0, 17.0
_TANGENT = 26.0


class Inset(NamedTuple):
    """The picture at `box`; points are relative to its centre. `foot` is where the unit's net is on the axis,
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


def inset_of(p: Placement) -> Inset | None:
    """Return the curve of the step's unit where there is one and it has a place."""
    s, measured = p.of, p.measured.curve
    if measured is None or p.curve is None:
        return None
    return _drawn(s, p.curve, measured.curve, _title(s, measured.spot[0], p.curve.width - 2 * _PAD))


def _title(s: PictureInput, layer: int, room: float) -> str:
    """Return the function with what it is applied to, or its name alone where there is no room for that."""
    name = s.numbers.network.layers[layer].activation.replace("_", " ")
    whole = f"{name}({unit_captions(s.numbers.writing.notation)[0]})"
    return whole if s.width(whole) <= room else s.shortened(name, room)


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
        accent_of(s),
    )


def _tangent(dot: Point, steepness: float) -> tuple[Point, Point]:
    """Both ends of a line of fixed length through the dot; upwards on paper is towards smaller y."""
    dx = _TANGENT / math.hypot(1, steepness)
    return Point(dot.x - dx, dot.y + steepness * dx), Point(dot.x + dx, dot.y - steepness * dx)
