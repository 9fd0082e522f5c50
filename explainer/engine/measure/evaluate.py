"""Samples through the network at given parameters, without an update: what comes out, and how wrong it is."""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import isfinite

from explainer.engine.arrays import Array, frozen
from explainer.engine.measure.accuracy import classes_to_tell, sureness
from explainer.engine.scenario.classes import Classes
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective


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
