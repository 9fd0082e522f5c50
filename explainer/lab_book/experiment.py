"""An experiment: one training from its start, what it came to, and its losses on the way."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run
from explainer.engine.run.trial import Trial
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.objective import Objective

MOST_POINTS = 512
"""How many losses of an experiment are kept: those of very many updates are picked at equal distances."""


@dataclass(frozen=True, slots=True, eq=False)
class Experiment:
    """A training that is over. One that is renamed or goes on is equal to what it was: it has the same `identity`.

    `loss` is that over the whole training data, with the penalty, after the last update. `done` and `losses`, shape
    (points,), are updates done and the objective of the next one's batch.
    """

    start: Scenario
    updates: int
    loss: float
    until: float | None
    """The loss that it was to come below; None where it was to make a number of updates."""
    needed: int | None
    """How many updates it took to come below; None where it did not, or had not to."""
    done: Array
    losses: Array
    is_mixed: bool = False
    """Whether settings were changed on the way."""
    title: str = ""
    name: str = ""
    """What a person calls it."""
    identity: object = field(default_factory=object, repr=False)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Experiment) and self.identity is other.identity

    def __hash__(self) -> int:
        return hash(self.identity)


def of_run(run: Run, until: float | None = None, needed: int | None = None, title: str = "") -> Experiment:
    """Return the experiment that a run is as far as it has come; where it came below a loss, up to there."""
    updates = run.updates if needed is None else needed
    with np.errstate(all="ignore"):
        loss = Objective(run.settings(max(updates - 1, 0))).value(run.theta(updates))
    is_mixed = any(stretch.run.start < updates for stretch in run.stretches()[1:])
    return Experiment(run.origin(), updates, loss, until, needed, *_curve(run, updates), is_mixed, title)


def of_trial(trial: Trial, title: str = "") -> Experiment:
    """Return what a trial that is over came to."""
    return of_run(trial.run, trial.until, trial.needed, title)


def _curve(run: Run, updates: int) -> tuple[Array, Array]:
    losses = run.losses_after(0)[:updates]
    picked = np.unique(np.linspace(0, max(losses.size - 1, 0), MOST_POINTS).round().astype(np.intp))[: losses.size]
    return picked.astype(np.float64), losses[picked].copy()
