"""Checks in the lab: of all samples or one, taken apart, and counted while a bug is to be found."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from explainer.bugs.lab.key import KeyRow
from explainer.bugs.lab.parts import LabCheck, LabChecker
from explainer.bugs.lab.reading import read_key
from explainer.engine.update.optimizer_state import kept_sums
from explainer.state.background.work import Slices
from explainer.state.lab.bug_lab import BugLab
from explainer.state.walkthrough.walkthrough import Walkthrough


class LabOutcome(NamedTuple):
    """What a check found, at the parameters before which update, and the rows of the key that it has; of a program
    whose bug is to be found, reading it is left to the person."""

    check: LabCheck
    update: int
    rows: tuple[KeyRow, ...]


class LabChecks(QObject):
    """Checks at the walkthrough's cursor while the window stays alive. Emits `changed` when a check has begun, has
    ended, or what it found is gone with an edit; `progressed` tells how many parameters are checked, and of how many.
    """

    changed = Signal()
    progressed = Signal(int, int)

    def __init__(self, walkthrough: Walkthrough, lab: BugLab) -> None:
        super().__init__(lab)
        self._walkthrough, self._lab = walkthrough, lab
        self._checker: LabChecker | None = None
        self._update = 1
        self.outcome: LabOutcome | None = None
        self.sample: int | None = None
        """The only sample that is checked, counted from 0; None for all."""
        self._slices = Slices(self._work, self, is_urgent=True)
        walkthrough.edited.connect(self._forget)

    @property
    def samples(self) -> int:
        """How many samples there are to choose from."""
        return self._walkthrough.known.scenario.data.samples

    @property
    def is_checking(self) -> bool:
        return self._checker is not None

    @property
    def is_current(self) -> bool:
        """Whether the outcome is about the parameters at the cursor's update and the samples that are chosen."""
        outcome = self.outcome
        here = self._walkthrough.cursor.update, self.sample
        return outcome is not None and (outcome.update, outcome.check.sample) == here

    def set_sample(self, sample: int | None) -> None:
        """Check this sample alone from now on, or all."""
        if sample != self.sample:
            self.sample = sample
            self.changed.emit()

    def check(self) -> None:
        """Check at the cursor's update."""
        if self.is_checking or not self._lab.take_check():
            return
        scenario, self._update = self._walkthrough.scenario, self._walkthrough.cursor.update
        sums = kept_sums(scenario, self._walkthrough.run.state(self._update - 1))
        self._checker = LabChecker(scenario, self.sample, sums)
        self.outcome = None
        self._slices.forget()
        self._slices.start()
        self.changed.emit()

    def stop(self) -> None:
        """Give up a check that runs."""
        if self.is_checking:
            self._leave()
            self.changed.emit()

    def _work(self, count: int) -> int:
        checker = self._checker
        if checker is None:
            return 0
        checker.check(count)
        self.progressed.emit(checker.done, checker.total)
        if checker.done == checker.total:
            found = checker.result
            rows = () if self._lab.is_secret else read_key(found)
            self.outcome = LabOutcome(found, self._update, rows)
            self._leave()
            self.changed.emit()
            return 0
        return count

    def _leave(self) -> None:
        self._slices.stop()
        self._checker = None

    def _forget(self) -> None:
        had_one = self.is_checking or self.outcome is not None
        self._leave()
        self.outcome = None
        if self.sample is not None and self.sample >= self.samples:
            self.sample = None
            had_one = True
        if had_one:
            self.changed.emit()
