"""The lines of the picture: for each edge a colour and a dash by the sign of the weight, a width by its size."""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explainer.picture.cards.cards import accent_of
from explainer.picture.geometry import Segment
from explainer.picture.layout.layout import Layout
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Placement
from explainer.picture.palette import Colour, Role, of_weight, towards_background
from explainer.trace.lines.elements import unit_element, weight_element
from explainer.trace.lines.operations import Operation

_FAINT = 0.62
_SOFT = 0.35
_TYPICAL = 1.5
_NARROWEST, _WIDEST = 1.0, 5.0


class Dash(Enum):
    SOLID = 0
    DASHED = 1
    DOTTED = 2


class Stroke(NamedTuple):
    """A line; `arrows` point from its end back to its start. It covers what is under it in the colour `under`."""

    segment: Segment
    colour: Colour
    width: float
    dash: Dash
    arrows: bool = False
    under: Colour | None = None


def weight_width(value: float) -> float:
    """Return the width of a weight's edge: 1 for none, towards 5 for large ones of either sign."""
    return _NARROWEST + (_WIDEST - _NARROWEST) * math.tanh(abs(value) / _TYPICAL)


def _dash(value: float) -> Dash:
    return Dash.DASHED if value < 0 else Dash.SOLID


def all_strokes(s: PictureInput) -> tuple[Stroke, ...]:
    """Return every edge as it looks when the step is not about it."""
    return _strokes(s.layout, _FAINT if s.numbers.step else _SOFT, s.numbers.known.theta.tobytes())


@lru_cache(maxsize=8)
def _strokes(layout: Layout, amount: float, theta: bytes) -> tuple[Stroke, ...]:
    values = np.frombuffer(theta)
    dotted = towards_background(Role.MUTED, amount)
    plus, minus = (towards_background(role, amount) for role in (Role.WEIGHT_PLUS, Role.WEIGHT_MINUS))
    biases = (Stroke(segment, dotted, 1.0, Dash.DOTTED) for segment in layout.bias_edges.values())
    weights = (
        Stroke(segment, minus if value < 0 else plus, weight_width(value), _dash(value))
        for index, segment in layout.edges.items()
        for value in (float(values[index]),)
    )
    return (*biases, *weights)


def foremost_strokes(p: Placement) -> Iterator[Stroke]:
    """Go through the edges that the step is about, and those that the person points at."""
    s, step, under = p.of, p.of.numbers.step, Role.BACKGROUND
    backwards = step is not None and step.place.operation in (Operation.CONTRIBUTION, Operation.DE_DOUT)
    for index in dict.fromkeys((*p.measured.lit, *p.pointed)):
        segment, value = s.layout.edges[index], float(s.numbers.known.theta[index])
        if s.is_lit(weight_element(index)):
            yield Stroke(segment, accent_of(s), weight_width(value) + 1, _dash(value), backwards, under)
        else:
            yield Stroke(segment, of_weight(value), weight_width(value) + 0.5, _dash(value), under=under)
    for spot, segment in s.layout.bias_edges.items():
        if s.is_lit(unit_element(*spot)) and s.is_lit(s.numbers.bias_element(*spot)):
            yield Stroke(segment, accent_of(s), 1.8, Dash.DOTTED, under=under)
