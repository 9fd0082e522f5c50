"""The lab book: each training that was asked for as an experiment, and sweeps over settings and seeds."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from math import prod
from weakref import ReferenceType, ref

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.run import Run
from explainer.engine.run.trial import MOST_UPDATES, Trial
from explainer.files.checks import ScenarioError
from explainer.files.wording import counted
from explainer.lab_book.book_table import setting_name
from explainer.lab_book.experiment import Experiment, of_run, of_trial
from explainer.lab_book.reports import outcome, summary
from explainer.lab_book.sweep import Sweep, SweepRow, row_of
from explainer.state.background.trainer import Trainer
from explainer.state.background.work import Slices
from explainer.state.walkthrough.walkthrough import Walkthrough

MOST_EXPERIMENTS = 500
_FIRST_SLICE = 16
FULL = f"The lab book is full: it holds {MOST_EXPERIMENTS} experiments. Remove some to go on."


class LabBook(QObject):
    """Writes down every training that a person asked for, once it is over; one that goes on takes its place.

    `is_aside` tells that a training is not a person's own, as on the way to a lesson's card. `changed` when there are
    other experiments, `progressed` when a sweep is further, has begun or has ended; `said` carries a sentence.
    """

    changed = Signal()
    progressed = Signal()
    said = Signal(str)

    def __init__(
        self, walkthrough: Walkthrough, trainer: Trainer, is_aside: Callable[[], bool], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._walkthrough, self._trainer, self._is_aside = walkthrough, trainer, is_aside
        self.experiments: tuple[Experiment, ...] = ()
        self._removed: tuple[tuple[int, Experiment], ...] = ()
        self._run: Run | None = None
        self._until: float | None = None
        self._last: tuple[ReferenceType[Run], Experiment] | None = None
        self._sweep: Sweep | None = None
        self._rows: list[SweepRow] = []
        self._trials: Iterator[tuple[tuple[object, ...], Trial]] = iter(())
        self._trial: tuple[tuple[object, ...], Trial] | None = None
        self._title = ""
        self._slices = Slices(self._work, self, first=_FIRST_SLICE)
        trainer.started.connect(self._on_started)
        trainer.progressed.connect(self._on_progressed)
        trainer.reached.connect(self._on_reached)
        trainer.finished.connect(self._on_finished)

    # what was trained

    def _on_started(self) -> None:
        self._run = None if self._is_aside() else self._walkthrough.run
        self._until = self._trainer.below

    def _on_progressed(self) -> None:
        self._until = self._trainer.below if self._trainer.is_training else self._until

    def _on_reached(self, update: int, below: float) -> None:
        self._run = None
        self._write(self._walkthrough.run, below, update - 1)

    def _on_finished(self) -> None:
        run, self._run = self._run, None
        if run is not None and run.updates and self._trainer.is_asked:
            self._write(run, self._until, None)

    def _write(self, run: Run, until: float | None, needed: int | None) -> None:
        """Write an experiment down, in the place of the one that it goes on with."""
        before = self._last[1] if self._last and self._last[0]() is run else None
        experiment = of_run(run, until, needed, self._walkthrough.title)
        if before in self.experiments and before.until in (None, until):
            place = self.experiments.index(before)
            experiment = replace(experiment, name=self.experiments[place].name, identity=before.identity)
            self.change(place, experiment)
        elif self._has_room():
            self._set((*self.experiments, experiment))
        else:
            return
        self._last = ref(run), experiment

    def _has_room(self, count: int = 1) -> bool:
        has_room = len(self.experiments) + count <= MOST_EXPERIMENTS
        if not has_room:
            self.said.emit(FULL)
        return has_room

    def _set(self, experiments: Sequence[Experiment]) -> None:
        self.experiments = tuple(experiments)
        self.changed.emit()

    # what a person does with it

    def change(self, place: int, experiment: Experiment) -> None:
        """Put another experiment in the place of one."""
        self._set((*self.experiments[:place], experiment, *self.experiments[place + 1 :]))

    def rename(self, place: int, name: str) -> None:
        """Call an experiment by a name of one's own; nothing takes it away."""
        self.change(place, replace(self.experiments[place], name=name.strip()))

    def remove(self, places: Sequence[int]) -> None:
        """Remove experiments; `put_back` brings those that were removed last again."""
        if not places:
            return
        gone = set(places)
        self._removed = tuple((place, self.experiments[place]) for place in sorted(gone))
        self._set([experiment for place, experiment in enumerate(self.experiments) if place not in gone])
        self.said.emit(f"{counted(len(places), 'experiment')} removed from the lab book.")

    @property
    def has_removed(self) -> bool:
        """Whether `put_back` brings anything back."""
        return bool(self._removed)

    def put_back(self) -> None:
        """Bring back what was removed last, to the places where it was."""
        if not self._removed or not self._has_room(len(self._removed)):
            return
        experiments = list(self.experiments)
        for place, experiment in self._removed:
            experiments.insert(place, experiment)
        self._removed = ()
        self._set(experiments)

    def open_again(self, place: int) -> None:
        """Open what an experiment began with; undo leads back."""
        self._walkthrough.open(self.experiments[place].start, "")

    # sweeps

    @property
    def is_sweeping(self) -> bool:
        return self._sweep is not None

    @property
    def sweep_done(self) -> tuple[int, int]:
        """How many trainings of the sweep are over, and how many there are."""
        return len(self._rows), len(self._sweep or ())

    def sweep(
        self, values: Mapping[str, Sequence[object]], seeds: Sequence[int], until: float, most: int = MOST_UPDATES
    ) -> None:
        """Train with each combination of values and seeds, from the starting weights, in the background.

        Raises ScenarioError, with nothing begun, where a setting cannot be or there is no room for as many.
        """
        count = prod(map(len, values.values())) * max(len(seeds), 1)
        if len(self.experiments) + count > MOST_EXPERIMENTS:
            there = counted(len(self.experiments), "experiment")
            raise ScenarioError(
                f"These are {counted(count, 'training')}; the lab book has {there} of at most {MOST_EXPERIMENTS}."
            )
        sweep = Sweep(self._walkthrough.starting, values, seeds, until, most)
        self.stop()
        self._sweep, self._rows, self._title = sweep, [], self._walkthrough.title
        self._trials, self._trial = sweep.trials(), None
        self._slices.forget()
        self._slices.start()
        self.progressed.emit()

    def stop(self) -> None:
        """End a sweep; the trainings that are over stay."""
        if self._sweep is None:
            return
        self._slices.stop()
        self._sweep, self._trial = None, None
        self.progressed.emit()

    def finish(self) -> None:
        """Go through the whole sweep at once."""
        while self._slices.run():
            pass

    def _work(self, count: int) -> int:
        if self._sweep is None:
            return 0
        if self._trial is None:
            self._trial = next(self._trials, None)
        if self._trial is None:
            self._end_sweep(self._sweep)
            return 0
        values, trial = self._trial
        made = trial.advance(count)
        if trial.is_over:
            self._trial = None
            self._rows.append(row_of(values, trial))
            self._set((*self.experiments, of_trial(trial, self._title)))
            self.progressed.emit()
        return max(made, 1)

    def _end_sweep(self, sweep: Sweep) -> None:
        *settings, last = sweep.settings
        told = summary([*map(setting_name, settings), last], self._rows)
        self._sweep = None
        self.said.emit(f"{told[0] if len(told) == 1 else outcome(self._rows, sweep.until)}.")
        self.progressed.emit()
