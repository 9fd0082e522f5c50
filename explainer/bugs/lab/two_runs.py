"""The right program and the one with the bug, trained from the same start."""

from __future__ import annotations

from typing import NamedTuple

from explainer.bugs.lab.program import right
from explainer.engine.arrays import Array
from explainer.engine.measure.evaluate import evaluate
from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario


class Pair(NamedTuple):
    """What the right program and the wrong one come to."""

    right: float
    wrong: float


class TwoRuns:
    """Both runs, which are advanced together; one that stops, because its numbers are not finite, is left behind."""

    def __init__(self, start: Scenario) -> None:
        self.start = start
        self._runs = Run(right(start)), Run(start)
        self._found: dict[int, Pair] = {}

    @property
    def done(self) -> int:
        """How many updates those have made that can go on."""
        return min((run.updates for run in self._runs if run.stopped is None), default=0)

    @property
    def is_stuck(self) -> bool:
        return all(run.stopped is not None for run in self._runs)

    def advance(self, count: int, until: int) -> int:
        """Let both make up to `count` more updates, no more than `until`; return how many were made."""
        before = self.done
        goal = min(before + count, until)
        for run in self._runs:
            if run.stopped is None and run.updates < goal:
                run.advance(goal - run.updates)
        return 0 if self.is_stuck else self.done - before

    def losses(self, until: int) -> tuple[Array, Array]:
        """Return the losses of both, right and wrong, before each of so many updates."""
        right, wrong = (run.losses[:until] for run in self._runs)
        return right, wrong

    def after(self, updates: int) -> Pair | None:
        """Return the errors over all the training data after that many updates, NaN where a run has stopped before;
        None where they are not there yet."""
        if updates not in self._found and (self.is_stuck or self.done >= updates):
            self._found[updates] = Pair(*(_error(run, updates) for run in self._runs))
        return self._found.get(updates)


def _error(run: Run, updates: int) -> float:
    if run.updates < updates:
        return float("nan")
    scenario = run.scenario_after(updates)
    return float(evaluate(scenario, scenario.theta).objective)
