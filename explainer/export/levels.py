"""The levels of detail that a run can be written in as CSV: a new one is a module of its own and an entry here."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple, TextIO

from explainer.engine.run.run import Run
from explainer.export.course_csv import epoch_count, epochs_in_pieces, update_count, updates_in_pieces
from explainer.export.csv_form import PLAIN, CsvForm
from explainer.export.progress import Pieces, Progress, finish, no_progress
from explainer.export.steps_csv import step_count, steps_in_pieces


class CsvLevel(NamedTuple):
    """What the rows of a table are about, in words; what writes it piece by piece; how many rows the updates from one
    to another have, computed or not; and whether there are formulas in it."""

    title: str
    in_pieces: Callable[[TextIO, Run, int, int, CsvForm, Progress], Pieces]
    row_count: Callable[[Run, int, int], int]
    has_formulas: bool = False


LEVELS = {
    "step": CsvLevel("every step of the calculation", steps_in_pieces, step_count, has_formulas=True),
    "update": CsvLevel("one row per update", updates_in_pieces, update_count),
    "epoch": CsvLevel("one row per epoch", epochs_in_pieces, epoch_count),
}
"""By their names on the command line; the first is the usual one."""


def write_csv(
    level: str,
    stream: TextIO,
    run: Run,
    first: int,
    count: int,
    form: CsvForm = PLAIN,
    progress: Progress = no_progress,
) -> int:
    """Write `count` updates of a run from update `first` (from 1), computing what is missing.

    Returns how many updates were written: fewer than `count` only where a number is not finite.
    """
    return finish(LEVELS[level].in_pieces(stream, run, first, count, form, progress))
