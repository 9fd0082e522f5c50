"""Computing a run as far as an export needs it."""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.run.run import Run

Progress = Callable[[int], object]
"""Is told how many updates are done; what it raises ends the export."""

_SLICE = 32


def no_progress(updates: int) -> None:
    """Tell nobody."""


def reach(run: Run, updates: int, progress: Progress = no_progress) -> bool:
    """Compute the run up to that many updates, and tell whether it got there: not where it stops being finite."""
    while run.updates < updates and run.stopped is None:
        run.advance(min(_SLICE, updates - run.updates))
        progress(run.updates)
    return run.updates >= updates
