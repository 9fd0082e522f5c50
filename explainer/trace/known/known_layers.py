"""The numbers of the units of a layer, as far as a line has come; what is not there yet is NaN."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Axis, Place
from explainer.trace.lines.trace import Trace


@dataclass(frozen=True, eq=False)
class KnownLayer:
    """The numbers of one layer's units, each of shape (units,); NaN where not computed yet.

    The input layer has `out` only, and `blame` where gradients of inputs are wanted; `passed` and `blame_passed` only
    hidden layers under dropout.
    """

    net: Array
    out: Array
    passed: Array
    blame_passed: Array
    blame: Array
    slope: Array
    delta: Array


def layer_at(trace: Trace, line: int, sample: int, index: int) -> KnownLayer:
    """Return the numbers of a layer at a line, those of one sample of the batch."""
    if index == 0:
        none = np.full(trace.scenario.network.layers[0].units, np.nan)
        back = none
        if trace.scenario.input_gradients:
            back = units_at(trace, line, Place(Operation.INPUT_GRADIENT, 0, sample=sample), trace.of.blame(0)[sample])
        return KnownLayer(none, trace.of.arrays.a_input[sample], none, none, back, none, none)
    layer = trace.of.layer(index)
    blame, blame_passed = Operation.DE_DOUT, Operation.DROPOUT_BACK
    if layer.drops:
        blame, blame_passed = blame_passed, blame

    def units(operation: Operation, values: Array) -> Array:
        return units_at(trace, line, Place(operation, index, sample=sample), values[sample])

    return KnownLayer(
        net=units(Operation.NET, layer.z),
        out=units(Operation.OUT, layer.a),
        passed=units(Operation.DROPOUT, layer.passed),
        blame_passed=units(blame_passed, layer.blame_passed),
        blame=units(blame, layer.blame),
        slope=units(Operation.DOUT_DNET, layer.slope),
        delta=units(Operation.DELTA, layer.delta),
    )


def units_at(trace: Trace, line: int, place: Place, values: Array) -> Array:
    """Return a number of each unit, made by the lines of the kind of `place`."""
    return _reached(trace, line, place._replace(unit=0), "unit", values)


def parameters_at(trace: Trace, line: int, place: Place, values: Array) -> Array:
    """Return a number of each parameter from that of `place` on, made by the lines of its kind."""
    return _reached(trace, line, place, "parameter", values)


def _reached(trace: Trace, line: int, place: Place, over: Axis, values: Array) -> Array:
    count = trace.plan.reached(line, place, over, len(values))
    known = np.full(len(values), np.nan)
    known[:count] = values[:count]
    return known
