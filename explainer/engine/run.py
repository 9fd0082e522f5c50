"""A run: the loss of every update, a bounded number of checkpoints, and any update replayed from them bit for bit."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import copy

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.checkpoints import Checkpoints
from explainer.engine.passes import Pass, run_pass
from explainer.engine.scenario import Scenario
from explainer.engine.state import initial_state
from explainer.engine.stepper import Stepper
from explainer.functions.optimizers import OPTIMIZERS

CHECKPOINT_BYTES = 8 * 2**20
_SLICE = 256
_KEPT_PASSES = 4


class Run:
    """Training from a scenario, as far as it has been computed; more updates can be added at the end.

    A run may have a past: another run whose first `start` updates it shares, from before an edit.
    It stops where numbers stop being finite: `stopped` then names the update that could not be made, else it is None.
    """

    def __init__(
        self, scenario: Scenario, past: Run | None = None, start: int = 0, max_bytes: int = CHECKPOINT_BYTES
    ) -> None:
        self.scenario = scenario
        self.start: int = start
        self.past: Run | None = past._at(start - 1) if past is not None and start else None
        self.stopped: int | None = None
        first = self._first_state()
        self._head, self._replay = Stepper(scenario, first, start), Stepper(scenario, first, start)
        self._checkpoints = Checkpoints(first, max_bytes)
        self._losses = np.zeros(64)
        self._recent: dict[int, Pass] = {}

    def _first_state(self) -> Array:
        first = initial_state(self.scenario)
        past = self.past
        if past is None or self._forgets(past.scenario):
            return first
        remembered = past.state(self.start)[self.scenario.network.size :]
        return frozen(np.concatenate([self.scenario.theta, remembered]))

    def _forgets(self, before: Scenario) -> bool:
        """Tell whether the optimizer's memory of an earlier scenario means nothing in this one."""
        if OPTIMIZERS[self.scenario.optimizer.name].is_minimiser:
            return True
        return before.optimizer.name != self.scenario.optimizer.name or before.network != self.scenario.network

    @property
    def updates(self) -> int:
        """How many updates have been computed."""
        return self._head.done

    @property
    def losses(self) -> Array:
        """The objective of each update's batch before that update, shape (updates,), read-only."""
        pieces, run, end = [], self, self.updates
        while run.past is not None:
            pieces.append(run._losses[: end - run.start])
            run, end = run.past, run.start
        pieces.append(run._losses[:end])
        joined = pieces[0][:] if len(pieces) == 1 else np.concatenate(pieces[::-1])
        joined.flags.writeable = False
        return joined

    def losses_after(self, done: int) -> Array:
        """Return the losses of the updates after the first `done`, read-only; quick where those are new ones."""
        if done < self.start:
            return self.losses[done:]
        last = self._losses[done - self.start : self.updates - self.start]
        last.flags.writeable = False
        return last

    def loss(self, number: int) -> float:
        """Return the objective of update `number` (from 1) before it. Raises IndexError if it is not computed yet."""
        if not 1 <= number <= self.updates:
            raise IndexError(f"update {number}: only {self.updates} have been computed")
        run = self._at(number - 1)
        return float(run._losses[number - 1 - run.start])

    def branch(self, scenario: Scenario, start: int) -> Run:
        """Return a new run that shares the first `start` updates of this one and goes on with `scenario`, whose
        parameters are those after `start` updates."""
        return Run(scenario, self, start)

    def renamed(self, names: Sequence[Sequence[str]]) -> Run:
        """Return the same run, past and all, with other names of its units: not a number of it is another."""
        run = copy(self)
        run.scenario = self.scenario.renamed(names)
        run.past = self.past.renamed(names) if self.past is not None else None
        run._head = Stepper(run.scenario, self._head.state, self._head.done)
        run._replay = Stepper(run.scenario, self._replay.state, self._replay.done)
        run._checkpoints, run._losses, run._recent = self._checkpoints.copy(), self._losses.copy(), {}
        return run

    @property
    def checkpoint_stride(self) -> int:
        """How many updates lie between two checkpoints; the first is kept at `start`."""
        return self._checkpoints.stride

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
        target, first = self.updates + count, self.updates
        self._reserve(target)
        with np.errstate(all="ignore"):
            while self.updates < target and self.stopped is None:
                self._advance_slice(min(_SLICE, target - self.updates))
        return self.updates - first

    def _reserve(self, updates: int) -> None:
        needed = updates - self.start
        if needed > len(self._losses):
            grown = np.zeros(max(needed, 2 * len(self._losses)))
            grown[: len(self._losses)] = self._losses
            self._losses = grown

    def _advance_slice(self, count: int) -> None:
        head, losses, checkpoints = self._head, self._losses, self._checkpoints
        first, before = head.done - self.start, head.state.copy()
        done, last = first, first + count
        while done < last:
            checkpoints.keep(done, head.state)
            stop = min(last, checkpoints.next_due)
            head.steps(losses[done:stop])
            done = stop
        if not (np.isfinite(losses[first : first + count]).all() and head.arrays.is_finite()):
            self._stop_within(first + self.start, before, count)

    def _stop_within(self, first: int, before: Array, count: int) -> None:
        """Make the slice's updates again one by one, to stop before the first that is not finite."""
        head = self._head
        head.move_to(before, first)
        for _ in range(count):
            good = head.state.copy()
            head.step()
            if not head.arrays.is_finite():
                self.stopped = head.done
                head.move_to(good, head.done - 1)
                return

    def state(self, done: int) -> Array:
        """Return theta and the optimizer's memory after `done` updates, replayed exactly.

        Raises IndexError if so many have not been computed.
        """
        if not 0 <= done <= self.updates:
            raise IndexError(f"{done} updates: only {self.updates} have been computed")
        run = self._at(done)
        return frozen(run._head.state if done == run.updates else run._replayed(done))

    def _replayed(self, done: int) -> Array:
        replay = self._replay
        kept, state = self._checkpoints.before(done - self.start)
        if not kept + self.start <= replay.done <= done:
            replay.move_to(state, kept + self.start)
        with np.errstate(all="ignore"):
            while replay.done < done:
                replay.step()
        return replay.state

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
        if number not in run._recent:
            if len(run._recent) >= _KEPT_PASSES:
                run._recent.pop(next(iter(run._recent)))
            run._recent[number] = run_pass(run.scenario, number, run.state(number - 1))
        return run._recent[number]

    def passes(self, first: int, last: int) -> Iterator[Pass]:
        """Go through the updates `first` to `last` (from 1), much faster than by `pass_of`.

        They share one working space: a pass may be looked at only until the next one is asked for. Only the state that
        the first begins with must have been computed, or IndexError is raised.
        """
        if self.past is not None and first <= self.start:
            yield from self.past.passes(first, min(last, self.start))
            first = self.start + 1
        if first <= last:
            stepper = Stepper(self.scenario, self.state(first - 1), first - 1)
            for _ in range(first, last + 1):
                yield stepper.step_pass()
