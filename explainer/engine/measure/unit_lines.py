"""The lines on which units of the first layer above two inputs are undecided: there their net input is 0."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario


class UnitLine(NamedTuple):
    """`across`·x + `up`·y + `constant` = 0, in the units of the data set, where net input of the unit `name` is 0."""

    name: str
    across: float
    up: float
    constant: float

    def within(self, left: float, right: float, bottom: float, top: float) -> Array | None:
        """Return the two ends of the line within a rectangle, shape (2, 2); None where it does not cross it."""
        ends: list[tuple[float, float]] = []
        if self.up:
            ends += [(x, -(self.across * x + self.constant) / self.up) for x in (left, right)]
        if self.across:
            ends += [(-(self.up * y + self.constant) / self.across, y) for y in (bottom, top)]
        slack = 1e-9 * max(right - left, top - bottom)
        inside = [(x, y) for x, y in ends if left - slack <= x <= right + slack and bottom - slack <= y <= top + slack]
        if len(inside) < 2:
            return None
        found = np.array(inside)
        far = found[np.argmax(np.abs(found - found[0]).sum(axis=1))]
        return None if np.allclose(far, found[0]) else np.stack([found[0], far])


def unit_lines(scenario: Scenario, theta: Array) -> tuple[UnitLine, ...]:
    """Return the lines of the units of the first hidden layer at `theta`, none where there is no hidden layer, or not
    two inputs; a unit with weights of 0 has none."""
    network, data = scenario.network, scenario.data
    if network.layers[0].units != 2 or len(network.layers) < 3:
        return ()
    layer = network.layers[1]
    weights, biases = layer.weights(theta), np.broadcast_to(layer.biases(theta), layer.units)
    if data.scale != "none":
        weights = weights / data.scaling.factor
        biases = biases - weights @ data.scaling.shift
    rows = zip(layer.names, weights.tolist(), biases.tolist(), strict=True)
    return tuple(UnitLine(name, across, up, bias) for name, (across, up), bias in rows if across or up)
