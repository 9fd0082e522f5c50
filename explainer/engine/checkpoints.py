"""A bounded number of states along a run, from which every other is replayed."""

from __future__ import annotations

from copy import copy

import numpy as np

from explainer.engine.arrays import Array

_FIRST_STRIDE = 16


class Checkpoints:
    """State vectors at every `stride`-th update from the run's start; when full, every other one is dropped."""

    def __init__(self, state: Array, max_bytes: int) -> None:
        self.stride = _FIRST_STRIDE
        self._most = max(2, max_bytes // state.nbytes)
        self._rows = np.zeros((min(64, self._most), state.size))
        self._count = 0

    @property
    def next_due(self) -> int:
        """After how many updates the next checkpoint is to be kept."""
        return self._count * self.stride

    def keep(self, done: int, state: Array) -> None:
        """Keep `state`, reached after `done` updates, if one is due there."""
        if done == self.next_due and self._count == self._most:
            self._thin()
        if done != self.next_due:
            return
        if self._count == len(self._rows):
            more = min(self._most, 2 * self._count) - self._count
            self._rows = np.concatenate([self._rows, np.zeros((more, state.size))])
        self._rows[self._count] = state
        self._count += 1

    def copy(self) -> Checkpoints:
        """Return checkpoints of the same states, kept apart from these from now on."""
        copied = copy(self)
        copied._rows = self._rows.copy()
        return copied

    def _thin(self) -> None:
        kept = self._rows[::2].copy()
        self._rows[: len(kept)] = kept
        self._count, self.stride = len(kept), self.stride * 2

    def before(self, done: int) -> tuple[int, Array]:
        """Return the last checkpoint at or before `done` updates: (updates done, state)."""
        index = min(done // self.stride, self._count - 1)
        return index * self.stride, self._rows[index]
