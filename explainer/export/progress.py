"""Long work done little by little: computing a run as far as an export needs it, and writing a table piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Generator

from explainer.engine.run.run import Run

Progress = Callable[[int], object]
"""Gets how many updates are done; what it raises ends the export."""

_SLICE = 32


def no_progress(updates: int) -> None:
    """Show nothing."""


def reach(run: Run, updates: int, progress: Progress = no_progress) -> bool:
    """Compute the run up to that many updates, and tell whether it got there: not where it stops being finite."""
    while run.updates < updates and run.stopped is None:
        run.advance(min(_SLICE, updates - run.updates))
        progress(run.updates)
    return run.updates >= updates


Pieces = Generator[int, None, int]
"""Yields how many rows each piece had, and returns how many updates there were."""


def finish(pieces: Pieces) -> int:
    """Write all the rest of a table and return how many updates it has."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return int(end.value)
