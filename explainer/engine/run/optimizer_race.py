"""A race: several optimizers from the same start, with the same data and the same batches."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.optimizers import OPTIMIZERS


def usual_settings(name: str, scenario: Scenario) -> OptimizerSettings:
    """Return an optimizer with its own defaults, or as the scenario has it where it is the scenario's."""
    if name == scenario.optimizer.name:
        return scenario.optimizer
    optimizer = OPTIMIZERS[name]
    return OptimizerSettings(name, optimizer.learning_rate, optimizer.options)


class Racer:
    """One optimizer in a race: a run of its own from the common start."""

    def __init__(self, start: Scenario, settings: OptimizerSettings, memory: MemoryBudget) -> None:
        self.settings = settings
        self.run = Run(replace(start, optimizer=settings), memory=memory)

    @property
    def name(self) -> str:
        return self.settings.name

    @property
    def stopped(self) -> bool:
        """Whether its numbers stopped being finite."""
        return self.run.stopped is not None

    @property
    def losses(self) -> Array:
        """The objective of each update's batch before it, the update after the last computed one included: of shape
        (updates + 1,); where numbers stopped being finite, only up to the last that is."""
        return self.run.losses if self.stopped else np.append(self.run.losses, self.loss)

    @property
    def loss(self) -> float:
        """The objective of the next update's batch, now; NaN once its numbers have stopped being finite."""
        return float("nan") if self.stopped else self.run.pass_of(self.run.updates + 1).arrays.objective


class Race:
    """Optimizers that take turns, update by update, until each has made `updates` of them.

    One that stops because its numbers are not finite is out; the others go on.
    """

    def __init__(self, start: Scenario, settings: Sequence[OptimizerSettings], updates: int) -> None:
        self.start, self.updates = start, updates
        memory = MemoryBudget(awake=len(settings))
        self.racers = tuple(Racer(start, each, memory) for each in settings)

    @property
    def done(self) -> int:
        """How many updates all that are still in the race have made."""
        return min((racer.run.updates for racer in self._going), default=self.updates)

    @property
    def is_over(self) -> bool:
        return self.done >= self.updates

    @property
    def _going(self) -> list[Racer]:
        return [racer for racer in self.racers if not racer.stopped]

    def advance(self, count: int) -> int:
        """Let every racer make up to `count` more updates, none more than the race is long; return how many were made
        by each that is not out."""
        before = self.done
        goal = min(before + count, self.updates)
        for racer in self._going:
            racer.run.advance(goal - racer.run.updates)
        return goal - before

    @property
    def ranking(self) -> list[Racer]:
        """The racers, that with the smallest loss first, those that are out last."""
        return sorted(self.racers, key=_by_loss)


def _by_loss(racer: Racer) -> tuple[bool, float]:
    loss = racer.loss
    return bool(np.isnan(loss)), 0.0 if np.isnan(loss) else loss
