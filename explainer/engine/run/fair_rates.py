"""Fair learning rates: for each optimizer, that of a series with which it does best on the task at hand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.optimizer_race import Racer
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario

RATES = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0, 5.0, 10.0)
"""The learning rates that are tried."""


class RateTrial:
    """Tries an optimizer with every rate, from a start and for so many updates, one rate after the other.

    The best is the one whose loss is first below `below` or, where none is, the lowest at the end; of two that are
    alike, the smaller.
    """

    def __init__(self, start: Scenario, settings: OptimizerSettings, updates: int, below: float) -> None:
        self.settings = settings
        self._start, self._most, self._below = start, updates, below
        self._rates: Iterator[float] = iter(RATES)
        self._racer: Racer | None = None
        self._best: tuple[tuple[bool, float], float] | None = None
        self.is_over = False

    def go_on(self, updates: int) -> None:
        """Make so many updates more with the rate that is tried now, or begin with the next rate."""
        if self._racer is None:
            self._begin()
            return
        run = self._racer.run
        before = run.updates
        made = run.advance(min(updates, self._most - before))
        low = np.flatnonzero(run.losses_after(before)[:made] < self._below)
        if low.size:
            self._end_at(before + int(low[0]))
        elif self._racer.stopped or run.updates >= self._most:
            self._end(self._racer.loss)

    @property
    def best(self) -> OptimizerSettings:
        """The optimizer with the best rate that was tried by now; as it was before the first."""
        return replace(self.settings, learning_rate=self._best[1]) if self._best else self.settings

    def _begin(self) -> None:
        rate = next(self._rates, None)
        self.is_over = rate is None
        if rate is not None:
            settings = replace(self.settings, learning_rate=rate)
            self._racer = Racer(settings.name, replace(self._start, optimizer=settings), MemoryBudget())

    def _end(self, loss: float) -> None:
        """Note the loss after the last update that the rate was given."""
        if loss < self._below:
            self._end_at(self._most)
        else:
            self._note(True, loss if np.isfinite(loss) else np.inf)

    def _end_at(self, done: int) -> None:
        """Note when a rate came below; the rates after it have no more updates than that."""
        self._note(False, done)
        self._most = min(self._most, done)

    def _note(self, is_above: bool, worth: float) -> None:
        assert self._racer is not None
        if self._best is None or (is_above, worth) < self._best[0]:
            self._best = (is_above, worth), self._racer.settings.learning_rate
        self._racer = None
