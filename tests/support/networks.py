"""Networks of any size with random numbers, the same in every run."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario


def network_of(sizes, samples) -> Scenario:
    """Return a network of tanh units and samples for it."""
    network = Network.of(default_names(sizes), ["tanh"] * (len(sizes) - 1), "per_unit")
    rng = np.random.default_rng(0)
    data = Data(frozen(rng.random((samples, sizes[0]))), frozen(rng.random((samples, sizes[-1]))))
    return Scenario(network, frozen(rng.normal(size=network.size)), data)
