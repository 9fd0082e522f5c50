"""An activation function and its slope as curves, with the place of a unit on them."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.functions.activations import ACTIVATIONS, sigmoid_slope
from explainer.trace.known.stuck_units import flat_limit

REACH = 6.0
_POINTS = 401
_WIDER = 1.25
_LARGEST = 1e6
_ONE_AT_ZERO = frozen([0.0])


class FunctionCurve(NamedTuple):
    """An activation at `nets`: what comes out and how steep it is there, each of shape (points,)."""

    nets: Array
    outs: Array
    slopes: Array


def function_at(name: str, nets: Array, others: Array = _ONE_AT_ZERO) -> FunctionCurve:
    """Return what an activation makes of the net inputs, and its slope there.

    Of a softmax it is the output of one unit over its own net input while the `others` of its layer stay as they are;
    its slope is out (1 - out).
    """
    activation = ACTIVATIONS[name]
    units = 1 + len(others) if activation.is_of_layer else 1
    z = np.empty((len(nets), units))
    z[:, 0], z[:, 1:] = nets, others[: units - 1]
    a = activation.value.of(z=z)
    slope = activation.slope.of(z=z, a=a) if activation.slope else sigmoid_slope(z, a)
    return FunctionCurve(frozen(nets), frozen(a[:, 0]), frozen(slope[:, 0]))


def function_curve(name: str, net: float, others: Array = _ONE_AT_ZERO) -> FunctionCurve:
    """Return an activation around 0, as far to both sides as `net` needs; where it jumps, the jump is upright."""
    reach = max(REACH, _WIDER * abs(net)) if abs(net) < _LARGEST else REACH
    nets = np.linspace(-reach, reach, _POINTS)
    beyond = np.searchsorted(nets, 0.0, side="right")
    return function_at(name, np.insert(nets, beyond, np.nextafter(0.0, 1.0)), others)


def why_flat(name: str, out: float, slope: float) -> str:
    """Return in words why hardly any blame passes a unit with this `out`; nothing where it passes.

    A squashing function is saturated near one of its limits: as near as `condition_of` has it.
    """
    activation = ACTIVATIONS[name]
    if activation.is_flat:
        return f"A {activation.spoken} is flat everywhere, so no blame passes it."
    if activation.can_die and slope == 0:
        return "Off: the slope is 0 here, so no blame passes."
    if flat_limit(activation, out, slope) is not None:
        return "Saturated: the curve is almost flat here, so hardly any blame passes."
    return ""
