"""One update after another of the same scenario."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.update_arrays import Arrays
from explainer.engine.update.update_pass import Pass, data_rows
from explainer.engine.update.updater import Updater


class Stepper:
    """Makes updates of one state vector, one after another, in working space of its own.

    The working space is made when it is needed; `rest` gives it back, and the next update makes it again.
    """

    def __init__(self, scenario: Scenario, state: Array, done: int) -> None:
        self.scenario, self.state, self.done = scenario, state.copy(), done
        self._updaters: dict[int, Updater] = {}
        self._updater: Updater | None = None
        self._fed_once = scenario.updates_per_epoch == 1 and not scenario.shuffle and not scenario.dropout

    def is_finite(self) -> bool:
        """Tell whether every number of the last update is finite."""
        return self._updater is None or self._updater.arrays.is_finite()

    def step(self) -> float:
        """Make the next update and return the objective before it."""
        updater = self._next_updater()
        self.done += 1
        return updater.update()

    def step_pass(self) -> Pass:
        """Make the next update and return it with all its numbers, which hold until another update is made."""
        before, updater = self.state.copy(), self._next_updater()
        rows = data_rows(self.scenario, batch_rows(self.scenario, self.done + 1))
        with np.errstate(all="ignore"):
            updater.update()
        self.done += 1
        return Pass(self.scenario, self.done, rows, before, updater.arrays)

    def steps(self, losses: Array) -> None:
        """Make as many updates as `losses` has room for, and write the objective before each into it."""
        if not self._fed_once:
            for i in range(len(losses)):
                losses[i] = self.step()
            return
        update = self._next_updater().update
        for i in range(len(losses)):
            losses[i] = update()
        self.done += len(losses)

    def move_to(self, state: Array, done: int) -> None:
        self.state[:] = state
        self.done = done

    def rest(self) -> None:
        """Give the working space back."""
        self._updaters.clear()
        self._updater = None

    def _next_updater(self) -> Updater:
        """Return what makes the next update, fed with its batch."""
        if self._updater is None or not self._fed_once:
            self._updater = self._fed_updater()
        return self._updater

    def _fed_updater(self) -> Updater:
        rows = batch_rows(self.scenario, self.done + 1)
        updater = self._updaters.get(len(rows))
        if updater is None:
            updater = self._updaters[len(rows)] = Updater(Arrays(self.scenario, len(rows), self.state))
        updater.arrays.feed(rows, self.done + 1)
        return updater
