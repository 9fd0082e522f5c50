"""Exporting from the window: a CSV file written in slices of a few milliseconds, with progress and cancel.

The rows come from the run that is looked at, updates before an edit included, so the file says what the screen shows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.run import Run
from explainer.engine.scenario.scenario import Scenario
from explainer.export.course_csv import epochs_in_pieces, updates_in_pieces
from explainer.export.csv_form import PLAIN, CsvForm
from explainer.export.destinations import spare_sources
from explainer.export.steps_csv import steps_in_pieces
from explainer.export.whole_file import ExportError, whole_file
from explainer.state.background.work import Slices, until_time_is_up
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.update_plan import plan_of

_UPDATES_AT_ONCE = 16
_NO_MORE = object()


class CsvLevel(StrEnum):
    """What a row of the file is about."""

    STEP = "step"
    UPDATE = "update"
    EPOCH = "epoch"


@dataclass(frozen=True)
class Request:
    """What to write where: the updates `first` to `last`, counted from 1, both included."""

    path: Path
    level: CsvLevel
    first: int
    last: int
    form: CsvForm = PLAIN


def row_count(run: Run, level: CsvLevel, first: int, last: int) -> int:
    """Return how many rows the updates `first` to `last` have, computed or not, the header not counted."""
    if level is CsvLevel.STEP:
        return _steps_between(run, first, last)
    if level is CsvLevel.EPOCH:
        per_epoch = run.scenario.updates_per_epoch
        return last // per_epoch - (first - 2) // per_epoch
    return last - first + 2


def _steps_between(run: Run, first: int, last: int) -> int:
    """Return how many rows the updates have; the last run of the stretches goes on as far as they do."""
    *past, (latest, _) = run.stretches()
    parts = [(part.run.scenario, part.run.start + 1, part.stop) for part in past]
    parts.append((latest.scenario, latest.start + 1, last))
    return sum(_steps_of(scenario, max(first, begin), min(last, end)) for scenario, begin, end in parts)


def _steps_of(scenario: Scenario, first: int, last: int) -> int:
    if first > last:
        return 0
    per_epoch, size = scenario.updates_per_epoch, scenario.samples_per_batch
    last_batches = last // per_epoch - (first - 1) // per_epoch
    last_size = scenario.data.samples - (per_epoch - 1) * size
    others = last - first + 1 - last_batches
    return others * len(plan_of(scenario, size)) + last_batches * len(plan_of(scenario, last_size))


_PIECES = {CsvLevel.STEP: steps_in_pieces, CsvLevel.UPDATE: updates_in_pieces, CsvLevel.EPOCH: epochs_in_pieces}


class Exporter(QObject):
    """Writes one file at a time while the window stays alive; computes the updates that are missing.

    `progressed` tells (done, total). One of `finished` with the path, `failed` with a sentence for the person and
    `cancelled` comes at the end; after the last two there is no new file and an old one is as it was.
    """

    progressed = Signal(object, object)  # Qt's int ends at 2³¹
    finished = Signal(str)
    failed = Signal(str)
    cancelled = Signal()

    def __init__(
        self, walkthrough: Walkthrough, parent: QObject | None = None, clock: Callable[[], float] = perf_counter
    ) -> None:
        super().__init__(parent or walkthrough)
        self._walkthrough = walkthrough
        self._writing: Generator[None] | None = None
        self._path = Path()
        self._rows = self._done = self._total = 0
        self._write_slice = until_time_is_up(self._write_piece, clock)
        self._slices = Slices(self._work, self, clock, is_urgent=True)

    @property
    def is_exporting(self) -> bool:
        return self._slices.is_working

    @property
    def rows(self) -> int:
        """How many rows the last file has, the header not counted."""
        return self._rows

    def start(self, request: Request) -> None:
        """Begin to write a file; one that is being written is cancelled."""
        self.cancel()
        run = self._walkthrough.run
        missing = max(request.last - run.updates, 0)
        self._path = request.path
        self._rows = self._done = 0
        self._total = missing + row_count(run, request.level, request.first, request.last)
        self._writing = self._write(run, request)
        self._slices.start()

    def cancel(self) -> None:
        """Stop writing and leave no file."""
        if self.is_exporting:
            self._end()
            self.cancelled.emit()

    def _write(self, run: Run, request: Request) -> Generator[None]:
        spare_sources(request.path, run.scenario, self._walkthrough.name)
        with whole_file(request.path) as stream:
            yield from self._compute(run, request.last)
            count = request.last - request.first + 1
            for rows in _PIECES[request.level](stream, run, request.first, count, request.form):
                self._rows += rows
                self._done += rows
                yield

    def _compute(self, run: Run, updates: int) -> Iterator[None]:
        """Compute the updates that are missing, as far as their numbers are finite."""
        while run.updates < updates and run.stopped is None:
            grow = self._walkthrough.grow if run is self._walkthrough.run else run.advance
            self._done += grow(min(_UPDATES_AT_ONCE, updates - run.updates))
            yield

    def _work(self, count: int) -> int:
        try:
            left = self._write_slice(count)
        except ExportError as error:
            self._end()
            self.failed.emit(str(error))
        except Exception:
            self._end()
            self.failed.emit("The export ended because of a fault of the program. No file was written.")
            raise
        else:
            if left:
                self.progressed.emit(self._done, self._total)
                return left
            self._end()
            self.finished.emit(str(self._path))
        return 0

    def _write_piece(self) -> bool:
        """Write some rows; tell whether there are more."""
        return self._writing is not None and next(self._writing, _NO_MORE) is not _NO_MORE

    def _end(self) -> None:
        self._slices.stop()
        if self._writing is not None:
            with suppress(ExportError):
                self._writing.close()
        self._writing = None
