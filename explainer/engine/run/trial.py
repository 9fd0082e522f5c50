"""A trial: training until the loss is low enough, and how many updates that takes."""

from __future__ import annotations

import numpy as np

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

MOST_UPDATES = 20_000


class Trial:
    """Training from a scenario's start until the loss over the whole training data, with the penalty, is below `until`.

    It ends then, after `most` updates, or where the numbers are not finite. Dropout is left out of the loss that is
    looked at, as everywhere where a network is measured.
    """

    def __init__(self, scenario: Scenario, until: float, most: int = MOST_UPDATES) -> None:
        self.run, self.until, self.most = Run(scenario), until, most
        self.needed: int | None = None
        """How many updates it took; None as long as the loss is not low enough."""
        self.loss: float = float("nan")
        """The loss after the last update that was looked at."""
        self._objective = Objective(scenario)
        self._batches_are_whole = scenario.samples_per_batch == scenario.data.samples and not scenario.dropout
        self._looked_at = -1

    @property
    def updates(self) -> int:
        """How many updates there were."""
        return self.run.updates

    @property
    def is_over(self) -> bool:
        return self.needed is not None or self.run.stopped is not None or self._looked_at >= self.most

    def advance(self, count: int) -> int:
        """Make up to `count` more updates, and look at the loss after each; return how many were made."""
        if self._looked_at < 0:
            self._look(0)
        if self.is_over:
            return 0
        count = min(count, self.most - self.run.updates)
        return self._make_whole(count) if self._batches_are_whole else sum(self._make_one() for _ in range(count))

    def _make_whole(self, count: int) -> int:
        """Make updates all of whose batches are the whole data: the loss before each has been noted with it."""
        before = self.run.updates
        made = self.run.advance(count)
        low = np.flatnonzero(self.run.losses_after(before)[:made] < self.until)
        if low.size:
            self._note(before + int(low[0]), float(self.run.losses_after(before)[low[0]]))
        else:
            self._look(self.run.updates)
        return made

    def _make_one(self) -> int:
        made = 0 if self.is_over else self.run.advance(1)
        if made:
            self._look(self.run.updates)
        return made

    def _look(self, done: int) -> None:
        with np.errstate(all="ignore"):
            self._note(done, self._objective.value(self.run.theta(done)))

    def _note(self, done: int, loss: float) -> None:
        self._looked_at, self.loss = done, loss
        if loss < self.until:
            self.needed = done
