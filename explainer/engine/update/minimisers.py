"""SciPy's full-batch minimisers: one update is one iterate of theirs.

A minimiser chooses direction and length of each step itself, from the whole training data. Its iterates depend only on
the parameters it started from, so they are computed as far as they are asked for.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable
from functools import lru_cache

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

ITERATES_BYTES = 32 * 2**20


class Minimisation:
    """The iterates of a minimiser from a scenario's own parameters; frozen ones are not among its variables.

    A stretch of them is kept, of at most `max_bytes`; for others the minimiser starts again, which makes the same
    iterates as before.
    """

    def __init__(self, scenario: Scenario, max_bytes: int = ITERATES_BYTES) -> None:
        self.trained = scenario.network.all_trained
        self._scenario = scenario
        self._start = scenario.theta[self.trained]
        self._most = max(2, max_bytes // max(self._start.nbytes, 1))
        self._kept: list[Array] = [self._start]
        self._first = self._reached = 0
        self._last: int | None = None

    def iterate(self, number: int) -> Array:
        """Return the trained parameters after `number` iterations, or after the last where there are no more."""
        if not self._has(number):
            self._find(number)
        return self._kept[self._known(number) - self._first]

    def _known(self, number: int) -> int:
        return number if self._last is None else min(number, self._last)

    def _has(self, number: int) -> bool:
        return self._first <= self._known(number) < self._first + len(self._kept)

    def _find(self, number: int) -> None:
        """Keep the iterates around that one, and twice as many as have been reached if there is room for them."""
        number = self._known(number)
        first = max(0, number - self._most // 2)
        last = min(max(number, 2 * self._reached), first + self._most - 1)
        kept = [self._start] if first == 0 else []
        reached = 0

        def keep(x: Array) -> None:
            nonlocal reached
            reached += 1
            if reached >= first:
                kept.append(np.array(x))
            if reached == last:
                raise StopIteration

        self._minimise(keep)
        if reached < last:
            self._last = reached
        if kept:
            self._kept, self._first, self._reached = kept, first, max(self._reached, reached)
        else:  # it ended before the stretch that was looked for
            self._find(reached)

    def _minimise(self, keep: Callable[[Array], None]) -> None:
        if not len(self.trained):
            return
        from scipy.optimize import minimize  # takes long to import, and few runs need it

        with warnings.catch_warnings(), np.errstate(all="ignore"):
            warnings.simplefilter("ignore")
            method = self._scenario.optimizer.rule.method
            minimize(_Function(self._scenario, self.trained), self._start, method=method, jac=True, callback=keep)


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
