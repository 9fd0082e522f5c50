"""The state of a run: theta, then each vector of the optimizer's memory, then its scalars, as one vector."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.optimizers import OPTIMIZERS


def initial_state(scenario: Scenario) -> Array:
    """Return the scenario's parameters followed by an optimizer memory that knows nothing yet."""
    optimizer, size = OPTIMIZERS[scenario.optimizer.name], scenario.network.size
    return frozen(
        np.concatenate([scenario.theta, np.zeros(size * len(optimizer.memory)), [*optimizer.scalars.values()]])
    )


def memory_of(scenario: Scenario, state: Array, name: str) -> Array:
    """Return the vector `name` of the optimizer's memory in a state. Raises ValueError if it has none of that name."""
    size, position = scenario.network.size, 1 + OPTIMIZERS[scenario.optimizer.name].memory.index(name)
    return state[size * position : size * (position + 1)]


def scalar_of(scenario: Scenario, state: Array, name: str) -> float:
    """Return the scalar `name` in a state. Raises ValueError if the optimizer keeps none of that name."""
    scalars = list(OPTIMIZERS[scenario.optimizer.name].scalars)
    return float(state[len(state) - len(scalars) + scalars.index(name)])
