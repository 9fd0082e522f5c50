"""Work beside the window: in slices of a few milliseconds, once after a while, only while it is watched, and ahead."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from time import perf_counter
from typing import ClassVar, Generic, TypeVar

from PySide6.QtCore import QObject, QTimer

SLICE_SECONDS = 0.015
_PATIENCE, _LONGEST_MS = 20, 300
"""Beside urgent work, such as a training, a slice waits that many times as long as the one before took, and no longer
than that."""


class Slices(QObject):
    """Asks `work(count)` again and again to do `count` more pieces, until it returns how many it did as 0.

    The count is fitted to the time that pieces took; `seconds` is what one took of late, 0 where the clock could not
    see it. Work that `is_urgent` keeps most of the time: other work does little while it goes on.
    """

    _urgent_at_work: ClassVar[set[int]] = set()

    def __init__(
        self,
        work: Callable[[int], int],
        parent: QObject,
        clock: Callable[[], float] = perf_counter,
        *,
        first: int = 1,
        is_urgent: bool = False,
    ) -> None:
        super().__init__(parent)
        self._work, self._clock, self._first, self._is_urgent = work, clock, first, is_urgent
        self._count = first
        self.seconds = 0.0
        self._is_asked = False
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_time)
        self.destroyed.connect(partial(self._urgent_at_work.discard, id(self)))

    @property
    def is_working(self) -> bool:
        return self._timer.isActive()

    def start(self) -> None:
        """Go on working; `work` is asked from the event loop, never at once."""
        self._is_asked = True
        if not self.is_working:
            self._timer.start(0)
        if self._is_urgent:
            self._urgent_at_work.add(id(self))

    def stop(self) -> None:
        self._timer.stop()
        self._urgent_at_work.discard(id(self))

    def forget(self) -> None:
        """Begin with a small slice: the pieces to come may take longer than those before."""
        self._count, self.seconds = self._first, 0.0

    def run(self) -> int:
        """Do one slice now, and fit the next one's size to the time it took; return how many pieces it had."""
        begun = self._clock()
        done = self._work(self._count)
        seconds = self._clock() - begun
        self._wait(_PATIENCE * seconds if self._is_beside_urgent() else 0.0)
        if done:
            self.seconds = max(seconds, 0.0) / done
            fitting = int(SLICE_SECONDS / self.seconds) if self.seconds > 0 else 2 * self._count
            self._count = max(1, min(2 * self._count, fitting))
        return done

    def _is_beside_urgent(self) -> bool:
        return bool(self._urgent_at_work) and not self._is_urgent

    def _wait(self, seconds: float) -> None:
        milliseconds = min(round(1000 * seconds), _LONGEST_MS)
        if milliseconds != self._timer.interval():
            self._timer.setInterval(milliseconds)

    def _on_time(self) -> None:
        self._is_asked = False
        if not self.run() and not self._is_asked:
            self.stop()


def until_time_is_up(
    piece: Callable[[], bool], clock: Callable[[], float] = perf_counter, seconds: float = SLICE_SECONDS
) -> Callable[[int], int]:
    """Return work for `Slices` whose pieces may each take another time: a slice ends when its time is up.

    `piece` does one and tells whether there are more.
    """

    def work(_: int) -> int:
        until = clock() + seconds
        while piece():
            if clock() >= until:
                return 1
        return 0

    return work


def once_after(milliseconds: int, slot: Callable[[], object], parent: QObject) -> QTimer:
    """Return a timer that calls `slot` once, so long after its last start."""
    timer = QTimer(parent, singleShot=True)
    timer.setInterval(milliseconds)
    timer.timeout.connect(slot)
    return timer


class Watched(QObject):
    """Works only while it is watched; a view says with `set_watched` whether it can be seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.is_watched = False

    def set_watched(self, is_watched: bool) -> None:
        """Begin or end to work."""
        if is_watched != self.is_watched:
            self.is_watched = is_watched
            self._on_watched()

    def _on_watched(self) -> None:
        """Take up the work, or leave it; a subclass says how."""


Plan = TypeVar("Plan")
Made = TypeVar("Made")


class MadeAhead(Generic[Plan, Made]):
    """Keeps one thing: what `make` made of the plan that `next_plan` returned when there was nothing else to do.

    Two plans for which `is_like` holds make the same.
    """

    def __init__(
        self,
        next_plan: Callable[[], Plan | None],
        make: Callable[[Plan], Made],
        is_like: Callable[[Plan, Plan], bool],
        parent: QObject,
    ) -> None:
        self._next_plan, self._make, self._is_like = next_plan, make, is_like
        self._kept: tuple[Plan, Made] | None = None
        self._timer = once_after(0, self._work, parent)

    def soon(self) -> None:
        """Make the next one as soon as this one is painted."""
        self._timer.start()

    def stop(self) -> None:
        """Make none, and forget the one that there is."""
        self._timer.stop()
        self._kept = None

    def made(self, plan: Plan) -> Made:
        """Return what is made of a plan: what was made ahead where it is the same, else a new one."""
        if self._kept is not None and self._is_like(plan, self._kept[0]):
            return self._kept[1]
        return self._make(plan)

    def _work(self) -> None:
        plan = self._next_plan()
        if plan is None:
            self._kept = None
        elif self._kept is None or not self._is_like(plan, self._kept[0]):
            self._kept = plan, self._make(plan)
