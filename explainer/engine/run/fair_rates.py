"""Fair learning rates: for each optimizer, that of a series with which it does best on the task at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario

RATES = tuple(digit * 10.0**power for power in range(-4, 2) for digit in (1, 2, 5))
"""The learning rates that are tried: 0.0001, 0.0002, 0.0005, 0.001, … 50."""


class RateTrial:
    """Tries an optimizer with every rate, from a start and for so many updates, one rate at a time.

    The best is the one whose loss is first below `below` or, where none is, the lowest at the end; of two that are
    alike, the smaller.
    """

    def __init__(self, start: Scenario, settings: OptimizerSettings, updates: int, below: float) -> None:
        self.settings = settings
        self._start, self._updates, self._below = start, updates, below
        self._rates: Iterator[float] = iter(RATES)
        self._best: tuple[tuple[int, float], float] | None = None
        self.is_over = False

    def try_one(self) -> None:
        """Try the next rate."""
        rate = next(self._rates, None)
        if rate is None:
            self.is_over = True
            return
        found = self._worth(rate), rate
        if self._best is None or found[0] < self._best[0]:
            self._best = found

    @property
    def best(self) -> OptimizerSettings:
        """The optimizer with the best rate that was tried by now; as it was before the first."""
        return replace(self.settings, learning_rate=self._best[1]) if self._best else self.settings

    def _worth(self, rate: float) -> tuple[int, float]:
        """Return how good a rate is, the smaller the better: updates to come below, then the loss at the end."""
        run = Run(replace(self._start, optimizer=replace(self.settings, learning_rate=rate)))
        run.advance(self._updates)
        losses = run.losses
        low = np.flatnonzero(losses < self._below)
        if low.size:
            return int(low[0]), 0.0
        end = float(losses[-1]) if losses.size and run.stopped is None else np.inf
        return self._updates + 1, end
