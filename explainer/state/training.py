"""Training from the window: many updates in slices of a few milliseconds, with progress and stop."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QObject, QTimer, Signal

from explainer.state.walkthrough import Walkthrough

SLICE_SECONDS = 0.015


class Trainer(QObject):
    """Computes updates of the walkthrough's run while the window stays alive.

    `started` and `finished` frame a training; in between `progressed` tells (updates done, updates asked for).
    A training asked for moves the cursor to its end, unless the person moves it meanwhile; updates that only replace
    those before an edit do not.
    Training while training moves the goal. What was computed is kept when it is stopped.
    """

    started = Signal()
    progressed = Signal(int, int)
    finished = Signal()

    def __init__(self, walkthrough: Walkthrough, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(walkthrough)
        self._walkthrough, self._clock = walkthrough, clock
        self._first = self._goal = 0
        self._moves = False
        self._slice = 16
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._work)
        walkthrough.moved.connect(self._on_moved)
        walkthrough.changed.connect(self._on_changed)

    @property
    def is_training(self) -> bool:
        return self._timer.isActive()

    def train(self, count: int) -> None:
        """Compute `count` more updates than there are, or than are being computed."""
        self.train_to((self._goal if self.is_training else self._walkthrough.run.updates) + count)

    def train_1(self) -> None:
        self.train(1)

    def train_10(self) -> None:
        self.train(10)

    def train_100(self) -> None:
        self.train(100)

    def train_1000(self) -> None:
        self.train(1000)

    def train_to(self, update: int) -> None:
        """Compute updates until `update` of them are done, then go before the one after; if so many are done
        already, just go there."""
        if update <= self._walkthrough.run.updates:
            self._walkthrough.go_to(update + 1, 0)
        else:
            self._begin(update, moves=True)

    def stop(self) -> None:
        """Stop after the updates computed so far."""
        if self.is_training:
            self._timer.stop()
            if self._moves:
                self._walkthrough.go_to_end()
            self.finished.emit()

    def _begin(self, goal: int, moves: bool) -> None:
        self._goal, self._moves = goal, moves
        if not self.is_training:
            self._first = self._walkthrough.run.updates
            self._timer.start(0)
            self.started.emit()

    def _on_moved(self) -> None:
        """Leave the cursor to a person who has moved it."""
        self._moves = False

    def _on_changed(self) -> None:
        """Leave the run that was trained; after an edit compute as many updates as there were, or were asked for."""
        asked = self._goal if self.is_training else 0
        self._moves = False
        self.stop()
        wanted = self._walkthrough.wanted and max(self._walkthrough.wanted, asked)
        if self._walkthrough.run.updates < wanted and self._walkthrough.run.stopped is None:
            self._begin(wanted, moves=False)

    def _work(self) -> None:
        """Compute one slice and fit the next one's size to the time it took."""
        run = self._walkthrough.run
        count = min(self._slice, self._goal - run.updates)
        begun = self._clock()
        made = self._walkthrough.grow(count)
        seconds = self._clock() - begun
        if seconds > 0:
            self._slice = max(1, min(2 * self._slice, int(count * SLICE_SECONDS / seconds)))
        self.progressed.emit(run.updates - self._first, self._goal - self._first)
        if made < count or run.updates >= self._goal:
            self.stop()
