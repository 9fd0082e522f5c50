"""Weight decay: the penalty on large weights and its slope. Biases are never penalised.

l2/(2m) * sum of w**2 and l1/m * sum of |w|, with m the number of samples in the training data.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.program import Operations
from explainer.engine.scenario import Scenario

if TYPE_CHECKING:
    from explainer.engine.workspace import Arrays

_add_up = np.add.accumulate


def penalty(arrays: Arrays) -> Operations:
    """The penalty of every unit, on the weights into it, and their running sum."""
    scenario, m = arrays.scenario, arrays.scenario.data.samples
    for layer in arrays.layers:
        unit_penalty = layer.unit_penalty
        terms, part = np.zeros_like(layer.W), np.zeros_like(unit_penalty)
        yield unit_penalty.fill, (0.0,)
        if scenario.l2:
            yield np.multiply, (layer.W, layer.W, terms)
            yield _add_up, (terms, 1, None, terms)
            yield np.multiply, (scenario.l2 / (2 * m), terms[:, -1], part)
            yield np.add, (unit_penalty, part, unit_penalty)
        if scenario.l1:
            yield np.abs, (layer.W, terms)
            yield _add_up, (terms, 1, None, terms)
            yield np.multiply, (scenario.l1 / m, terms[:, -1], part)
            yield np.add, (unit_penalty, part, unit_penalty)
    yield _add_up, (arrays.all_unit_penalties, 0, None, arrays.penalty_sum)


def penalty_slope(scenario: Scenario, W: Array, gradient_W: Array) -> Operations:
    """Add l2/m * w + l1/m * sign(w) to the gradient; the slope of |w| at 0 is 0."""
    m, pull = scenario.data.samples, np.zeros_like(W)
    if scenario.l2:
        yield np.multiply, (scenario.l2 / m, W, pull)
        yield np.add, (gradient_W, pull, gradient_W)
    if scenario.l1:
        yield np.sign, (W, pull)
        yield np.multiply, (scenario.l1 / m, pull, pull)
        yield np.add, (gradient_W, pull, gradient_W)
