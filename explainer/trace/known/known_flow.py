"""What travels along the edges of the network, as far as a line has come; what is not there yet is NaN."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.trace.known.known import Known
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place


def products(known: Known, layer: int) -> Array:
    """Return what each weight of a layer adds to the net input of its unit, weight times what the unit below passes on,
    and in the last column what the bias adds; shape (units, units below + 1).

    They are known with the net input; while that is added up term by term, up to the term that has been reached.
    """
    p, of = known.trace.of, known.scenario.network.layers[layer]
    weighted = of.weights(p.theta_before) * p.passed(layer - 1)[known.sample]
    values = np.column_stack([weighted, np.broadcast_to(of.biases(p.theta_before), of.units)])
    place = Place(Operation.NET, layer, sample=known.sample, unit=0)
    there = np.zeros(of.units, dtype=np.intp)
    there[: known.trace.plan.reached(known.reached, place, "unit", of.units)] = values.shape[1]
    at = known.step.place if known.part and known.step and not known.is_asked else None
    if at is not None and (at.operation, at.layer) == (Operation.NET, layer):
        there[at.unit] = known.part or 0
    return frozen(np.where(np.arange(values.shape[1]) < there[:, None], values, np.nan))


def contributions(known: Known, layer: int) -> Array:
    """Return the blame that comes back to each unit of a hidden layer from each unit above: delta times weight; shape
    (units above, units)."""
    p, above = known.trace.of, known.scenario.network.layers[layer + 1]
    values = p.layer(layer + 1).delta[known.sample][:, None] * above.weights(p.theta_in_backward)
    places = (Place(Operation.CONTRIBUTION, layer, "", known.sample, unit, 0) for unit in range(values.shape[1]))
    there = [known.trace.plan.reached(known.reached, place, "above", above.units) for place in places]
    return frozen(np.where(np.arange(above.units)[:, None] < there, values, np.nan))
