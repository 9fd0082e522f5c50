"""The calculation as CSV: one row for every step of every update."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TextIO

from explainer.engine.run.run import Run
from explainer.engine.update.update_pass import Pass
from explainer.export.csv_form import PLAIN, CsvForm
from explainer.export.pieces import Pieces, finish
from explainer.export.reach import Progress, no_progress, reach
from explainer.export.step_rows import StepRows

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
    form: CsvForm = PLAIN,
    progress: Progress = no_progress,
) -> int:
    """Write the steps of `count` updates from update `first` (from 1), one update after the other.

    Returns how many updates were written: fewer than `count` only
    where the run stops being finite.
    """
    return finish(steps_in_pieces(stream, run, first, count, form, progress))


def steps_in_pieces(
    stream: TextIO, run: Run, first: int, count: int, form: CsvForm, progress: Progress = no_progress
) -> Pieces:
    """Do what `write_steps` does, piece by piece."""
    form.begin(stream)([HEADER])
    rows, written = StepRows(stream, form), 0
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
