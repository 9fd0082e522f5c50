"""Two weights and nothing else: a bowl whose heights anybody can work out, 100 times as steep one way as the other."""

from __future__ import annotations

from types import MappingProxyType

import numpy as np

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario


def valley(name="sgd", learning_rate=0.5, **options) -> Scenario:
    """Return o1 = w1*i1 + w2*i2 with best weights 1 and 1, starting at 3 and -2."""
    network = Network.of(default_names([2, 1]), ["linear"], "frozen")
    data = Data(frozen([[1.0, 0.1], [1.0, -0.1]]), frozen([[1.1], [0.9]]))
    settings = OptimizerSettings(name, learning_rate, MappingProxyType(options))
    return Scenario(network, frozen([3.0, -2.0, 0.0]), data, optimizer=settings)


def height(x, y):
    """The loss by hand: errors are (w1 - 1) + 0.1 (w2 - 1) and (w1 - 1) - 0.1 (w2 - 1)."""
    return 0.5 * ((x - 1) ** 2 + 0.01 * (y - 1) ** 2)


def slope(weights):
    """Its gradient by hand."""
    return np.array([weights[0] - 1, 0.01 * (weights[1] - 1)])
