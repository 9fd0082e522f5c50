"""Units that hardly learn: saturated ones, whose slope is nearly 0, and ReLU units that answer 0 to everything."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass
from explainer.functions.activations import Activation
from explainer.functions.losses import LOSSES
from explainer.trace.formula.notation import show
from explainer.trace.lines.trace import Trace

NEAR = 0.02
"""How close to a limit of its activation a unit's out is where it counts as saturated."""


_FLAT = 2 * NEAR
"""How steep a function is there at most where it flattens out, as sigmoid and tanh do; one that has its peak at a limit
is steeper beside it."""


def flat_limit(activation: Activation, out: float, slope: float) -> float | None:
    """Return the limit of its activation that a unit's out is at, where the curve is flat there; else None."""
    return next((limit for limit in activation.limits if _is_flat_at(limit, out, slope)), None)


def are_flat(activation: Activation, outs: Array, slopes: Array) -> NDArray[np.bool_]:
    """Tell of many outputs at once which are at such a limit."""
    flat = [_is_flat_at(limit, outs, slopes) for limit in activation.limits]
    return np.any(flat, axis=0) if flat else np.zeros(outs.shape, dtype=np.bool_)


def _is_flat_at(limit: float, out: Any, slope: Any) -> Any:
    """Tell it of numbers, or of arrays of them."""
    return (abs(out - limit) < NEAR) & (abs(slope) <= _FLAT)


class Condition(StrEnum):
    """What is wrong with a unit, as it is called on the screen.

    A ReLU unit is dead where its out is 0 for all samples to train on, and off where the batch is a part of them.
    """

    SATURATED = "saturated"
    DEAD = "dead"
    OFF = "off"


def condition_of(p: Pass, sample: int, layer: int, unit: int) -> Condition | None:
    """Return the condition of a unit, of what it makes of one sample of the batch or, of a ReLU unit, of all of them.

    An output whose delta does not go through its slope is never saturated: with a cross-entropy it learns as well.
    """
    activation = p.layer(layer).activation
    out = p.out(layer)[:, unit]
    if activation.can_die and not np.any(out):
        return Condition.DEAD if p.samples >= p.scenario.data.samples else Condition.OFF
    is_spared = layer == p.scenario.network.top and LOSSES[p.scenario.loss].from_net
    if is_spared or activation.is_flat:
        return None
    limit = flat_limit(activation, out[sample], p.layer(layer).slope[sample, unit])
    return None if limit is None else Condition.SATURATED


def meaning(trace: Trace, condition: Condition, sample: int, layer: int, unit: int) -> str:
    """Return a sentence that says what a condition of a unit, at a sample, means for its learning."""
    if condition is Condition.SATURATED:
        out = trace.of.out(layer)[sample, unit]
        limit = min(trace.of.layer(layer).activation.limits, key=lambda limit: abs(out - limit))
        return (
            f"Saturated: out is within {NEAR} of {show(limit)}, where the curve is flat. "
            "The slope there is nearly 0, so hardly any of the gradient gets through, and the unit learns slowly."
        )
    if condition is Condition.DEAD:
        which = "this sample" if trace.samples == 1 else f"all {trace.samples:,} samples"
        return (
            f"Dead: out is 0 for {which} to train on. The slope is 0 there too, so nothing of the error gets through "
            "to the unit's weights."
        )
    which = "the sample" if trace.samples == 1 else f"all {trace.samples:,} samples"
    return f"Off: out is 0 for {which} of this batch. In this update nothing of the error gets through to its weights."
