"""The gradient check from the window: in slices of a few milliseconds, with progress and stop."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import perf_counter

from PySide6.QtCore import QObject, Signal

from explainer.engine.measure.gradient_check import EPSILON, GradientCheck, GradientChecker
from explainer.engine.scenario.scenario import Scenario
from explainer.engine.update.optimizer_state import kept_sums
from explainer.state.background.work import Slices
from explainer.state.walkthrough.walkthrough import Walkthrough


@dataclass(frozen=True, eq=False)
class Outcome:
    """What a check found: of which scenario, at the parameters before which update, and whether it went to the end."""

    scenario: Scenario
    update: int
    result: GradientCheck
    is_complete: bool


class Checker(QObject):
    """Checks the gradients of the scenario at the walkthrough's cursor while the window stays alive.

    `started` and `finished` frame a check; in between `progressed` tells (parameters done, parameters to check).
    `cleared` tells that the outcome is gone, because what it was about is not shown any more: an edit, undo or
    another scenario. Moving to another update leaves a check alone: its outcome names the update it belongs to.
    """

    started = Signal()
    progressed = Signal(int, int)
    finished = Signal()
    cleared = Signal()

    def __init__(self, walkthrough: Walkthrough, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._checker: GradientChecker | None = None
        self._scenario, self._update = walkthrough.run.scenario, 0
        self.outcome: Outcome | None = None
        """What the last check found; None before the first, while one runs, and after an edit."""
        self._slices = Slices(self._work, self, clock, is_urgent=True)
        walkthrough.edited.connect(self.clear)

    @property
    def is_checking(self) -> bool:
        return self._slices.is_working

    @property
    def is_current(self) -> bool:
        """Whether the outcome is about the parameters at the cursor's update."""
        return self.outcome is not None and self.outcome.update == self._walkthrough.cursor.update

    def check(self, epsilon: float = EPSILON) -> None:
        """Check every trained parameter at the cursor's update; a check that runs is given up."""
        self.clear()
        self._scenario, self._update = self._walkthrough.scenario, self._walkthrough.cursor.update
        before = self._walkthrough.run.state(self._update - 1)
        self._checker = GradientChecker(self._scenario, epsilon, kept_sums(self._scenario, before))
        self._slices.forget()
        self._slices.start()
        self.started.emit()

    def stop(self) -> None:
        """Stop after the parameters checked so far, which are kept."""
        if self._checker is not None:
            checker = self._checker
            self._leave()
            is_complete = checker.done == checker.total
            self.outcome = Outcome(self._scenario, self._update, checker.result, is_complete)
            self.finished.emit()

    def clear(self) -> None:
        """Give up a check that runs and forget what the last one found."""
        was_checking, had_outcome = self.is_checking, self.outcome is not None
        self._leave()
        self.outcome = None
        if was_checking:
            self.finished.emit()
        if was_checking or had_outcome:
            self.cleared.emit()

    def _leave(self) -> None:
        self._slices.stop()
        self._checker = None

    def _work(self, count: int) -> int:
        checker = self._checker
        if checker is None:
            return 0
        count = min(count, checker.total - checker.done)
        checker.check(count)
        self.progressed.emit(checker.done, checker.total)
        if checker.done == checker.total:
            self.stop()
        return count
