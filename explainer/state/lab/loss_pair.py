"""The losses of the right program and of the one with the bug, computed beside the window."""

from __future__ import annotations

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.bugs.lab.two_runs import Pair, TwoRuns
from explainer.engine.arrays import Array
from explainer.state.background.work import Slices, Watched
from explainer.state.walkthrough.walkthrough import Walkthrough

COUNTS = (1, 100, 10_000)
"""After how many updates the errors are compared."""
_NONE = np.zeros(0)


class LossPair(Watched):
    """Trains both programs while it is watched, as far as is asked for. Emits `changed` when there is more."""

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._slices = Slices(self._work, self)
        self._two: TwoRuns | None = None
        self.updates = COUNTS[1]
        walkthrough.edited.connect(self._on_watched)

    def set_updates(self, updates: int) -> None:
        """Compare after this many updates; what has been computed stays."""
        if updates != self.updates:
            self.updates = updates
            self._on_watched()

    @property
    def losses(self) -> tuple[Array, Array]:
        """The losses of both before each update, right and wrong, as far as they are there."""
        return self._two.losses(self.updates) if self._two else (_NONE, _NONE)

    @property
    def done(self) -> int:
        """How many of the updates are made."""
        return self._two.done if self._two and not self._two.is_stuck else self.updates

    def after(self, updates: int) -> Pair | None:
        """Return the errors after that many updates; None where they are not there yet, or not asked for."""
        return self._two.after(updates) if self._two and updates <= self.updates else None

    def _on_watched(self) -> None:
        if not self.is_watched or self._walkthrough.scenario.has_secret:
            self._slices.stop()
            return
        start = self._walkthrough.starting
        if self._two is None or not start.same_as(self._two.start):
            self._two = TwoRuns(start)
            self._slices.forget()
        self._slices.start()
        self.changed.emit()

    def _work(self, count: int) -> int:
        done = self._two.advance(count, self.updates) if self._two else 0
        if done:
            self.changed.emit()
        return done
