"""Moments spread over a run whose states are found without replaying much of it: what curves over updates go by."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import NamedTuple

from explainer.engine.run.run import Run, RunStretch

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
