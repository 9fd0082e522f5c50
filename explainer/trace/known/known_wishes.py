"""What each parameter wants at a line: to grow or to shrink, and how much, by the gradients that are known there."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.known.known_layers import parameters_at
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.rule_lines import final_gradient


@dataclass(frozen=True, eq=False)
class Wishes:
    """`gradients` of parameters, as long as theta: NaN where there is none yet, and of what is not trained. `largest`
    is the size of the largest that there is; 0 where there is none."""

    gradients: Array
    largest: float

    def of(self, index: int) -> float:
        """Return how much a parameter wants to grow, or below 0 to shrink: 1 is as much as any of the network; NaN
        where it is not known."""
        return float(-self.gradients[index] / self.largest) if self.largest else float("nan")


def wishes_at(known: Known) -> Wishes:
    """Return the wishes at a line: by the gradient that the update uses, before that is known by the sample's."""
    of_sample = known.trace.of.sample_gradient(known.sample)
    of_update = known.trace.of.arrays.gradient
    gradients = np.full(known.scenario.network.size, np.nan)
    for layer, of in enumerate(known.scenario.network.layers[1:], start=1):
        trained = known.scenario.network.with_gradients(of)
        own = slice(trained.start, trained.stop)
        used = final_gradient(known.trace.of, Place(Operation.UPDATE, parameter=trained.start)).symbol.quantity
        gradients[own] = _known(known, Operation.GRADIENT, layer, known.sample, of_sample[own], trained.start)
        if used is Quantity.BATCH_GRADIENT:
            found = _known(known, Operation.BATCH_GRADIENT, layer, -1, of_update[own], trained.start)
            gradients[own] = np.where(np.isnan(found), gradients[own], found)
    sizes = np.abs(gradients[np.isfinite(gradients)])
    return Wishes(gradients, float(sizes.max(initial=0.0)))


def _known(known: Known, operation: Operation, layer: int, sample: int, values: Array, start: int) -> Array:
    place = Place(operation, layer, sample=sample, parameter=start)
    return parameters_at(known.trace, known.reached, place, values)
