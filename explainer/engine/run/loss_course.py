"""The updates that one scenario makes from a state on: every loss, some states, and any other replayed bit for bit."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.run.checkpoints import Checkpoints, MemoryBudget
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.training_loop import Stepper

_SLICE = 256
_FEWEST_LOSSES = 64


class Course:
    """Updates from `start` on, which grow at the end. Updates are counted as in the whole run.

    It stops where numbers stop being finite: `stopped` then names the update that could not be made, else it is None.
    """

    def __init__(self, scenario: Scenario, first: Array, start: int, memory: MemoryBudget, max_bytes: int) -> None:
        self.start: int = start
        self.stopped: int | None = None
        self._scenario, self._memory = scenario, memory
        self._head = Stepper(scenario, first, start)
        self._replay: Stepper | None = None
        self._checkpoints = Checkpoints(first, max_bytes)
        self._losses = np.zeros(_FEWEST_LOSSES)
        memory.join(self)

    @property
    def updates(self) -> int:
        """How many updates of the run have been computed."""
        return self._head.done

    @property
    def losses(self) -> Array:
        """The objective of each of its updates before that update, read-only."""
        losses = self._losses[: self.updates - self.start]
        losses.flags.writeable = False
        return losses

    @property
    def checkpoint_stride(self) -> int:
        return self._checkpoints.stride

    def advance(self, count: int) -> int:
        """Compute up to `count` more updates and return how many were made: fewer only where it stops."""
        target, first, kept = self.updates + count, self.updates, self.kept_bytes
        self._memory.wake(self)
        self._reserve(target - self.start)
        with np.errstate(all="ignore"):
            while self.updates < target and self.stopped is None:
                self._advance_slice(min(_SLICE, target - self.updates))
        if self.kept_bytes > kept:
            self._memory.settle()
        return self.updates - first

    def _reserve(self, needed: int) -> None:
        room = len(self._losses)
        if needed > room:
            grown = np.zeros(max(needed, room + room // 4))
            grown[:room] = self._losses
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
        if not (np.isfinite(losses[first : first + count]).all() and head.is_finite()):
            self._stop_within(first + self.start, before, count)

    def _stop_within(self, first: int, before: Array, count: int) -> None:
        """Make the slice's updates again one by one, to stop before the first that is not finite."""
        head = self._head
        head.move_to(before, first)
        for _ in range(count):
            good = head.state.copy()
            head.step()
            if not head.is_finite():
                self.stopped = head.done
                head.move_to(good, head.done - 1)
                return

    def state(self, done: int) -> Array:
        """Return theta and the optimizer's memory after `done` updates; it changes with the next one asked for."""
        if done == self.updates:
            return self._head.state
        after, kept = self._checkpoints.before(done - self.start)
        return kept if after + self.start == done else self._replayed(done, kept, after + self.start)

    def _replayed(self, done: int, kept: Array, after: int) -> Array:
        """Return the state after `done` updates, replayed from that which was kept after fewer."""
        self._memory.wake(self)
        replay = self._replay = self._replay or Stepper(self._scenario, kept, after)
        if not after <= replay.done <= done:
            replay.move_to(kept, after)
        with np.errstate(all="ignore"):
            while replay.done < done:
                replay.step()
        return replay.state

    # memory

    @property
    def kept_bytes(self) -> int:
        return self._losses.nbytes + self.checkpoint_bytes

    @property
    def checkpoint_bytes(self) -> int:
        return self._checkpoints.nbytes

    def arrays(self) -> Iterator[NDArray[Any]]:
        yield from (self._losses, self._checkpoints.rows, self._head.state, self._scenario.theta)
        if self._replay is not None:
            yield self._replay.state
        yield from self._scenario.data.arrays()

    def thin(self) -> bool:
        return self._checkpoints.thin()

    def rest(self) -> None:
        self._head.rest()
        self._replay = None
