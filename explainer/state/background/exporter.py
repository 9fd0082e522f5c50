"""Exporting from the window: a CSV file written in slices of a few milliseconds, with progress and cancel.

The rows come from the run that is shown, updates before an edit included, so the file says what the screen shows.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.run import Run
from explainer.export.csv_form import PLAIN, CsvForm
from explainer.export.destinations import spare_sources
from explainer.export.levels import LEVELS
from explainer.export.progress import no_progress
from explainer.export.whole_file import ExportError, whole_file
from explainer.state.background.work import Slices, until_time_is_up
from explainer.state.walkthrough.walkthrough import Walkthrough

_UPDATES_AT_ONCE = 16
_NO_MORE = object()


@dataclass(frozen=True)
class Request:
    """What to write where: the updates `first` to `last`, counted from 1, both included, in one of the `LEVELS`."""

    path: Path
    level: str
    first: int
    last: int
    form: CsvForm = PLAIN

    def row_count(self, run: Run) -> int:
        """Return how many rows there are to be, computed or not, the header not counted."""
        return LEVELS[self.level].row_count(run, self.first, self.last)


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
        self.rows = self._done = self._total = 0
        """How many rows the last file has, the header not counted."""
        self._write_slice = until_time_is_up(self._write_piece, clock)
        self._slices = Slices(self._work, self, clock, is_urgent=True)

    @property
    def is_exporting(self) -> bool:
        return self._slices.is_working

    def start(self, request: Request) -> None:
        """Begin to write a file; one that is being written is cancelled."""
        self.cancel()
        run = self._walkthrough.run
        missing = max(request.last - run.updates, 0)
        self._path = request.path
        self.rows = self._done = 0
        self._total = missing + request.row_count(run)
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
            in_pieces = LEVELS[request.level].in_pieces
            for rows in in_pieces(stream, run, request.first, count, request.form, no_progress):
                self.rows += rows
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
