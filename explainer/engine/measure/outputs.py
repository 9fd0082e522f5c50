"""Any inputs through a network, without targets: only what comes out."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.backprop import forward
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.recorded import execute


class Forward:
    """The forward pass of a scenario's network for up to `most` samples at a time, as training makes it but without
    dropout. Its working space is used again and again."""

    def __init__(self, scenario: Scenario, most: int) -> None:
        self._arrays = Arrays(scenario, most, initial_state(scenario).copy(), training=False)
        self._program = tuple(forward(self._arrays))

    def outputs(self, theta: Array, inputs: Array) -> Array:
        """Return the outputs, shape (samples, output units), at `theta` for inputs as the network gets them, shape
        (samples, input units), with samples ≤ `most`; numbers may come out as not finite."""
        self._arrays.theta[:], self._arrays.a_input[: len(inputs)] = theta, inputs
        with np.errstate(all="ignore"):
            execute(self._program)
        return frozen(self._arrays.layers[-1].a[: len(inputs)])


def as_network_gets_them(data: Data, inputs: Array) -> Array:
    """Return inputs in the units of the data set, shape (samples, input units), scaled as its samples are."""
    return inputs if data.scale == "none" else (inputs - data.scaling.shift) / data.scaling.factor
