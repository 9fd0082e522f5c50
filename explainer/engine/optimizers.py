"""Optimizers as rules on one vector, as a table.

A rule's `apply(theta, g, memory, settings)` changes `theta` in place from the gradient `g`. `memory` holds one vector
as long as theta for each name in `memory` (kept from update to update, zero before the first).
Definitions and defaults are PyTorch's (torch.optim), without its defaults for weight decay.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario import OptimizerSettings

Memory = Mapping[str, Array]


@dataclass(frozen=True)
class Optimizer:
    """One optimizer: its name in scenario files, its defaults, and its rule."""

    name: str
    learning_rate: float
    apply: Callable[[Array, Array, Memory, OptimizerSettings], None]
    options: Mapping[str, float] = field(default_factory=dict)
    memory: tuple[str, ...] = ()


def _sgd(theta: Array, g: Array, memory: Memory, settings: OptimizerSettings) -> None:
    np.subtract(theta, settings.learning_rate * g, theta)


def _momentum(theta: Array, g: Array, memory: Memory, settings: OptimizerSettings) -> None:
    velocity = memory["velocity"]
    np.multiply(settings.options["momentum"], velocity, velocity)
    np.add(velocity, g, velocity)
    np.subtract(theta, settings.learning_rate * velocity, theta)


OPTIMIZERS = {
    optimizer.name: optimizer
    for optimizer in (
        Optimizer("sgd", 0.5, _sgd),
        Optimizer("momentum", 0.5, _momentum, {"momentum": 0.9}, ("velocity",)),
    )
}
