"""A race: several optimizers from the same start, on the same batches, or one with several settings or starts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import OptimizerSettings, Scenario
from explainer.functions.optimizers import OPTIMIZERS

_BY_GRADIENT = frozenset({"sgd", "momentum", "nesterov"})
"""Whose steps are as long as the rate times what gradients there were."""
_BY_RATE = frozenset({"adagrad", "rmsprop", "adam", "adamax", "nadam"})
"""Whose steps are about as long as the rate, however small the gradient."""
_LONGEST_STEP = 0.1


def usual_settings(name: str, scenario: Scenario) -> OptimizerSettings:
    """Return an optimizer as the scenario has it where it is the scenario's, else with its own options and the
    scenario's learning rate, if that means much the same to both."""
    if name == scenario.optimizer.name:
        return scenario.optimizer
    return OptimizerSettings(name, _usual_rate(name, scenario.optimizer), OPTIMIZERS[name].options)


def _usual_rate(name: str, own: OptimizerSettings) -> float:
    if own.name in _BY_GRADIENT and name in _BY_RATE:
        return min(own.learning_rate, _LONGEST_STEP)
    if any({name, own.name} <= kind for kind in (_BY_GRADIENT, _BY_RATE)):
        return own.learning_rate
    return OPTIMIZERS[name].learning_rate


class Racer:
    """One in a race, by its name: a run of its own."""

    def __init__(self, name: str, start: Scenario, memory: MemoryBudget) -> None:
        self.name = name
        self.run = Run(start, memory=memory)

    @property
    def settings(self) -> OptimizerSettings:
        return self.run.scenario.optimizer

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
    """Racers that take turns, update by update, until each has made `updates` of them: optimizers from the common
    start, and `others`, each by its name, from a start of its own.

    One that stops because its numbers are not finite is out; the others go on.
    """

    def __init__(
        self,
        start: Scenario,
        settings: Sequence[OptimizerSettings],
        updates: int,
        others: Mapping[str, Scenario] | None = None,
    ) -> None:
        self.start, self.updates = start, updates
        starts = [*((each.name, replace(start, optimizer=each)) for each in settings), *(others or {}).items()]
        memory = MemoryBudget(awake=len(starts))
        self.racers = tuple(Racer(name, each, memory) for name, each in starts)

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
        return self.ranking_at(self.done)

    def ranking_at(self, done: int) -> list[Racer]:
        """Return the racers in the order of their losses after so many updates, those that are out by then last."""
        return sorted(self.racers, key=lambda racer: _rank(loss_at(racer, done)))


def loss_at(racer: Racer, done: int) -> float:
    """Return the objective of the next update's batch after `done` updates; NaN where the racer is out by then."""
    losses = racer.losses
    return float(losses[done]) if done < len(losses) else float("nan")


def first_below(racer: Racer, loss: float) -> int | None:
    """Return after how many updates the objective of the next one's batch was first below `loss`; None where it was
    not yet."""
    found = np.flatnonzero(racer.losses < loss)
    return int(found[0]) if found.size else None


def _rank(loss: float) -> tuple[bool, float]:
    return bool(np.isnan(loss)), 0.0 if np.isnan(loss) else loss
