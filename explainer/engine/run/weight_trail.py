"""Where two parameters of a run were, after updates spread evenly over it."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.run.run import Run, RunStretch
from explainer.engine.scenario.network import Parameter

_REPLAYED = 16
"""How many updates may be replayed from one sample to the next; for a wider stride, only checkpoints are taken."""


class Sample(NamedTuple):
    """A moment of a run, after `done` updates; `run` is the run itself or that past of it which made the moment."""

    run: Run
    done: int


def samples(run: Run, most: int) -> tuple[Sample, ...]:
    """Return moments from the start of a run to its last update, at most `most` of them, 2 ≤ most.

    They are evenly spread, every stretch between two edits by itself, so the moment of an edit is one of them. Where
    there is room for every update all are there; else those at a stride that is a power of two, and the last. A longer
    run has those of a shorter one, or every other of them. `run.state(done)` of any is exact, and quick if they are
    asked for in order.
    """
    last, stride, stretches = Sample(run, run.updates), 1, run.stretches()
    while (count := sum(map(len, _ranges(stretches, stride)))) >= most and stride <= run.updates:
        stride *= 2
    taken = _samples(stretches, stride)
    step = 1 if count < most else -(-count // (most - 1))  # more edits than there is room for
    return (*islice(taken, 0, None, step), last)


def _ranges(stretches: list[RunStretch], stride: int) -> Iterator[range]:
    """Go through what every `stride`-th update is in each stretch; the last update of all is left out."""
    for run, stop in stretches:
        own = stride if stride <= _REPLAYED else max(stride, run.checkpoint_stride)
        yield range(run.start, stop, own)


def _samples(stretches: list[RunStretch], stride: int) -> Iterator[Sample]:
    for (run, _), taken in zip(stretches, _ranges(stretches, stride), strict=True):
        yield from (Sample(run, done) for done in taken)


MOST = 240


class Trail(NamedTuple):
    """Two parameters after `done` updates: their values `x` and `y`, all three of the same length."""

    done: NDArray[np.intp]
    x: Array
    y: Array


class Tracker:
    """Follows two parameters through a run as it grows, a few moments at a time; what it has seen it does not look up
    again, not even in a run that goes on otherwise after an edit."""

    def __init__(self, run: Run, first: Parameter, second: Parameter, most: int = MOST) -> None:
        self._run, self._indices, self._most = run, (first.index, second.index), most
        self._seen: dict[Sample, tuple[float, float]] = {}
        self._moments: tuple[Sample, ...] = ()

    def follow(self, run: Run) -> None:
        """Be about this run."""
        self._run = run

    @property
    def left(self) -> int:
        """How many moments are still to be looked up."""
        return sum(moment not in self._seen for moment in self._spread())

    def look_up(self, count: int) -> None:
        """Look up the next `count` moments, or as many as are left."""
        first, second = self._indices
        for moment in [moment for moment in self._spread() if moment not in self._seen][:count]:
            theta = self._run.theta(moment.done)
            self._seen[moment] = (float(theta[first]), float(theta[second]))

    @property
    def trail(self) -> Trail:
        """What has been looked up, in order."""
        known = [moment for moment in self._spread() if moment in self._seen]
        places = np.array([self._seen[moment] for moment in known]).reshape(-1, 2)
        return Trail(np.array([moment.done for moment in known], dtype=np.intp), places[:, 0], places[:, 1])

    def _spread(self) -> tuple[Sample, ...]:
        """The moments of the run as long as it is now; what was seen of others is forgotten."""
        last = Sample(self._run, self._run.updates)
        if not self._moments or self._moments[-1] != last:
            self._moments = samples(self._run, self._most)
            self._seen = {moment: self._seen[moment] for moment in self._moments if moment in self._seen}
        return self._moments
