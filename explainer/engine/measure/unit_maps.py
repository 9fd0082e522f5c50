"""What every unit puts out over the plane of two inputs, at points that are spread evenly over a part of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.measure.evaluate import Forward, as_network_gets_them
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.activations import ACTIVATIONS

SIDE = 32
MARGIN = 0.28
"""So much wider than the samples' range is the part, at each side: a circle in its square then has all of them."""
_ROWS = 128


@dataclass(frozen=True, eq=False)
class UnitMaps:
    """The outs of the units of each layer above the inputs, each of shape (units, SIDE, SIDE), row by row from the top:
    in the middles of cells of the plane from `low` to `high`, two inputs in the units of the data set."""

    scenario: Scenario
    low: Array
    high: Array
    outs: tuple[Array, ...]
    side = SIDE

    def place(self, inputs: Array) -> tuple[float, float]:
        """Return where a sample is in the maps, as shares of their width from the left and height from the top."""
        x, y = ((inputs - self.low) / (self.high - self.low)).tolist()
        return x, 1 - y

    def shades(self, layer: int, unit: int) -> bytes:
        """Return the outs of a unit, counted from 1 above the inputs, as 0 to 255 on the scale of its layer."""
        return self._shades[layer - 1][unit]

    @cached_property
    def _shades(self) -> tuple[tuple[bytes, ...], ...]:
        return tuple(
            tuple(shade.tobytes() for shade in _shaded(outs, self.scenario.network.layers[layer].activation))
            for layer, outs in enumerate(self.outs, start=1)
        )


def _shaded(outs: Array, activation: str) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    """Return outs on the scale of their layer: from the least to the most that its function can make, or does."""
    finite = outs[np.isfinite(outs)]
    limits = ACTIVATIONS[activation].limits or (min(finite.min(initial=0.0), 0.0), finite.max(initial=0.0))
    reach = limits[1] - limits[0] or 1.0
    shares = np.clip(np.nan_to_num((outs - limits[0]) / reach, nan=0.0), 0, 1)
    return np.asarray(np.rint(255 * shares), dtype=np.uint8)


class UnitMapping:
    """Makes the maps of a network with two inputs at `theta`, piece by piece."""

    def __init__(self, scenario: Scenario, theta: Array) -> None:
        self.scenario, self.theta = scenario, theta
        self.low, self.high = part_of_plane(scenario.data)
        self._inputs = as_network_gets_them(scenario.data, map_points(self.low, self.high))
        self._pieces = self._go()
        self.maps: UnitMaps | None = None
        """The maps, once the last piece is done."""

    def _go(self) -> Iterator[None]:
        forward, found = Forward(self.scenario, _ROWS), []
        for start in range(0, len(self._inputs), _ROWS):
            found.append(forward.outs(self.theta, self._inputs[start : start + _ROWS]))
            yield
        outs = (np.concatenate(layer).T.reshape(-1, SIDE, SIDE) for layer in zip(*found, strict=True))
        self.maps = UnitMaps(self.scenario, self.low, self.high, tuple(frozen(of_layer) for of_layer in outs))

    def go_on(self) -> bool:
        """Do a piece; tell whether there are more."""
        return next(self._pieces, self) is None

    def finish(self) -> UnitMaps:
        """Do all that is left."""
        while self.go_on():
            pass
        assert self.maps is not None
        return self.maps


def part_of_plane(data: Data) -> tuple[Array, Array]:
    """Return the least and the greatest of both inputs that maps show."""
    low, high = data.inputs.min(0), data.inputs.max(0)
    more = MARGIN * np.where(high > low, high - low, 2.0)
    return frozen(low - more), frozen(high + more)


def map_points(low: Array, high: Array) -> Array:
    """Return the points of a map, row by row from the top, shape (SIDE · SIDE, 2)."""
    steps = (np.arange(SIDE) + 0.5) / SIDE
    x, y = low[0] + steps * (high[0] - low[0]), high[1] - steps * (high[1] - low[1])
    return np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)


def are_alike(maps: UnitMaps | UnitMapping, scenario: Scenario) -> bool:
    """Tell whether maps, or those in the making, are over the same plane and of a network that computes alike."""
    mine = maps.scenario
    if mine is scenario:
        return True
    layers = [[(layer.units, layer.activation) for layer in of.network.layers] for of in (mine, scenario)]
    low, high = part_of_plane(scenario.data)
    return (
        layers[0] == layers[1]
        and mine.network.shape == scenario.network.shape
        and mine.data.scale == scenario.data.scale == "none"
        and np.array_equal(maps.low, low)
        and np.array_equal(maps.high, high)
    )
