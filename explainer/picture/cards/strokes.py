"""The lines of the picture: a thin lane for each weight, and beside it a pipe for the blame that comes back."""

from __future__ import annotations

import math
from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from explainer.engine.arrays import Array
from explainer.picture.cards.cards import accent_of
from explainer.picture.geometry import Bezier
from explainer.picture.layout.layout import Edges, Key
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.palette import Colour, Role, of_weight, towards_background
from explainer.trace.known.magnitudes import largest_contribution
from explainer.trace.lines.operations import Operation

_FAINT, PALE_LANE, PALE_PIPE = 0.62, 0.35, 0.55
_TYPICAL = 1.5
_NARROWEST, _WIDEST = 1.0, 3.0
WIDEST_PIPE, _NARROWEST_PIPE, _MARKER = 14.0, 1.2, 12.0
MOST_PIPES = 120
"""Of more edges than this only those of the line have pipes."""


class Dash(Enum):
    SOLID = 0
    DASHED = 1
    HATCHED = 2


class Stroke(NamedTuple):
    """A line, or a pipe of blame; it covers what is under it in the colour `under`."""

    curve: Bezier
    colour: Colour
    width: float
    dash: Dash
    under: Colour | None = None
    is_pipe: bool = False


def weight_widths(values: ArrayLike) -> Array:
    """Return the width of each weight's lane: 1 for none, towards 3 for large ones of either sign."""
    return np.asarray(_NARROWEST + (_WIDEST - _NARROWEST) * np.tanh(np.abs(values) / _TYPICAL))


def _dash(value: float) -> Dash:
    return Dash.DASHED if value < 0 else Dash.SOLID


def all_strokes(s: PictureInput) -> tuple[Stroke, ...]:
    """Return every lane and link as it looks when the step is not about it."""
    theta = s.numbers.known.theta if s.layout.edges.lanes.drawn else np.zeros(0)
    tenths = np.nan_to_num(np.where(theta < 0, -10, 10) * weight_widths(theta), nan=10 * _NARROWEST)
    return _strokes(s.layout.edges, _FAINT if s.numbers.step else PALE_LANE, np.rint(tenths).astype(np.int8).tobytes())


@lru_cache(maxsize=8)
def _strokes(edges: Edges, amount: float, tenths: bytes) -> tuple[Stroke, ...]:
    """The lanes that are as wide as told, in tenths of a pixel, below 0 of negative weights: an update that changes
    none so much as to be seen leaves all of them as they are."""
    widths = (np.frombuffer(tenths, np.int8) / 10).tolist()
    links = (Stroke(curve, towards_background(_colour(key), 0.45), 1.2, Dash.SOLID) for key, curve in edges.links)
    thin = 0.6 if edges.lanes.count > MOST_PIPES else 1.0
    plus, minus = (towards_background(role, amount) for role in (Role.WEIGHT_PLUS, Role.WEIGHT_MINUS))
    weights = (
        Stroke(curve, minus if widths[index] < 0 else plus, thin * abs(widths[index]), _dash(widths[index]))
        for index, curve in edges.lanes.drawn.items()
    )
    return (*links, *weights)


def _colour(key: Key) -> Role:
    return Role.FORWARD if key[0] == "net" else Role.LOSS


def foremost_strokes(s: PictureInput) -> Iterator[Stroke]:
    """Go through the pipes of what has come back, and the lanes that the step is about or the person points at."""
    yield from _markers(s)
    yield from _pipes(s)
    theta, lanes = s.numbers.known.theta, s.layout.edges.lanes
    extra = 0.8 if lanes.count <= MOST_PIPES else 0.0
    marked = {e.parameter for e in (s.selected, s.hovered) if e is not None}
    lit = s.numbers.lit_edges
    for index in sorted(lit | marked):
        if curve := lanes.of(index):
            value = float(theta[index])
            colour = accent_of(s) if index in lit else of_weight(value)
            yield Stroke(curve, colour, float(weight_widths(value)) + extra, _dash(value), Role.BACKGROUND)
    yield from (
        Stroke(curve, accent_of(s), 1.8, Dash.SOLID) for key, curve in s.layout.edges.links if _is_about(s, key)
    )


def _markers(s: PictureInput) -> Iterator[Stroke]:
    """The weights that are spoken of, as with a marker pen."""
    for index in sorted(element.parameter for element in s.spoken_elements):
        if curve := s.layout.edges.lanes.of(index):
            yield Stroke(curve, Role.MARKER, _MARKER, Dash.SOLID)


def _pipes(s: PictureInput) -> Iterator[Stroke]:
    """What has come back along each edge: as wide as it is large, on one scale, hatched where it is negative."""
    lanes = s.layout.edges.back
    for index in lanes.drawn if lanes.count <= MOST_PIPES else sorted(s.numbers.lit_edges):
        curve, is_lit = lanes.of(index), index in s.numbers.lit_edges
        value = s.numbers.contribution(s.numbers.network.parameter(index)).value if curve else math.nan
        if curve is None or math.isnan(value) or not value:
            continue
        largest = largest_contribution(s.numbers.known.trace, s.numbers.known.sample)
        width = max(WIDEST_PIPE * abs(value) / largest, _NARROWEST_PIPE)
        colour: Colour = Role.BACKWARD if is_lit else towards_background(Role.BACKWARD, PALE_PIPE)
        yield Stroke(curve, colour, width, Dash.HATCHED if value < 0 else Dash.SOLID, is_pipe=True)


def _is_about(s: PictureInput, key: Key) -> bool:
    """Tell whether the step is what a link stands for."""
    step = s.numbers.step
    if step is None:
        return False
    if key[0] == "net":
        return step.place.operation is Operation.OUT and (step.place.layer, step.place.unit) == key[1:]
    return step.place.operation is Operation.SAMPLE_ERROR
