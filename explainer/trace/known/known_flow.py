"""What travels along the edges of the network, as far as a line has come; what is not there yet is NaN."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.network import Parameter
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place

_ALL = slice(None)


def products(known: Known, layer: int, units: slice = _ALL) -> Array:
    """Return what each weight of a layer adds to the net input of its unit, weight times what the unit below passes on,
    and in the last column what the bias adds, 0 where there is none; shape (units, units below + 1).

    They are known with the net input; while that is added up term by term, up to the term that has been reached.
    """
    p, of = known.trace.of, known.scenario.network.layers[layer]
    weighted = of.weights(p.theta_before)[units] * p.passed(layer - 1)[known.sample]
    biases = of.biases(p.theta_before) if of.bias_count else np.zeros(1)
    values = np.column_stack([weighted, np.broadcast_to(biases, of.units)[units]])
    place = Place(Operation.NET, layer, sample=known.sample, unit=0)
    there = np.zeros(of.units, dtype=np.intp)
    there[: known.trace.plan.reached(known.reached, place, "unit", of.units)] = values.shape[1]
    for unit in range(of.units) if known.has_own else ():
        there[unit] *= not known.is_own(Symbol(Quantity.NET, known.sample, layer, unit))
    at = known.step.place if known.part and known.step and known.tells_work else None
    if at is not None and (at.operation, at.layer) == (Operation.NET, layer):
        there[at.unit] = known.part or 0
    return frozen(np.where(np.arange(values.shape[1]) < there[units, None], values, np.nan))


def contributions(known: Known, layer: int, units: slice = _ALL) -> Array:
    """Return the blame that comes back to each unit of a hidden layer from each unit above: delta times weight; shape
    (units above, units)."""
    p, above = known.trace.of, known.scenario.network.layers[layer + 1]
    values = p.layer(layer + 1).delta[known.sample][:, None] * p.weights_back(layer)[:, units]
    if known.has_own:
        values = p.contributions(layer)[known.sample][:, units]
    indices = range(*units.indices(above.sources))
    places = (Place(Operation.CONTRIBUTION, layer, "", known.sample, unit, 0) for unit in indices)
    there = [known.trace.plan.reached(known.reached, place, "above", above.units) for place in places]
    return frozen(np.where(np.arange(above.units)[:, None] < there, values, np.nan))


def together(known: Known, weights: Sequence[Parameter], is_back: bool) -> float:
    """Return what some weights to one unit add to its net input or, the way `back`, some from one unit to its blame;
    NaN until all of it is there."""
    if not weights or (is_back and weights[0].layer == 1):
        return NAN
    layer, unit, source = weights[0].layer, weights[0].unit, weights[0].source
    if is_back:
        column = contributions(known, layer - 1, slice(source, source + 1))[:, 0]
        return float(column[[weight.unit for weight in weights]].sum())
    row = products(known, layer, slice(unit, unit + 1))[0]
    return float(row[[weight.source for weight in weights]].sum())
