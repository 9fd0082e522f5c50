"""Ways to draw starting parameters, as a table. Each scheme has a weight and a bias rule for one layer.

Sources: uniform ±epsilon and its scaled forms as in the machine learning lectures; xavier: Glorot and Bengio (2010);
he: He et al. (2015).
"""

from __future__ import annotations

from collections.abc import Callable
from math import sqrt

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.network import Layer, Network
from explainer.engine.scenario.scenario import Initialiser

Draw = Callable[[np.random.Generator, Layer, Initialiser, int], Array]


def _uniform(rng: np.random.Generator, epsilon: float, size: int) -> Array:
    return rng.uniform(-epsilon, epsilon, size)


def _scaled(layer: Layer) -> float:
    return sqrt(6) / sqrt(layer.sources + layer.units)


def _zeros(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return np.zeros(size)


def _draw_uniform(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return _uniform(rng, init.epsilon, size)


def _uniform_scaled(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return _uniform(rng, _scaled(layer), size)


def _normal(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return rng.normal(0, 1, size)


def _normal_scaled(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return rng.normal(0, sqrt(1 / layer.sources), size)


def _xavier(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return rng.normal(0, sqrt(2 / (layer.sources + layer.units)), size)


def _he(rng: np.random.Generator, layer: Layer, init: Initialiser, size: int) -> Array:
    return rng.normal(0, sqrt(2 / layer.sources), size)


INITIALISERS: dict[str, tuple[Draw, Draw]] = {
    "zeros": (_zeros, _zeros),
    "uniform": (_draw_uniform, _draw_uniform),
    "uniform_scaled": (_uniform_scaled, _uniform_scaled),
    "normal": (_normal, _normal),
    "normal_scaled": (_normal_scaled, _normal_scaled),
    "xavier": (_xavier, _zeros),
    "he": (_he, _zeros),
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
        layer.biases(theta)[:] = biases(rng, layer, init, layer.units)[: layer.bias_count]
    return frozen(theta)
