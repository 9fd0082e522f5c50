"""What happens between a line and the next, as a pure function of alpha from 0 (just left) to 1 (arrived)."""

from __future__ import annotations

import math
from typing import NamedTuple

from explainer.trace.elements import Element, Kind, elements_of
from explainer.trace.operations import Operation
from explainer.trace.step import Step

ARRIVAL = 0.75


class Pulse(NamedTuple):
    """A dot on the edge of a weight, or of a bias to the unit of the step, at a fraction from its lower end."""

    element: Element
    fraction: float


class Moment(NamedTuple):
    """One picture of the way: the pulses, whether the result is there yet, and how warm its place is (0 to 1)."""

    pulses: tuple[Pulse, ...]
    arrived: bool
    glow: float


ARRIVED = Moment((), True, 0.0)


def is_animated(step: Step | None) -> bool:
    """Tell whether anything moves on the way to this line; if not, it is simply shown."""
    return step is not None and (step.place.operation is Operation.UPDATE or bool(_travellers(step)))


def moment_at(step: Step, alpha: float) -> Moment:
    """Return what is drawn of the way to `step`: net inputs flow upwards, blame downwards, an update warms its chip."""
    if alpha >= 1:
        return ARRIVED
    glow = math.sin(math.pi * alpha) if step.place.operation is Operation.UPDATE else 0.0
    if alpha >= ARRIVAL:
        return Moment((), True, glow)
    way = alpha / ARRIVAL
    eased = way * way * (3 - 2 * way)
    fraction = eased if step.place.operation is Operation.NET else 1 - eased
    return Moment(tuple(Pulse(element, fraction) for element in _travellers(step)), False, glow)


def _travellers(step: Step) -> tuple[Element, ...]:
    """The edges along which something comes to the result."""
    if step.place.operation not in (Operation.NET, Operation.CONTRIBUTION, Operation.DE_DOUT):
        return ()
    return tuple(sorted(e for e in elements_of(step) if e.kind in (Kind.WEIGHT, Kind.BIAS)))
