"""A run: the loss of every update, a bounded number of checkpoints, and any update replayed from them bit for bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.run.checkpoints import MemoryBudget
from explainer.engine.run.loss_course import Course
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import initial_state
from explainer.engine.update.training_loop import Stepper, run_pass
from explainer.engine.update.update_pass import Pass

CHECKPOINT_BYTES = 8 * 2**20


class RunStretch(NamedTuple):
    """The updates after the first `run.start`, up to `stop`, that a run or a past of it made."""

    run: Run
    stop: int


class Run:
    """Training from a scenario, as far as it has been computed; more updates can be added at the end.

    A run may have a past: another run whose first `start` updates it shares, from before an edit. Runs that are looked
    at in turn have their memory in common: what rests gives its working space back.
    """

    def __init__(
        self,
        scenario: Scenario,
        past: Run | None = None,
        start: int = 0,
        max_bytes: int = CHECKPOINT_BYTES,
        memory: MemoryBudget | None = None,
    ) -> None:
        self.scenario = scenario
        self.start: int = start
        self.past: Run | None = past._at(start - 1) if past is not None and start else None
        self.memory: MemoryBudget = memory or (past.memory if past is not None else MemoryBudget())
        self.course = Course(scenario, self._first_state(), start, self.memory, max_bytes)

    def _first_state(self) -> Array:
        first = initial_state(self.scenario)
        past = self.past
        if past is None or self._forgets(past.scenario):
            return first
        remembered = past.state(self.start)[self.scenario.network.size :]
        return frozen(np.concatenate([self.scenario.theta, remembered]))

    def _forgets(self, before: Scenario) -> bool:
        """Tell whether the optimizer's memory of an earlier scenario means nothing in this one."""
        if self.scenario.optimizer.rule.is_minimiser:
            return True
        if before.keeps_sums != self.scenario.keeps_sums:
            return True
        return before.optimizer.name != self.scenario.optimizer.name or before.network != self.scenario.network

    @property
    def updates(self) -> int:
        """How many updates have been computed."""
        return self.course.updates

    @property
    def stopped(self) -> int | None:
        """The update that could not be made because its numbers are not finite; None where all could."""
        return self.course.stopped

    @property
    def losses(self) -> Array:
        """The objective of each update's batch before that update, shape (updates,), read-only."""
        pieces = [run.course.losses[: stop - run.start] for run, stop in self.stretches()]
        joined = pieces[0] if len(pieces) == 1 else np.concatenate(pieces)
        joined.flags.writeable = False
        return joined

    def losses_after(self, done: int) -> Array:
        """Return the losses of the updates after the first `done`, read-only; quick where those are new ones."""
        return self.losses[done:] if done < self.start else self.course.losses[done - self.start :]

    def loss(self, number: int) -> float:
        """Return the objective of update `number` (from 1) before it. Raises IndexError if it is not computed yet."""
        if not 1 <= number <= self.updates:
            raise IndexError(f"update {number}: only {self.updates} have been computed")
        run = self._at(number - 1)
        return float(run.course.losses[number - 1 - run.start])

    def branch(self, scenario: Scenario, start: int) -> Run:
        """Return a new run that shares the first `start` updates of this one and goes on with `scenario`, whose
        parameters are those after `start` updates."""
        return Run(scenario, self, start)

    def renamed(self, names: Sequence[Sequence[str]]) -> Run:
        """Return the same run, past and all, with other names of its units and the same numbers."""
        runs = [copy(stretch.run) for stretch in self.stretches()]
        for run in runs:
            run.scenario = run.scenario.renamed(names)
        for past, run in pairwise(runs):
            run.past = past
        return runs[-1]

    @property
    def checkpoint_stride(self) -> int:
        """How many updates lie between two checkpoints; the first is kept at `start`."""
        return self.course.checkpoint_stride

    @property
    def courses(self) -> list[Course]:
        """What this run and those of its past hold."""
        return [run.course for run, _ in self.stretches()]

    def stretches(self) -> list[RunStretch]:
        """Return the runs that this one is made of, earliest first, and the updates that were done where each ends."""
        found = [RunStretch(self, self.updates)]
        while (past := found[-1].run.past) is not None:
            found.append(RunStretch(past, found[-1].run.start))
        return found[::-1]

    def origin(self) -> Scenario:
        """Return the scenario that the run began with, before any edit in mid-run."""
        return self._at(-1).scenario

    def _at(self, done: int) -> Run:
        """Return the run, this or a past one, that the state after `done` updates belongs to."""
        run = self
        while run.past is not None and done < run.start:
            run = run.past
        return run

    def advance(self, count: int) -> int:
        """Compute up to `count` more updates and return how many were made: fewer only where the run stops."""
        return self.course.advance(count)

    def state(self, done: int) -> Array:
        """Return theta and the optimizer's memory after `done` updates, replayed exactly.

        Raises IndexError if fewer have been computed.
        """
        if not 0 <= done <= self.updates:
            raise IndexError(f"{done} updates: only {self.updates} have been computed")
        return frozen(self._at(done).course.state(done))

    def theta(self, done: int) -> Array:
        """Return the parameters after `done` updates."""
        return self.state(done)[: self._at(done).scenario.network.size]

    def settings(self, done: int) -> Scenario:
        """Return the scenario in force after `done` updates, whatever the parameters are by then."""
        return self._at(done).scenario

    def scenario_after(self, done: int) -> Scenario:
        """Return the scenario in force after `done` updates, with the parameters that its next update starts from."""
        return self._at(done).scenario.with_theta(self.theta(done))

    def pass_of(self, number: int) -> Pass:
        """Return update `number` (from 1) with all its numbers; the one after the last computed is allowed too."""
        run = self._at(number - 1)
        return self.memory.recall(run, number, lambda: run_pass(run.scenario, number, run.state(number - 1)))

    def passes(self, first: int, last: int) -> Iterator[Pass]:
        """Go through the updates `first` to `last` (from 1), much faster than by `pass_of`.

        They share one working space: a pass may be looked at only until the next one is asked for. Only the state that
        the first begins with must have been computed, or IndexError is raised.
        """
        for run, stop in self.stretches():
            begin, end = max(first - 1, run.start), last if run is self else min(stop, last)
            if begin < end:
                stepper = Stepper(run.scenario, run.state(begin), begin)
                for _ in range(begin, end):
                    yield stepper.step_pass()
