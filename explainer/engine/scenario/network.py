"""The shape of a network: its layers, its units and where each parameter is in the flat vector theta.

Theta holds, layer after layer, the weights row by row (row = receiving unit) and then the biases: one number per
unit, a single one where biases are shared, or none. The engine counts from 0; `number` is the layer number people see.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array

Biases = Literal["frozen", "per_unit", "shared", "none"]
BIASES: tuple[Biases, ...] = ("frozen", "per_unit", "shared", "none")


@dataclass(frozen=True)
class Layer:
    """One layer. The input layer has no activation, no sources and no parameters.

    `start` is the index in theta of its first weight, `sources` the number of units in the layer below.
    """

    number: int
    names: tuple[str, ...]
    activation: str = ""
    sources: int = 0
    start: int = 0
    bias_count: int = 0

    @property
    def units(self) -> int:
        return len(self.names)

    @property
    def bias_start(self) -> int:
        return self.start + self.units * self.sources

    @property
    def stop(self) -> int:
        return self.bias_start + self.bias_count

    @property
    def weight_indices(self) -> range:
        return range(self.start, self.bias_start)

    @property
    def bias_indices(self) -> range:
        return range(self.bias_start, self.stop)

    def weights(self, theta: Array) -> Array:
        """Return the weights in `theta` as a view of shape (units, sources)."""
        return theta[self.start : self.bias_start].reshape(self.units, self.sources)

    def biases(self, theta: Array) -> Array:
        """Return the biases in `theta` as a view: of shape (units,), (1,) if shared, (0,) if there are none."""
        return theta[self.bias_start : self.stop]

    def weight(self, unit: int, source: int) -> int:
        """Return the index in theta of the weight from `source` (in the layer below) to `unit`."""
        return self.start + unit * self.sources + source

    def bias(self, unit: int) -> int:
        """Return the index in theta of the bias of `unit`."""
        return self.bias_start + (unit if self.bias_count > 1 else 0)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One entry of theta. `layer` is an index (1 = first layer with weights); a bias has source -1; a shared
    bias has unit -1."""

    index: int
    layer: int
    unit: int
    source: int

    @property
    def is_bias(self) -> bool:
        return self.source < 0


@dataclass(frozen=True)
class Network:
    """The layers of a network and the rule for its biases; the numbers themselves are in theta."""

    layers: tuple[Layer, ...]
    biases: Biases = "per_unit"
    frozen: tuple[int, ...] = ()
    """Indices in theta, in order, of single parameters that training leaves as they are."""

    @classmethod
    def of(cls, names: Sequence[Sequence[str]], activations: Sequence[str], biases: Biases) -> Network:
        """Build a network from the unit names of every layer and the activations of all but the first."""
        layers = [Layer(1, tuple(names[0]))]
        for number, (units, activation) in enumerate(zip(names[1:], activations, strict=True), start=2):
            below = layers[-1]
            count = {"shared": 1, "none": 0}.get(biases, len(units))
            layers.append(Layer(number, tuple(units), activation, below.units, below.stop, count))
        return cls(tuple(layers), biases)

    @property
    def size(self) -> int:
        """The length of theta."""
        return self.layers[-1].stop

    @property
    def top(self) -> int:
        """The index of the output layer."""
        return len(self.layers) - 1

    @property
    def shape(self) -> tuple[tuple[int, int], ...]:
        """The units and biases of each layer: what decides where each parameter is in theta."""
        return tuple((layer.units, layer.bias_count) for layer in self.layers)

    @property
    def names(self) -> tuple[tuple[str, ...], ...]:
        """The names of the units of each layer."""
        return tuple(layer.names for layer in self.layers)

    def renamed(self, names: Sequence[Sequence[str]]) -> Network:
        """Return the same network with other names of its units, given for every layer."""
        layers = (replace(layer, names=tuple(given)) for layer, given in zip(self.layers, names, strict=True))
        return replace(self, layers=tuple(layers))

    @property
    def trains_biases(self) -> bool:
        return self.biases in ("per_unit", "shared")

    @property
    def has_biases(self) -> bool:
        return self.biases != "none"

    @cached_property
    def _weights_before(self) -> list[int]:
        """How many weights lie in the layers before each layer."""
        return [0, *accumulate(layer.units * layer.sources for layer in self.layers)]

    @cached_property
    def _starts(self) -> list[int]:
        return [layer.start for layer in self.layers[1:]]

    def parameter(self, index: int) -> Parameter:
        """Return what is at `index` in theta."""
        layer_index = bisect_right(self._starts, index)
        layer = self.layers[layer_index]
        if index < layer.bias_start:
            unit, source = divmod(index - layer.start, layer.sources)
            return Parameter(index, layer_index, unit, source)
        unit = -1 if self.biases == "shared" else index - layer.bias_start
        return Parameter(index, layer_index, unit, -1)

    def weight_number(self, parameter: Parameter) -> int:
        """Return k where the weight is called wk: counted from 1 through all layers, row by row."""
        layer = self.layers[parameter.layer]
        return self._weights_before[parameter.layer] + parameter.index - layer.start + 1

    def with_gradients(self, layer: Layer) -> range:
        """Return the indices in theta of the layer's parameters that have gradients: all but biases that are frozen."""
        return range(layer.start, layer.stop if self.trains_biases else layer.bias_start)

    def trained(self, layer: Layer) -> Sequence[int]:
        """Return the indices in theta of the layer's parameters that training changes, in order."""
        having = self.with_gradients(layer)
        if not self.frozen:
            return having
        frozen = {*self.frozen}
        return tuple(index for index in having if index not in frozen)

    @cached_property
    def all_trained(self) -> NDArray[np.intp]:
        """The indices in theta of all parameters that training changes."""
        return np.array([index for layer in self.layers[1:] for index in self.trained(layer)], dtype=np.intp)

    def has_one_bias_per_layer(self, theta: Array) -> bool:
        """Tell whether each layer's bias is a single number to people: shared, or frozen and equal in every layer."""
        if self.biases != "frozen":
            return self.biases == "shared"
        return all(bool(np.all(biases == biases[0])) for biases in (layer.biases(theta) for layer in self.layers[1:]))

    def parameters(self) -> Iterator[Parameter]:
        """Go through theta in order."""
        return (self.parameter(index) for index in range(self.size))


def layer_name(index: int, layers: int) -> str:
    """Return the short name of one of `layers` layers: i for the inputs, h (h2, h3 … of several hidden ones), o."""
    if index in (0, layers - 1):
        return "o" if index else "i"
    return "h" if layers == 3 else f"h{index + 1}"


def default_names(sizes: Sequence[int]) -> list[tuple[str, ...]]:
    """Name the units of layers of these sizes: i1 i2 …, h1 h2 … (h2_1 … with several hidden layers), o1 o2 …"""
    named = ((layer_name(index, len(sizes)), size) for index, size in enumerate(sizes))
    return [tuple(f"{name}{'_' * (len(name) > 1)}{unit}" for unit in range(1, size + 1)) for name, size in named]
