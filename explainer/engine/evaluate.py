"""The whole training data through the network at given parameters, without an update."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.backprop import Arrays, forward, measure
from explainer.engine.scenario import Scenario


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What the network does with the training data: `objective` = `data_loss` + `penalty`, and `outputs` of shape
    (samples, output units)."""

    objective: float
    data_loss: float
    penalty: float
    outputs: Array


def evaluate(scenario: Scenario, theta: Array) -> Evaluation:
    """Return loss and outputs over the whole training data at `theta`; numbers may come out as not finite."""
    arrays = Arrays(scenario, scenario.data.samples, theta.copy())
    arrays.feed(slice(None))
    with np.errstate(all="ignore"):
        forward(arrays)
        measure(arrays)
    return Evaluation(arrays.objective, arrays.data_loss, arrays.penalty, frozen(arrays.layers[-1].a))
