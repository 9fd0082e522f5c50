"""What sentences about several lines go by: their numbers, and what things are called."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Layer
from explainer.engine.scenario.scenario import Scenario
from explainer.trace.formula.notation import Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_group import KnownGroup
from explainer.trace.notations.naming import parameter_label


class GroupSpeech(NamedTuple):
    """The lines of a unit, a layer or a phase that are all there, and how numbers are written."""

    group: KnownGroup
    writing: Writing

    @property
    def known(self) -> Known:
        return self.group.known

    @property
    def scenario(self) -> Scenario:
        return self.known.scenario

    @property
    def top(self) -> int:
        return self.scenario.network.top

    @property
    def layer(self) -> int:
        """The layer that they are about; of a phase, the one nearest to the outputs."""
        return self.group.layers[-1]

    @property
    def unit(self) -> int:
        return self.group.place.unit

    def show(self, value: float) -> str:
        return self.writing.show(value)

    def of(self, layer: int) -> Layer:
        return self.scenario.network.layers[layer]

    def name(self, layer: int, unit: int) -> str:
        return self.of(layer).names[unit]

    def parameter(self, index: int) -> str:
        """Return what a weight or bias is called."""
        return parameter_label(self.scenario, self.scenario.network.parameter(index), self.writing.notation)

    def is_slipped(self, layer: int) -> bool:
        """Tell whether blame comes to a layer through weights that are already updated, so that its gradients are not
        the slopes of the error."""
        return bool(self.scenario.bug) or (self.scenario.is_sequential and layer < self.top)

    def total(self, quantity: Quantity) -> float:
        """Return a number that there is once for the sample, or for the batch."""
        return self.known.value(Symbol(quantity, self.group.sample))


def largest(values: Array) -> int:
    """Return which of the known values is farthest from 0; the first of them where several are."""
    return int(np.argmax(np.nan_to_num(np.abs(values), nan=-1.0)))


def all_of(count: int) -> str:
    """Return how a sentence begins that is about all of that many."""
    return "Both" if count == 2 else f"All {count:,}"
