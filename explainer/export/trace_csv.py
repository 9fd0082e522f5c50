"""The calculation as CSV: one row for every step of every update."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from explainer.engine.passes import Pass
from explainer.engine.run import Run
from explainer.export.reach import Progress, no_progress, reach
from explainer.export.step_rows import StepRows
from explainer.export.table import Pieces, finish, table_writer
from explainer.trace.notation import Notation

HEADER = (
    "step",
    "epoch",
    "update",
    "sample",
    "phase",
    "operation",
    "layer",
    "unit",
    "parameter",
    "symbol",
    "formula",
    "substitution",
    "value",
)
_AHEAD = 32
"""Updates that a run lacks are computed so many at a time."""


def write_steps(
    stream: TextIO,
    run: Run,
    first: int,
    count: int,
    spreadsheet: bool = False,
    progress: Progress = no_progress,
    notation: Notation = Notation.WORKED,
) -> int:
    """Write the steps of `count` updates from update `first` (from 1), one update after the other.

    Symbols and parameters are named as in `notation`. Returns how many updates were written: fewer than `count` only
    where the run stops being finite.
    """
    return finish(steps_in_pieces(stream, run, first, count, spreadsheet, progress, notation))


def steps_in_pieces(
    stream: TextIO,
    run: Run,
    first: int,
    count: int,
    spreadsheet: bool,
    progress: Progress = no_progress,
    notation: Notation = Notation.WORKED,
) -> Pieces:
    """Do what `write_steps` does, piece by piece."""
    table_writer(stream, spreadsheet)([HEADER])
    rows, written = StepRows(stream, spreadsheet, notation), 0
    for p in finite_passes(run, first, count, progress):
        yield from rows.write(p)
        written += 1
        progress(p.number)
    return written


def finite_passes(run: Run, first: int, count: int, progress: Progress = no_progress) -> Iterator[Pass]:
    """Go through the updates of a run, computing what is missing, up to the last whose numbers are all finite.

    A pass may be looked at only until the next one is asked for.
    """
    if not (count and reach(run, first - 1, progress)):
        return
    last = first + count - 1
    for p in run.passes(first, last):
        if p.number > run.updates:
            reach(run, min(run.updates + _AHEAD, last))
        if p.number > run.updates or not p.arrays.is_finite():
            return
        yield p
