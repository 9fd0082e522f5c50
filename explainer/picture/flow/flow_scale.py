"""The one scale of a flow: how wide a pipe is for a number, everywhere in the network."""

from __future__ import annotations

import math
from collections.abc import Iterator

import numpy as np

from explainer.engine.arrays import Array
from explainer.picture.flow.flow_layout import FlowColumn, FlowLayout
from explainer.picture.flow.flow_numbers import FlowNumbers

_STEPS = (1.0, 1.5, 2.0, 3.0, 5.0, 7.0)
_ROUND = (1.0, 2.0, 5.0)
_SHOWN_WIDTH = 14.0
"""The most that the pipe in the legend is wide."""
_LEAST_ROOM = 10.0
_WIDEST, _WIDEST_SHARE = 44.0, 0.5
"""How wide a single pipe may be: of the gap between two columns this share, as it has to bend there."""


def flow_scale(numbers: FlowNumbers, layout: FlowLayout) -> float:
    """Return how many pixels wide the pipe of a 1 is: so much that all pipes at a unit have room beside each other.

    It is one of few numbers, so that a number that is dragged changes its pipe and not all the others. NaN while
    nothing flows.
    """
    most = min((room / load for load, room in _loads(numbers, layout) if load > 0), default=math.nan)
    return _at_most(most, _STEPS)


def round_number(scale: float) -> float:
    """Return the number whose pipe tells the scale."""
    return _at_most(_SHOWN_WIDTH / scale, _ROUND)


def _at_most(value: float, steps: tuple[float, ...]) -> float:
    """Return the largest number that is no more than `value` and starts like one of the steps."""
    if not 0 < value < math.inf:
        return math.nan
    power = 10.0 ** math.floor(math.log10(value))
    found = [step * power for step in steps if step * power <= value]
    return found[-1] if found else power


def _loads(numbers: FlowNumbers, layout: FlowLayout) -> Iterator[tuple[float, float]]:
    """Go through all that has to fit: how large it is, and the room for it."""
    for column in layout.columns:
        layer, room = column.layer, max(column.room, _LEAST_ROOM)
        into, away = _ends(numbers, layer)
        for flows in (into, away):
            if flows.size:
                yield _largest(flows, column), room
        if layer:
            yield float(_finite(numbers.edges(layer)).max(initial=0.0)), min(_WIDEST_SHARE * layout.gap, _WIDEST)
        if column.has_gear and layer:
            units = [numbers.gathered(layer), numbers.carried(layer)]
            if numbers.is_backward:
                units.append(numbers.before_valve(layer))
            yield max(_finite(values).max(initial=0.0) for values in units), room
    if not numbers.is_backward:
        yield _finite(numbers.carried(numbers.top)).max(initial=0.0), max(layout.columns[-1].room, _LEAST_ROOM)


def _ends(numbers: FlowNumbers, layer: int) -> tuple[Array, Array]:
    """What is beside each unit of a layer, of the edges below and of those above; each row is a unit."""
    below, above = numbers.edges(layer), np.empty((0, 0))
    if layer < numbers.top:
        above = numbers.edges(layer + 1).T
    if layer and not numbers.is_backward:
        below = np.column_stack([below, numbers.bias(layer)])
    return below, above


def _largest(flows: Array, column: FlowColumn) -> float:
    """The most that is at one unit: side by side where there is room, else one above the other."""
    sizes = _finite(flows)
    return float((sizes.sum(axis=1) if column.has_gear else sizes).max(initial=0.0))


def _finite(values: Array) -> Array:
    return np.where(np.isfinite(values), np.abs(values), 0.0)
