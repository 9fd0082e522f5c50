"""A bounded number of states along a run, from which every other is replayed."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array

_FIRST_STRIDE = 16
_ALWAYS_KEPT = 2**18
"""So many bytes of states are never thinned out: else to go back would mean to train again."""


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
