"""The activation of a unit as a curve, with the unit's own place on it: what a squash or a slope looks like."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.functions.activations import ACTIVATIONS
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.operations import Operation

_REACH, _POINTS = 4.0, 61
_WIDER = 1.25


class Curve(NamedTuple):
    """Points of an activation, shape (points,), symmetric around net = 0; the unit stands at (`net`, `out`).

    `out` and `slope` are NaN where they are not known yet.
    """

    nets: Array
    outs: Array
    net: float
    out: float
    slope: float


def curve_of(known: Known) -> Curve | None:
    """Return the curve that a line is read off from: an activation or its slope. None for other lines, for the
    softmax, whose outputs depend on all units, and where a number is too far out to be drawn."""
    step = known.step
    if step is None or step.place.operation not in (Operation.OUT, Operation.DOUT_DNET):
        return None
    name = step.scenario.network.layers[step.place.layer].activation
    if ACTIVATIONS[name].is_of_layer:
        return None
    net, out, slope = (
        known.value(step.symbol._replace(quantity=quantity))
        for quantity in (Quantity.NET, Quantity.OUT, Quantity.SLOPE)
    )
    reach = max(_REACH, _WIDER * abs(net))
    if not np.isfinite(reach) or reach > 1e6:
        return None
    nets, outs = _points(name, reach)
    return Curve(nets, outs, net, out, slope if step.place.operation is Operation.DOUT_DNET else NAN)


@lru_cache(maxsize=64)
def _points(name: str, reach: float) -> tuple[Array, Array]:
    nets = np.linspace(-reach, reach, _POINTS)
    return frozen(nets), frozen(ACTIVATIONS[name].value.of(z=nets))
