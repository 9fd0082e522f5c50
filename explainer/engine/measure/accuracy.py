"""Whether a network is to tell classes apart, and how often it names the right one."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.classes import UNDECIDED, Classes, classes_of
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES


class Sureness(NamedTuple):
    """The share of samples that are put into the right class, and how many are put into none."""

    accuracy: float
    undecided: int


def classes_to_tell(scenario: Scenario) -> Classes | None:
    """Return the classes that the network is to tell apart; None where it is to find numbers.

    A cross-entropy is about classes. With another loss they are classes where the outputs are bounded and the data
    have more than one of them: a single target of 0 or 1 is a number.
    """
    targets = scenario.data.targets
    classes = classes_of(targets)
    if classes is None or LOSSES[scenario.loss].from_net:
        return classes
    is_bounded = ACTIVATIONS[scenario.network.layers[-1].activation].limits
    return classes if is_bounded and len(np.unique(classes.named_by(targets))) > 1 else None


def sureness(classes: Classes, outputs: Array, targets: Array) -> Sureness:
    """Return how often outputs name the class of the targets; both have shape (samples, output units)."""
    named = classes.named_by(outputs)
    return Sureness(float(np.mean(named == classes.named_by(targets))), int(np.count_nonzero(named == UNDECIDED)))
