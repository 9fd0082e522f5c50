"""The `layers` of a scenario file: the network and its parameters."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from msgspec import UNSET

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Biases, Layer, Network, default_names
from explainer.files.checks import MOST_LAYERS, MOST_PARAMETERS, ScenarioError, matrix, vector, whole
from explainer.files.scenario.own_functions import ACTIVATION, read_function
from explainer.files.scenario.schema import LayerFile, shaped
from explainer.files.scenario.unit_names import check_names, named_by_columns
from explainer.files.wording import counted

_DEFAULT_ACTIVATION = "sigmoid"


def read_layers(items: Sequence[Any]) -> list[LayerFile]:
    """Return the entries of `layers`, their shape and sizes checked."""
    if len(items) < 2:
        raise ScenarioError(f"layers: expected at least an input layer and an output layer, got {len(items)}")
    if len(items) > MOST_LAYERS:
        raise ScenarioError(f"layers: more than the {MOST_LAYERS:,} layers that a network may have")
    layers = [shaped(item, LayerFile, f"layers[{index}]") for index, item in enumerate(items)]
    _check_sizes(layers)
    _check_input_layer(layers[0])
    return layers


def _check_sizes(layers: Sequence[LayerFile]) -> None:
    for index, layer in enumerate(layers):
        whole(layer.units, f"layers[{index}].units", 1)
    if sum((below.units + 1) * layer.units for below, layer in pairwise(layers)) > MOST_PARAMETERS:
        raise ScenarioError(f"layers: more than the {MOST_PARAMETERS:,} weights and biases that a network may have")


def _check_input_layer(layer: LayerFile) -> None:
    for key in ("activation", "weights", "biases"):
        if getattr(layer, key) is not UNSET:
            raise ScenarioError(f"layers[0].{key}: the first layer is the input and has none")


def read_network(layers: Sequence[LayerFile], biases: Biases, columns: Sequence[str] = ()) -> Network:
    """Return the network that the entries describe. Inputs that are given no names have those of the `columns` of a
    table, where all of these can be names."""
    network = _read_network(layers, biases)
    return named_by_columns(network, columns) if layers[0].names is UNSET else network


def _read_network(layers: Sequence[LayerFile], biases: Biases) -> Network:
    names = default_names([layer.units for layer in layers])
    for index, layer in enumerate(layers):
        if layer.names is not UNSET:
            names[index] = _names(layer.names, layer.units, f"layers[{index}].names")
    activations = [_activation(layer, f"layers[{index}].activation") for index, layer in enumerate(layers) if index]
    network = Network.of(names, activations, biases)
    check_names(network, [layer.names is not UNSET for layer in layers])
    return network


def _names(names: list[str], units: int, place: str) -> tuple[str, ...]:
    if len(names) != units:
        raise ScenarioError(f"{place}: expected {counted(units, 'name')}, got {len(names)}")
    return tuple(names)


def _activation(layer: LayerFile, place: str) -> str:
    return _DEFAULT_ACTIVATION if layer.activation is UNSET else read_function(layer.activation, ACTIVATION, place)


def given_parameters(layers: Sequence[LayerFile], network: Network) -> dict[int, Array]:
    """Return the parameters of the layers that give their weights, in theta's order, by layer index."""
    numbered = zip(range(len(layers)), layers, network.layers, strict=True)
    parameters = ((index, _parameters(entry, layer, f"layers[{index}]")) for index, entry, layer in numbered)
    return {index: values for index, values in parameters if values is not None}


def _parameters(entry: LayerFile, layer: Layer, place: str) -> Array | None:
    if entry.weights is UNSET:
        if entry.biases is not UNSET:
            raise ScenarioError(f"{place}.biases: biases need the layer's weights beside them")
        return None
    weights = matrix(entry.weights, layer.units, layer.sources, f"{place}.weights")
    return np.concatenate([weights.ravel(), _biases(entry, layer, f"{place}.biases")])


def _biases(entry: LayerFile, layer: Layer, place: str) -> Array:
    if entry.biases is UNSET:
        return np.zeros(layer.bias_count)
    if not layer.bias_count:
        raise ScenarioError(f'{place}: this network has none, since "biases" is "none"')
    biases = vector(entry.biases, layer.units, place)
    if layer.bias_count < layer.units and np.any(biases != biases[0]):
        raise ScenarioError(f"{place}: shared biases must be equal within a layer")
    return biases[: layer.bias_count]
