"""The pipes between the layers: side by side at the units where there is room, the widest behind the others."""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.picture.flow.flow_layout import FlowColumn, FlowLayout
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.shapes import HAIRLINE, FlowCurve, FlowPipe
from explainer.picture.geometry import Point
from explainer.picture.palette import Colour, Role, towards_background
from explainer.trace.lines.elements import weight_element

MOST_PIPES, FEWEST_PIPES = 240, 60
"""Of a network with more edges than this only the widest are drawn, this many; not those that are mere lines, unless
they are among the few."""
_PALE = 0.55
_LEAST_BEND = 16.0


def phase_colour(numbers: FlowNumbers) -> Role:
    return Role.BACKWARD if numbers.is_backward else Role.FORWARD


def pipe_colour(numbers: FlowNumbers, width: float) -> Colour:
    """Return the colour of a pipe: pale where it has no width, that of lines where nothing is known to flow."""
    if not width > 0:
        return Role.LINE
    colour = phase_colour(numbers)
    return towards_background(colour, _PALE) if width < HAIRLINE else colour


class EdgePipes(NamedTuple):
    """The pipes of all edges that are drawn, and how many are not."""

    pipes: tuple[FlowPipe, ...]
    left_out: int


def edge_pipes(numbers: FlowNumbers, layout: FlowLayout, scale: float) -> EdgePipes:
    """Return the pipes of all edges, the thinnest lines first, then from the widest to the narrowest."""
    columns = layout.columns
    count = sum(layer.units * layer.sources for layer in numbers.network.layers[1:])
    least = _least_drawn(numbers, count, scale)
    draw = _Between(numbers, layout, scale, least)
    found = [pipe for below, above in pairwise(columns) for pipe in draw.pipes(below, above)]
    return EdgePipes(tuple(sorted(found, key=_order)), count - len(found) if least > 0 else 0)


def _order(pipe: FlowPipe) -> tuple[bool, float]:
    return not (pipe.is_edge or pipe.is_hairline), 0.0 if pipe.is_edge else -pipe.width


def _least_drawn(numbers: FlowNumbers, count: int, scale: float) -> float:
    """How large a number must be to have a pipe; 0 where all have one."""
    if count <= MOST_PIPES:
        return 0.0
    flows = np.concatenate([np.abs(numbers.edges(layer)).ravel() for layer in range(1, numbers.top + 1)])
    sizes = np.sort(flows[np.isfinite(flows) & (flows > 0)])[::-1]
    if not sizes.size:
        return math.inf
    most, fewest = (sizes[min(number, sizes.size) - 1] for number in (MOST_PIPES, FEWEST_PIPES))
    return float(min(max(most, HAIRLINE / scale), fewest))


class _Between(NamedTuple):
    """Draws the pipes between two columns, of numbers that are no smaller than `least`."""

    numbers: FlowNumbers
    layout: FlowLayout
    scale: float
    least: float

    def pipes(self, below: FlowColumn, above: FlowColumn) -> Iterator[FlowPipe]:
        """Go through the pipes, a row of weights after the other."""
        numbers, layer = self.numbers, self.numbers.network.layers[above.layer]
        shown = numbers.edges(above.layer)[np.ix_(above.units, below.units)]
        widths = np.abs(shown) * self.scale
        no_biases = numbers.is_backward or not numbers.network.has_biases
        biases = None if no_biases else numbers.bias(above.layer)[list(above.units)] * self.scale
        left, right = _slots(widths.T, below).tolist(), _slots(widths, above, biases).tolist()
        rims = below.x + below.radius, above.x - above.radius
        ends = gathered_right(numbers, self.layout, below), gathered_left(numbers, self.layout, above)
        is_drawn = np.abs(shown) >= self.least if self.least else np.ones(shown.shape, dtype=np.bool_)
        for row, column in np.argwhere(is_drawn).tolist():
            upper, lower, width = above.units[row], below.units[column], float(widths[row, column])
            start_x, end_x = ends if width > 0 else rims
            curve = FlowCurve(Point(start_x, left[column][row]), Point(end_x, right[row][column]), _bend(width))
            element, is_negative = weight_element(layer.weight(upper, lower)), bool(shown[row, column] < 0)
            colour, is_lit = pipe_colour(numbers, width), element in numbers.lit and not numbers.hides_edges
            yield FlowPipe(curve, width, colour, is_negative, element, above.layer, upper, lower, is_lit)


def _bend(width: float) -> float:
    """The radius of the bends of a pipe, more than half of its width."""
    return max(width / 2 + 3, _LEAST_BEND) if width > 0 else _LEAST_BEND


def gathered_right(numbers: FlowNumbers, layout: FlowLayout, column: FlowColumn) -> float:
    """Return where pipes are at the right of a column: at the unit, or at what gathers them for its valve."""
    has_valves = numbers.is_backward and column.layer > 0 and column.has_gear
    return column.x + column.radius + (layout.gear.gathered if has_valves else 0.0)


def gathered_left(numbers: FlowNumbers, layout: FlowLayout, column: FlowColumn) -> float:
    """Return where pipes are at the left of a column."""
    gathers = not numbers.is_backward and column.has_gear
    return column.x - column.radius - (layout.gear.net if gathers else 0.0)


def _slots(widths: Array, column: FlowColumn, more: Array | None = None) -> Array:
    """Return the height of the middle of each pipe at the units of a column, a row of `widths` for each unit.

    `more` is what else is there, below the pipes.
    """
    ys = np.array([point.y for _, point in column.points])[:, None]
    if not column.has_gear:
        return np.broadcast_to(ys, widths.shape)
    sizes = np.where(widths > 0, widths, 0.0)
    total = sizes.sum(axis=1, keepdims=True)
    if more is not None:
        total = total + np.where(np.isnan(more), 0.0, np.abs(more))[:, None]
    return np.asarray(ys - total / 2 + np.cumsum(sizes, axis=1) - sizes / 2)
