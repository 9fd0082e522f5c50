"""What training makes smaller, as a function of the parameters: over the whole training data, without dropout."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.backprop import backward, forward, measure
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.update_arrays import Arrays
from explainer.functions.recorded import execute


class Objective:
    """The objective of a scenario and its gradient, calculated by the very functions that training uses.

    `arrays` holds every number of the last call; what is not finite comes out as such.
    """

    def __init__(self, scenario: Scenario) -> None:
        self.arrays = Arrays(scenario, scenario.data.samples, initial_state(scenario).copy(), training=False)
        self.arrays.feed(slice(None))
        self._upward = (*forward(self.arrays), *measure(self.arrays))
        self._downward = tuple(backward(self.arrays))

    def value(self, theta: Array) -> float:
        """Return the objective at `theta`."""
        self.arrays.theta[:] = theta
        with np.errstate(all="ignore"):
            execute(self._upward)
        return self.arrays.objective

    def gradient(self, theta: Array, sums: Array | None = None) -> Array:
        """Return the gradient that an update at `theta` would use, as long as theta; 0 for frozen biases. A program
        that keeps gradient sums goes on from `sums`, by default from 0."""
        self.value(theta)
        self.arrays.kept_sums[:] = 0.0 if sums is None else sums
        with np.errstate(all="ignore"):
            execute(self._downward)
        return self.arrays.gradient.copy()
