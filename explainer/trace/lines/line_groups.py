"""Lines that belong together: those about one unit, one layer or one phase that follow each other.

Found from the loops of the plan, whatever the size: a loop is passed over as a whole, never line by line.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import StrEnum
from typing import NamedTuple

from explainer.engine.scenario.network import Network
from explainer.trace.lines.plan import Place, Plan, PlanLine, PlanPart


class GroupSize(StrEnum):
    """What lines of a group have in common, besides their phase and sample.

    Of gradients and updates the unit is the receiving one; a shared bias and a total have none and are by
    themselves.
    """

    UNIT = "unit"
    LAYER = "layer"
    PHASE = "phase"


class LineGroup(NamedTuple):
    """Consecutive lines `first` to `last`, both included."""

    first: int
    last: int


class _LinesOfGroup(NamedTuple):
    """Lines of one group that a loop makes in a row; neighbours with the same key belong to it too."""

    key: tuple[object, ...]
    first: int
    last: int


def group_of(plan: Plan, network: Network, number: int, level: GroupSize) -> LineGroup:
    """Return the group that line `number` belongs to. Raises IndexError outside 1 … len(plan)."""
    key, first, last = _piece(plan, network, number, level)
    while first > 1 and (before := _piece(plan, network, first - 1, level)).key == key:
        first = before.first
    while last < len(plan) and (after := _piece(plan, network, last + 1, level)).key == key:
        last = after.last
    return LineGroup(first, last)


def _piece(plan: Plan, network: Network, number: int, level: GroupSize) -> _LinesOfGroup:
    place, block = plan.place(number), plan.block(number)
    if level is GroupSize.UNIT:
        return _of_unit(network, place, block, number)
    about = (place.layer,) if level is GroupSize.LAYER else ()
    return _LinesOfGroup((place.phase, place.sample, *about), block.first, block.last)


def _of_unit(network: Network, place: Place, block: PlanPart, number: int) -> _LinesOfGroup:
    """The turns of a loop that are about one unit: one of a loop over units, one for each weight into it of a loop
    over parameters."""
    unit = place.unit if place.parameter < 0 else network.parameter(place.parameter).unit
    key = (place.phase, place.sample, place.layer, unit, place.parameter >= 0)
    if isinstance(block.part, PlanLine):
        return _LinesOfGroup(key, number, number)
    indices, turn = block.part.indices, block.part.turn
    first = (number - block.first) // turn
    last = first + 1
    if place.parameter >= 0 and not (parameter := network.parameter(place.parameter)).is_bias:
        layer = network.layers[parameter.layer]
        first = bisect_left(indices, layer.weight(parameter.unit, 0))
        last = bisect_left(indices, layer.weight(parameter.unit + 1, 0))
    return _LinesOfGroup(key, block.first + first * turn, block.first + last * turn - 1)
