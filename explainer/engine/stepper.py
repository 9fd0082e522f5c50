"""One update after another of the same scenario."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.batches import batch_rows
from explainer.engine.passes import Pass, data_rows
from explainer.engine.scenario import Scenario
from explainer.engine.updating import Updater
from explainer.engine.workspace import Arrays


class Stepper:
    """Makes updates of one state vector, one after another, in working space of its own."""

    def __init__(self, scenario: Scenario, state: Array, done: int) -> None:
        self.scenario, self.state, self.done = scenario, state.copy(), done
        self._updaters: dict[int, Updater] = {}
        self._fed_once = scenario.updates_per_epoch == 1 and not scenario.shuffle and not scenario.dropout
        self._updater = self._for_next_batch()

    @property
    def arrays(self) -> Arrays:
        """The numbers of the last update."""
        return self._updater.arrays

    def step(self) -> float:
        """Make the next update and return the objective before it."""
        if not self._fed_once:
            self._updater = self._for_next_batch()
        self.done += 1
        return self._updater.update()

    def step_pass(self) -> Pass:
        """Make the next update and return it with all its numbers, which hold until another update is made."""
        before = self.state.copy()
        with np.errstate(all="ignore"):
            self.step()
        return Pass(self.scenario, self.done, data_rows(self.scenario, self._rows), before, self.arrays)

    def steps(self, losses: Array) -> None:
        """Make as many updates as `losses` has room for, and write the objective before each into it."""
        if not self._fed_once:
            for i in range(len(losses)):
                losses[i] = self.step()
            return
        update = self._updater.update
        for i in range(len(losses)):
            losses[i] = update()
        self.done += len(losses)

    def _for_next_batch(self) -> Updater:
        rows = self._rows = batch_rows(self.scenario, self.done + 1)
        updater = self._updaters.get(len(rows))
        if updater is None:
            updater = self._updaters[len(rows)] = Updater(Arrays(self.scenario, len(rows), self.state))
        updater.arrays.feed(rows, self.done + 1)
        return updater

    def move_to(self, state: Array, done: int) -> None:
        self.state[:] = state
        self.done = done
