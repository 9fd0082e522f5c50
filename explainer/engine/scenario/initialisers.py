"""Ways to draw starting parameters, as a table. Each scheme has a weight and a bias rule for one layer.

Sources: uniform ±epsilon and its scaled forms as in the machine learning lectures; xavier: Glorot and Bengio (2010);
he: He et al. (2015).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from math import sqrt

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.network import Layer, Network
from explainer.engine.scenario.scenario import Initialiser, Scenario

Draw = Callable[[np.random.Generator, Layer, Initialiser, int], Array]


def _uniform(bound: Callable[[Layer, Initialiser], float]) -> Draw:
    """Draw evenly from ±bound."""
    return lambda rng, layer, init, size: rng.uniform(-bound(layer, init), bound(layer, init), size)


def _normal(variance: Callable[[Layer], float]) -> Draw:
    """Draw from a normal distribution around 0."""
    return lambda rng, layer, init, size: rng.normal(0, sqrt(variance(layer)), size)


def _zeros(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return np.zeros(size)


_WITHIN_EPSILON = _uniform(lambda layer, init: init.epsilon)
_SCALED = _uniform(lambda layer, init: sqrt(6) / sqrt(layer.sources + layer.units))
_STANDARD = _normal(lambda layer: 1)
_BY_SOURCES = _normal(lambda layer: 1 / layer.sources)

INITIALISERS: dict[str, tuple[Draw, Draw]] = {
    "zeros": (_zeros, _zeros),
    "uniform": (_WITHIN_EPSILON, _WITHIN_EPSILON),
    "uniform_scaled": (_SCALED, _SCALED),
    "normal": (_STANDARD, _STANDARD),
    "normal_scaled": (_BY_SOURCES, _BY_SOURCES),
    "xavier": (_normal(lambda layer: 2 / (layer.sources + layer.units)), _zeros),
    "he": (_normal(lambda layer: 2 / layer.sources), _zeros),
}


def initial_theta(network: Network, init: Initialiser, given: dict[int, Array] | None = None) -> Array:
    """Draw the parameters of every layer that has none given, one generator for all, layer by layer.

    `given` maps a layer index to its parameters in theta's order. Raises KeyError for an unknown scheme.
    """
    rng = np.random.default_rng(init.seed)
    weights, biases = INITIALISERS[init.scheme]
    theta = np.zeros(network.size)
    for index, layer in enumerate(network.layers[1:], start=1):
        if given and index in given:
            theta[layer.start : layer.stop] = given[index]
            continue
        theta[layer.start : layer.bias_start] = weights(rng, layer, init, layer.units * layer.sources)
        if network.has_biases:
            layer.biases(theta)[:] = biases(rng, layer, init, layer.units)[: layer.bias_count]
    return frozen(theta)


def drawn(scenario: Scenario, init: Initialiser) -> Scenario:
    """Return the scenario with starting weights drawn anew; what is frozen stays: it is given, not learnt."""
    network, theta = scenario.network, initial_theta(scenario.network, init).copy()
    if not network.trains_biases:
        for layer in network.layers[1:]:
            layer.biases(theta)[:] = layer.biases(scenario.theta)
    frozen = list(network.frozen)
    theta[frozen] = scenario.theta[frozen]
    return replace(scenario, init=init).with_theta(theta)
