"""Samples through the network at given parameters, without an update: what comes out, and how wrong it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.measure.classes import Classes, classes_to_tell, sureness
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.backprop import forward
from explainer.engine.update.objective import Objective
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.recorded import execute


class Forward:
    """The forward pass of a scenario's network for up to `most` samples at a time, as training makes it but without
    dropout. Its working space is used again and again."""

    def __init__(self, scenario: Scenario, most: int) -> None:
        self._arrays = Arrays(scenario, most, initial_state(scenario).copy(), training=False)
        self._program = tuple(forward(self._arrays))

    def outputs(self, theta: Array, inputs: Array) -> Array:
        """Return the outputs, shape (samples, output units), at `theta` for inputs as the network gets them, shape
        (samples, input units), with samples ≤ `most`; numbers may come out as not finite."""
        self._run(theta, inputs)
        return frozen(self._arrays.layers[-1].a[: len(inputs)])

    def outs(self, theta: Array, inputs: Array) -> tuple[Array, ...]:
        """Return the same of every layer above the inputs, each of shape (samples, units)."""
        self._run(theta, inputs)
        return tuple(frozen(layer.a[: len(inputs)]) for layer in self._arrays.layers)

    def nets(self, theta: Array, inputs: Array) -> tuple[Array, ...]:
        """Return the net inputs of every layer above the inputs, each of shape (samples, units)."""
        self._run(theta, inputs)
        return tuple(frozen(layer.z[: len(inputs)]) for layer in self._arrays.layers)

    def _run(self, theta: Array, inputs: Array) -> None:
        self._arrays.theta[:], self._arrays.a_input[: len(inputs)] = theta, inputs
        with np.errstate(all="ignore"):
            execute(self._program)


def as_network_gets_them(data: Data, inputs: Array) -> Array:
    """Return inputs in the units of the data set, shape (samples, input units), scaled as its samples are."""
    return inputs if data.scale == "none" else (inputs - data.scaling.shift) / data.scaling.factor


@dataclass(frozen=True, eq=False)
class Evaluation:
    """What the network does with some samples: `objective` = `data_loss` + `penalty`, `outputs` of shape
    (samples, output units). Where it is to tell classes apart and all numbers are finite, `accuracy` is the share of
    samples that are put into the right class; `undecided` samples are put into none."""

    objective: float
    data_loss: float
    penalty: float
    outputs: Array
    accuracy: float | None = None
    undecided: int = 0


def evaluate(scenario: Scenario, theta: Array) -> Evaluation:
    """Return loss and outputs over the whole training data at `theta`; numbers may come out as not finite."""
    return _evaluate(scenario, theta, scenario.data.training.targets, classes_to_tell(scenario))


def evaluate_test(scenario: Scenario, theta: Array) -> Evaluation | None:
    """Return the same of the test part, or None where there is none. Its loss is the data loss; the penalty belongs to
    training and is not counted."""
    test = scenario.data.test
    if not len(test.rows):
        return None
    alone = replace(scenario, data=Data(test.inputs, test.targets), l1=0.0, l2=0.0)
    return _evaluate(alone, theta, test.targets, classes_to_tell(scenario))


def _evaluate(scenario: Scenario, theta: Array, targets: Array, classes: Classes | None) -> Evaluation:
    objective = Objective(scenario)
    value, arrays = objective.value(theta), objective.arrays
    outputs = frozen(arrays.layers[-1].a)
    told = sureness(classes, outputs, targets) if classes and isfinite(value) else ()
    return Evaluation(value, arrays.data_loss, arrays.penalty, outputs, *told)
