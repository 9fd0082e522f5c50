"""The state of a run: theta, the memory of the optimizer; what its rule works on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.optimizers import Optimizer
from explainer.functions.recorded import Operations
from explainer.functions.written import NEW


def initial_state(scenario: Scenario) -> Array:
    """Return the scenario's parameters followed by an optimizer memory that knows nothing yet."""
    optimizer, size = scenario.optimizer.rule, scenario.network.size
    kept = len(optimizer.memory) + scenario.keeps_sums
    return frozen(np.concatenate([scenario.theta, np.zeros(size * kept), [*optimizer.scalars.values()]]))


def kept_sums(scenario: Scenario, state: Array) -> Array:
    """Return the gradient sums that a program keeps from update to update; right ones keep none."""
    size, optimizer = scenario.network.size, scenario.optimizer.rule
    return state[size * (1 + len(optimizer.memory)) : len(state) - len(optimizer.scalars)]


def memory_of(scenario: Scenario, state: Array, name: str) -> Array:
    """Return the vector `name` of the optimizer's memory in a state. Raises ValueError if it has none of that name."""
    size, position = scenario.network.size, 1 + scenario.optimizer.rule.memory.index(name)
    return state[size * position : size * (position + 1)]


def scalar_of(scenario: Scenario, state: Array, name: str) -> float:
    """Return the scalar `name` in a state. Raises ValueError if the optimizer keeps none of that name."""
    scalars = list(scenario.optimizer.rule.scalars)
    return float(state[len(state) - len(scalars) + scalars.index(name)])


@dataclass(frozen=True, eq=False)
class Slots:
    """A stretch of theta, its gradient `g`, the optimizer's arrays there, and its scalars (arrays without dimensions).

    `settings` are numbers: the learning rate and the optimizer's options.
    """

    optimizer: Optimizer
    theta: Array
    g: Array
    arrays: Mapping[str, Array]
    scalars: Mapping[str, Array]
    settings: Mapping[str, float]

    def __getitem__(self, name: str) -> Array:
        return self.arrays[name]

    def part(self, span: slice) -> Slots:
        """Return the slots of a stretch of this stretch."""
        arrays = {name: array[span] for name, array in self.arrays.items()}
        return Slots(self.optimizer, self.theta[span], self.g[span], arrays, self.scalars, self.settings)

    def once(self) -> Operations:
        """Give the operations that come once in an update."""
        for recorded in self.optimizer.recorded_once:
            yield from recorded.on(self._letters)

    def each(self) -> Operations:
        """Give the operations that change this stretch of theta."""
        yield from self.optimizer.recorded_each.on(self._letters)

    @property
    def _letters(self) -> dict[str, Array | float]:
        made = {**self.arrays, **self.scalars}
        new = {NEW + name: array for name, array in made.items()}
        return {"w": self.theta, "g": self.g, **self.settings, **made, **new}
