"""Networks of another shape: which parameters and names stay, and which are drawn or chosen anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.data import Data
from explainer.engine.initialisers import initial_theta
from explainer.engine.network import Biases, Layer, Network, default_names
from explainer.engine.scenario import Initialiser, Scenario
from explainer.files.errors import ScenarioError
from explainer.files.limits import MOST_PARAMETERS
from explainer.files.unit_names import check_names

NEW = -1


class Shape(NamedTuple):
    """A layer of a network to be. `was` is its index in the network that there is, or NEW."""

    units: int
    activation: str = ""
    was: int = NEW


def shapes_of(network: Network) -> list[Shape]:
    """Return the layers of a network as they are."""
    return [Shape(layer.units, layer.activation, index) for index, layer in enumerate(network.layers)]


def reshaped(scenario: Scenario, shapes: Sequence[Shape], biases: Biases | None = None) -> Scenario:
    """Return the scenario with layers of these shapes: layers that keep theirs, and their place, keep their
    parameters; others are drawn by the scenario's own scheme.

    Raises ScenarioError where a network may not be so large.
    """
    _check_size([shape.units for shape in shapes])
    network = _network(scenario.network, shapes, biases or scenario.network.biases)
    # Every layer draws, kept or not: else a new one would repeat the draws that a kept one was made of.
    theta = initial_theta(network, scenario.init).copy()
    for index, shape in enumerate(shapes):
        old, new = scenario.network.layers[shape.was], network.layers[index]
        if index and shape.was == index and (old.units, old.sources) == (new.units, new.sources):
            theta[new.start : new.stop] = _parameters(scenario, old, new)
    return replace(scenario, network=network).with_theta(theta)


def activated(network: Network, layer: int, name: str) -> Network:
    """Return the network with another activation in one layer."""
    layers = list(network.layers)
    layers[layer] = replace(layers[layer], activation=name)
    return replace(network, layers=tuple(layers))


def fitted(scenario: Scenario, data: Data) -> Scenario:
    """Return the scenario with other data, and with as many inputs and outputs as these have."""
    shapes = shapes_of(scenario.network)
    shapes[0] = shapes[0]._replace(units=data.inputs.shape[1])
    shapes[-1] = shapes[-1]._replace(units=data.targets.shape[1])
    if shapes == shapes_of(scenario.network):
        return scenario.with_data(data)
    return reshaped(scenario, shapes).with_data(data)


def drawn(scenario: Scenario, init: Initialiser) -> Scenario:
    """Return the scenario with starting weights drawn anew; frozen biases stay: they are given, not learnt."""
    network, theta = scenario.network, initial_theta(scenario.network, init).copy()
    if not network.trains_biases:
        for layer in network.layers[1:]:
            layer.biases(theta)[:] = layer.biases(scenario.theta)
    return replace(scenario, init=init).with_theta(theta)


def _check_size(sizes: Sequence[int]) -> None:
    if min(sizes) < 1:
        raise ScenarioError("A layer has at least 1 unit.")
    if sum((below + 1) * units for below, units in pairwise(sizes)) > MOST_PARAMETERS:
        raise ScenarioError(f"A network may have {MOST_PARAMETERS:,} weights and biases; take fewer units.")


def _network(old: Network, shapes: Sequence[Shape], biases: Biases) -> Network:
    """Return the network with the names that stay, or with default names where they would not go together."""
    default = default_names([shape.units for shape in shapes])
    usual = default_names([layer.units for layer in old.layers])
    given = [
        shape.was != NEW
        and old.layers[shape.was].units == shape.units
        and old.layers[shape.was].names != usual[shape.was]
        for shape in shapes
    ]
    names = [
        old.layers[shape.was].names if own else default[i]
        for i, (shape, own) in enumerate(zip(shapes, given, strict=True))
    ]
    activations = [shape.activation for shape in shapes[1:]]
    network = Network.of(names, activations, biases)
    try:
        check_names(network, given)
    except ScenarioError:
        return Network.of(default, activations, biases)
    return network


def _parameters(scenario: Scenario, old: Layer, new: Layer) -> Array:
    """Return a layer's parameters under the new rule for biases: a shared one starts as the average of its units'."""
    biases = old.biases(scenario.theta)
    if new.bias_count < old.bias_count:
        biases = np.array([biases.mean()])
    elif new.bias_count > old.bias_count:
        biases = np.full(new.bias_count, biases[0])
    return np.concatenate([old.weights(scenario.theta).ravel(), biases])
