"""Networks of another shape: which parameters and names stay, and which are drawn or chosen anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.initialisers import initial_theta
from explainer.engine.scenario.network import Biases, Layer, Network, default_names
from explainer.engine.scenario.scenario import Initialiser, Scenario
from explainer.files.checks import MOST_PARAMETERS, ScenarioError
from explainer.files.scenario.together import check_pass
from explainer.files.scenario.unit_names import check_names

NEW = -1
_DRAWS = 1_000


class NewShape(NamedTuple):
    """A layer of a network to be: its activation and where its units come from.

    `was` is its index in the network that there is, or NEW; `kept` tells of each unit which one it was there, or NEW.
    """

    kept: tuple[int, ...]
    activation: str = ""
    was: int = NEW

    @property
    def units(self) -> int:
        return len(self.kept)

    def resized(self, units: int) -> NewShape:
        """Return the layer with the first of its units, and new ones where these are not enough."""
        return self._replace(kept=self.kept[:units] + (NEW,) * (units - self.units))

    def without(self, unit: int) -> NewShape:
        return self._replace(kept=self.kept[:unit] + self.kept[unit + 1 :])

    def anew(self, units: int) -> NewShape:
        """Return the layer with units of which none was there before."""
        return self._replace(kept=(NEW,) * units)


class Reshaped(NamedTuple):
    """A scenario of another shape, and how many of its weights were drawn for it."""

    scenario: Scenario
    drawn: int


def shapes_of(network: Network) -> list[NewShape]:
    """Return the layers of a network as they are."""
    return [NewShape(tuple(range(layer.units)), layer.activation, index) for index, layer in enumerate(network.layers)]


def reshaped(scenario: Scenario, shapes: Sequence[NewShape], biases: Biases | None = None) -> Reshaped:
    """Return the scenario with layers of these shapes.

    A weight stays between units that stay, as long as their layers are still neighbours; a bias stays with its unit.
    The others are drawn by the scenario's own scheme. Raises ScenarioError where a network may not be so large.
    """
    check_sizes(scenario, [shape.units for shape in shapes])
    network = _network(scenario.network, shapes, biases or scenario.network.biases)
    kept = _kept_numbers(scenario, shapes, network)
    theta = np.where(np.isnan(kept), _drawn_beside(network, scenario.init, kept), kept)
    if scenario.has_one_bias_per_layer and network.has_biases:
        for shape, layer in zip(shapes, network.layers, strict=True):
            if shape.was == NEW:
                layer.biases(theta)[:] = layer.biases(theta)[0]
    drawn = sum(int(np.isnan(layer.weights(kept)).sum()) for layer in network.layers[1:])
    return Reshaped(replace(scenario, network=_frozen_as_before(scenario, shapes, network)).with_theta(theta), drawn)


def _frozen_as_before(scenario: Scenario, shapes: Sequence[NewShape], network: Network) -> Network:
    """Return the network with those parameters frozen that were and that stay."""
    was = np.isin(np.arange(scenario.network.size), scenario.network.frozen).astype(float)
    stays = np.flatnonzero(_kept_numbers(scenario.with_theta(was), shapes, network) == 1)
    trained = np.concatenate([np.asarray(network.with_gradients(layer)) for layer in network.layers[1:]])
    return replace(network, frozen=tuple(np.intersect1d(stays, trained).tolist()))


def _kept_numbers(scenario: Scenario, shapes: Sequence[NewShape], network: Network) -> Array:
    """Return theta of the network to be, with NaN for what is to be drawn."""
    theta = np.full(network.size, np.nan)
    for (below, shape), new in zip(pairwise(shapes), network.layers[1:], strict=True):
        if shape.was == NEW:
            continue
        old = scenario.network.layers[shape.was]
        if below.was == shape.was - 1:
            stays = np.outer(np.array(shape.kept) != NEW, np.array(below.kept) != NEW)
            weights = old.weights(scenario.theta)[np.ix_(shape.kept, below.kept)]
            new.weights(theta)[:] = np.where(stays, weights, np.nan)
        new.biases(theta)[:] = _biases(scenario, old, shape, network.biases)
    return theta


def _biases(scenario: Scenario, old: Layer, shape: NewShape, rule: Biases) -> Array:
    """Return a layer's biases under the new rule, NaN for those to be drawn: each stays with its unit, one that a layer
    has in common goes to all of them, one that becomes shared is their average, and one that was not there is 0."""
    biases = old.biases(scenario.theta)
    if rule == "none" or not biases.size:
        return np.zeros({"none": 0, "shared": 1}.get(rule, shape.units))
    if scenario.has_one_bias_per_layer:
        return np.full(1 if rule == "shared" else shape.units, biases[0])
    if rule == "shared":
        return np.array([biases.mean()])
    return np.array([np.nan if unit == NEW else biases[unit] for unit in shape.kept])


def _drawn_beside(network: Network, init: Initialiser, kept: Array) -> Array:
    """Return theta as it is drawn, with the first seed from the scenario's own on that repeats no number that stays:
    else a new unit could be the twin of one that was drawn there before."""
    drawn = np.zeros(0)
    for more in range(_DRAWS):
        drawn = initial_theta(network, replace(init, seed=init.seed + more))
        new = drawn[np.isnan(kept)]
        if not np.isin(new[new != 0], kept).any():
            break
    return drawn


def activated(network: Network, layer: int, name: str) -> Network:
    """Return the network with another activation in one layer."""
    layers = list(network.layers)
    layers[layer] = replace(layers[layer], activation=name)
    return replace(network, layers=tuple(layers))


def fitted(scenario: Scenario, data: Data) -> Scenario:
    """Return the scenario with other data, and with as many inputs and outputs as these have."""
    shapes = shapes_of(scenario.network)
    for end, units in ((0, data.inputs.shape[1]), (-1, data.targets.shape[1])):
        if units != shapes[end].units:
            shapes[end] = shapes[end].anew(units)
    if shapes == shapes_of(scenario.network):
        return scenario.with_data(data)
    return reshaped(scenario.with_data(data), shapes).scenario


def check_sizes(scenario: Scenario, sizes: Sequence[int]) -> None:
    """Raise ScenarioError if layers of these numbers of units are too small, or too large for memory."""
    if min(sizes) < 1:
        raise ScenarioError("A layer has at least 1 unit.")
    if sum((below + 1) * units for below, units in pairwise(sizes)) > MOST_PARAMETERS:
        raise ScenarioError(f"A network may have {MOST_PARAMETERS:,} weights and biases; take fewer units.")
    check_pass(sum(sizes), scenario.data.samples)


def _network(old: Network, shapes: Sequence[NewShape], biases: Biases) -> Network:
    """Return the network with the names that stay, or with default names where they would not go together."""
    default = default_names([shape.units for shape in shapes])
    own = [_own_names(old, shape) for shape in shapes]
    names = [[mine or usual for mine, usual in zip(*pair, strict=True)] for pair in zip(own, default, strict=True)]
    activations = [shape.activation for shape in shapes[1:]]
    network = Network.of(names, activations, biases)
    try:
        check_names(network, [any(given) for given in own])
    except ScenarioError:
        return Network.of(default, activations, biases)
    return network


def _own_names(old: Network, shape: NewShape) -> list[str]:
    """Return the names that a person has given to units of the layer; nothing for those of the usual kind, which
    count anew."""
    if shape.was == NEW:
        return [""] * shape.units
    usual, names = default_names([layer.units for layer in old.layers])[shape.was], old.layers[shape.was].names
    return ["" if unit == NEW or names[unit] == usual[unit] else names[unit] for unit in shape.kept]
