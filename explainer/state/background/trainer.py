"""Training from the window: many updates in slices of a few milliseconds, with progress, rate, pause and stop."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.state.background.work import Slices
from explainer.state.walkthrough.changes import Cause
from explainer.state.walkthrough.known_of_run import known_loss
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import show
from explainer.trace.known.known import NAN

_SECONDS = 0.5


class UpdateRate:
    """Notes again and again how many updates there are; `rate` is how many a second were made, looked at anew every
    half second, 0 where it is not known yet."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._at: tuple[float, int] | None = None
        self.rate = 0.0

    def forget(self) -> None:
        """Begin anew, after a pause or with something else."""
        self._at, self.rate = None, 0.0

    def note(self, updates: int) -> None:
        """Note how many there are by now."""
        now = self._clock()
        if self._at is None:
            self._at = now, updates
            return
        seconds, made = now - self._at[0], updates - self._at[1]
        if seconds >= _SECONDS:
            self._at, self.rate = (now, updates), made / seconds


FURTHEST_UPDATE = 10_000_000
_FIRST_SLICE = 16


class Trainer(QObject):
    """Computes updates of the walkthrough's run while the window stays alive.

    `started` and `finished` frame a training; in between `progressed` tells that there are more updates, or that
    more is known of them, and `paused` that it waits or goes on. A training asked for moves the cursor to its end,
    unless the person moves it meanwhile, be it in a pause; updates that only replace those before an edit do not.
    `reached` carries the first update whose loss is below the one that was asked for, and that loss.
    Training while training moves the goal. What was computed is kept when it is stopped. `said` carries a sentence.
    """

    started = Signal()
    progressed = Signal()
    paused = Signal()
    finished = Signal()
    reached = Signal(int, float)
    said = Signal(str)

    def __init__(self, walkthrough: Walkthrough, clock: Callable[[], float] = perf_counter) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self.first = self.goal = 0
        """How many updates the run had when this training began, and is to have when it ends."""
        self.below: float | None = None
        """The loss that the training is to come below; None where it has a number of updates as its goal."""
        self.is_training = self._moves = False
        """Whether updates are being computed, paused or not."""
        self.is_asked = False
        """Whether the last training was asked for; updates that replace those before an edit were not."""
        self._rate = UpdateRate(clock)
        self._slices = Slices(self._work, self, clock, first=_FIRST_SLICE, is_urgent=True)
        walkthrough.moved.connect(self._on_moved)
        walkthrough.edited.connect(self._on_changed)

    @property
    def is_paused(self) -> bool:
        """Whether a training waits to be taken up again."""
        return self.is_training and not self._slices.is_working

    @property
    def done(self) -> int:
        """How many updates the run has by now."""
        return self._walkthrough.run.updates

    @property
    def loss(self) -> float:
        """The loss of the last update that was computed; NaN before the first, and where it is hidden."""
        run = self._walkthrough.run
        return known_loss(self._walkthrough.known, run, run.updates) if run.updates else NAN

    @property
    def rate(self) -> float:
        """How many updates a second there were of late; 0 where that is not known yet."""
        return self._rate.rate

    @property
    def seconds_left(self) -> float | None:
        """How long it will take at that rate; None where nobody knows."""
        if self.below is not None or not self.rate:
            return None
        return (self.goal - self._walkthrough.run.updates) / self.rate

    def train(self, count: int) -> None:
        """Compute `count` more updates than there are, or than are being computed."""
        is_counting = self.is_training and self.below is None
        self.train_to((self.goal if is_counting else self._walkthrough.run.updates) + count)

    def train_1(self) -> None:
        self.train(1)

    def train_10(self) -> None:
        self.train(10)

    def train_100(self) -> None:
        self.train(100)

    def train_1000(self) -> None:
        self.train(1000)

    def train_to(self, update: int) -> None:
        """Compute updates until `update` of them are done, then go before the one after; if that many are done
        already, just go there."""
        if update <= self._walkthrough.run.updates:
            self._walkthrough.go_to(update + 1, 0)
        else:
            self.below = None
            self._begin(update, moves=True)

    def train_until(self, loss: float) -> None:
        """Compute updates until the loss of one is below this, then go before that one and say which it is; if
        there is such an update already, just go there."""
        if not self._go_below(loss, 0):
            self.below = loss
            self._begin(max(FURTHEST_UPDATE, self._walkthrough.run.updates), moves=True)

    def pause_or_go_on(self) -> None:
        """Let a training wait, with the cursor at its end; or take it up again."""
        if not self.is_training:
            return
        if self.is_paused:
            self._rate.forget()
            self._slices.start()
        else:
            self._slices.stop()
            self._go_to_end()
        self.paused.emit()

    def stop(self) -> None:
        """Stop after the updates computed so far."""
        if self.is_training:
            self._end()
            self._go_to_end()
            self.finished.emit()

    def _end(self) -> None:
        self._slices.stop()
        self.is_training, self.below = False, None

    def _go_to_end(self) -> None:
        if self._moves:
            self._walkthrough.go_to_end(Cause.TRAINING)

    def _begin(self, goal: int, moves: bool) -> None:
        self.goal, self._moves, self.is_asked = goal, moves, moves
        if not self._slices.is_working:
            self._rate.forget()
            self._slices.start()
        if not self.is_training:
            self.first, self.is_training = self._walkthrough.run.updates, True
            self.started.emit()
        else:
            self.paused.emit()

    def _on_moved(self, cause: Cause) -> None:
        """Leave the cursor to a person who has moved it."""
        self._moves = self._moves and cause is Cause.TRAINING
        if self.is_paused:
            self.progressed.emit()

    def _on_changed(self) -> None:
        """Leave the run that was trained; after an edit compute as many updates as there were, or were asked for."""
        asked = self.goal if self.is_training and self.below is None else 0
        self._moves = False
        self.stop()
        wanted = self._walkthrough.wanted and max(self._walkthrough.wanted, asked)
        if self._walkthrough.run.updates < wanted and self._walkthrough.run.stopped is None:
            self._begin(wanted, moves=False)

    def _work(self, count: int) -> int:
        run = self._walkthrough.run
        done, count = run.updates, min(count, self.goal - run.updates)
        made = self._walkthrough.grow(count)
        if not self._slices.is_working:  # who heard of the new updates has stopped it
            return made
        self._rate.note(run.updates)
        self.progressed.emit()
        if self.below is not None and self._reached(self.below, done):
            return made
        if made < count or run.updates >= self.goal:
            self.stop()
        return made

    def _reached(self, loss: float, done: int) -> bool:
        """End the training where an update after the first `done` has a loss below this, and go there."""
        stays = not self._moves
        found = self._find_below(loss, done)
        if found is None:
            return False
        self._end()
        self._tell_below(found, loss, stays)
        self.finished.emit()
        return True

    def _go_below(self, loss: float, done: int) -> bool:
        found = self._find_below(loss, done)
        if found is not None:
            self._tell_below(found, loss, stays=False)
        return found is not None

    def _find_below(self, loss: float, done: int) -> int | None:
        """Return the first update after the first `done` whose loss is below this."""
        found = np.flatnonzero(self._walkthrough.run.losses_after(done) < loss)
        return done + int(found[0]) + 1 if found.size else None

    def _tell_below(self, update: int, loss: float, stays: bool) -> None:
        if not stays:
            self._walkthrough.go_to(update, 0)
        self.reached.emit(update, loss)
        self.said.emit(f"Update {update:,} is the first whose loss is below {show(loss)}.")
