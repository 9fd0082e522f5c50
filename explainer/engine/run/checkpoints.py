"""What runs keep within a bounded number of bytes: states to replay from, and a few working spaces and passes."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator
from typing import Any, Protocol
from weakref import WeakKeyDictionary, WeakSet

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass

_FIRST_STRIDE = 16
_ALWAYS_KEPT = 2**18
"""This many bytes of states are never thinned out: else to go back would mean to train again."""


class Checkpoints:
    """State vectors at every `stride`-th update from the run's start; when full, every other one is dropped."""

    def __init__(self, state: Array, max_bytes: int) -> None:
        self.stride = _FIRST_STRIDE
        self._most = max(2, max_bytes // state.nbytes)
        self.rows = np.zeros((1, state.size))
        self._count = 0

    @property
    def next_due(self) -> int:
        """After how many updates the next checkpoint is to be kept."""
        return self._count * self.stride

    @property
    def nbytes(self) -> int:
        return self.rows.nbytes

    def keep(self, done: int, state: Array) -> None:
        """Keep `state`, reached after `done` updates, if one is due there."""
        if done == self.next_due and self._count == self._most:
            self._halve()
        if done != self.next_due:
            return
        if self._count == len(self.rows):
            self._make_room(min(self._most, 2 * self._count))
        self.rows[self._count] = state
        self._count += 1

    def thin(self) -> bool:
        """Keep every other state only, and no more room than they need; False where they are few already."""
        if self._count <= 2 or self.nbytes <= _ALWAYS_KEPT:
            return False
        self._halve()
        self._make_room(self._count)
        return True

    def _halve(self) -> None:
        kept = self.rows[: self._count : 2].copy()
        self.rows[: len(kept)] = kept
        self._count, self.stride = len(kept), self.stride * 2

    def _make_room(self, rows: int) -> None:
        moved = np.zeros((rows, self.rows.shape[1]))
        moved[: self._count] = self.rows[: self._count]
        self.rows = moved

    def before(self, done: int) -> tuple[int, Array]:
        """Return the last checkpoint at or before `done` updates: (updates done, state)."""
        index = min(done // self.stride, self._count - 1)
        return index * self.stride, self.rows[index]


MOST_BYTES = 128 * 2**20
_AWAKE, _PASSES = 2, 4


class Holder(Protocol):
    """What computes updates and keeps some of their numbers."""

    @property
    def kept_bytes(self) -> int:
        """The size of its losses and checkpoints."""

    @property
    def checkpoint_bytes(self) -> int:
        """The size of its checkpoints alone."""

    def arrays(self) -> Iterator[NDArray[Any]]:
        """Go through all that it holds as long as it is there; others may hold some of it too."""

    def thin(self) -> bool:
        """Drop every other checkpoint; tell whether there were enough of them."""

    def rest(self) -> None:
        """Give the working space back."""


class MemoryBudget:
    """Keeps the losses and checkpoints of its runs within `most_bytes`, as far as checkpoints can be thinned, and
    working space for only those `awake` that were at work last."""

    def __init__(self, most_bytes: int = MOST_BYTES, awake: int = _AWAKE) -> None:
        self.most_bytes, self._most_awake = most_bytes, awake
        self._holders: WeakSet[Holder] = WeakSet()
        self._awake: WeakKeyDictionary[Holder, None] = WeakKeyDictionary()
        self._passes: dict[tuple[Hashable, int], Pass] = {}

    def join(self, holder: Holder) -> None:
        """Count what this one keeps from now on, as long as it is there."""
        self._holders.add(holder)
        self.settle()

    def wake(self, holder: Holder) -> None:
        """Let it have working space; the one whose work is longest ago gives back its own."""
        self._awake.pop(holder, None)
        self._awake[holder] = None
        while len(self._awake) > self._most_awake:
            tired = next(iter(self._awake))
            del self._awake[tired]
            tired.rest()

    def settle(self) -> None:
        """Thin the largest checkpoints until all that is kept fits."""
        while sum(holder.kept_bytes for holder in self._holders) > self.most_bytes:
            if not any(holder.thin() for holder in self._largest_first()):
                return

    def _largest_first(self) -> list[Holder]:
        return sorted(self._holders, key=lambda holder: holder.checkpoint_bytes, reverse=True)

    def recall(self, owner: Hashable, number: int, make: Callable[[], Pass]) -> Pass:
        """Return update `number` of its owner, one of the last few that were asked for, or else made again."""
        found = self._passes.pop((owner, number), None) or make()
        self._passes[owner, number] = found
        if len(self._passes) > _PASSES:
            del self._passes[next(iter(self._passes))]
        return found

    def bytes_beside(self, shown: Iterable[Holder]) -> int:
        """Return the size of all arrays that are held, without those that these hold."""
        known = {id(array) for holder in shown for array in holder.arrays()}
        held = {id(array): array.nbytes for holder in self._holders for array in holder.arrays()}
        return sum(size for array, size in held.items() if array not in known)
