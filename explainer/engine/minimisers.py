"""SciPy's full-batch minimisers: one update is one iterate of theirs.

A minimiser chooses direction and length of each step itself, from the whole training data. Its iterates depend only on
the parameters it started from, so they are computed once, as far as they are asked for, and kept.
"""

from __future__ import annotations

import warnings
from functools import lru_cache

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.objective import Objective
from explainer.engine.scenario import Scenario

METHODS = {"bfgs": "BFGS", "l_bfgs": "L-BFGS-B", "conjugate_gradient": "CG", "newton_cg": "Newton-CG"}
_FIRST_STRETCH = 32


class Minimisation:
    """The iterates of a minimiser from a scenario's own parameters; frozen biases are not among its variables."""

    def __init__(self, scenario: Scenario) -> None:
        network = scenario.network
        self.trained = np.concatenate([np.asarray(network.trained(layer)) for layer in network.layers[1:]])
        self._scenario = scenario
        self._iterates: list[Array] = [scenario.theta[self.trained]]
        self._ended = False

    def iterate(self, number: int) -> Array:
        """Return the trained parameters after `number` iterations, or after the last where there are no more."""
        if number >= len(self._iterates) and not self._ended:
            self._go_on(max(number, _FIRST_STRETCH, 2 * len(self._iterates)))
        return self._iterates[min(number, len(self._iterates) - 1)]

    def _go_on(self, count: int) -> None:
        """Start again, which makes the same iterates as before, and stop after `count` of them."""
        from scipy.optimize import minimize  # takes long to import, and few runs need it

        iterates = self._iterates[:1]

        def keep(x: Array) -> None:
            iterates.append(np.array(x))
            if len(iterates) > count:
                raise StopIteration

        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            method = METHODS[self._scenario.optimizer.name]
            minimize(_Function(self._scenario, self.trained), iterates[0], method=method, jac=True, callback=keep)
        self._ended = len(iterates) <= count
        self._iterates = iterates


class _Function:
    """Objective and gradient as a function of the trained parameters."""

    def __init__(self, scenario: Scenario, trained: np.ndarray[tuple[int], np.dtype[np.intp]]) -> None:
        self._objective, self._trained, self._theta = Objective(scenario), trained, scenario.theta.copy()

    def __call__(self, x: Array) -> tuple[float, Array]:
        self._theta[self._trained] = x
        gradient = self._objective.gradient(self._theta)
        return self._objective.arrays.objective, gradient[self._trained]


@lru_cache(maxsize=4)
def minimisation_of(scenario: Scenario) -> Minimisation:
    """Return the iterates that begin at the scenario's parameters."""
    return Minimisation(scenario)
