"""How an export goes through a run: computing it as far as needed, and writing a table piece by piece."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario

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


def stretches_between(run: Run, first: int, last: int) -> Iterator[tuple[Scenario, int, int]]:
    """Go through the scenarios in force after `first` to `last` updates, computed or not, each with the first and the
    last of these numbers."""
    *past, (latest, _) = run.stretches()
    parts = [*((part.run, part.stop - 1) for part in past), (latest, last)]
    for part, end in parts:
        if (low := max(first, part.start)) <= (high := min(last, end)):
            yield part.scenario, low, high


Pieces = Generator[int, None, int]
"""Yields how many rows each piece had, and returns how many updates there were."""


def finish(pieces: Pieces) -> int:
    """Write all the rest of a table and return how many updates it has."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return int(end.value)
