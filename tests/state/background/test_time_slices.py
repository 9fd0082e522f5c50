"""Work in slices: how large they get, what ends them, and work that is done only while it is watched."""

from __future__ import annotations

from PySide6.QtCore import QObject
from shiboken6 import isValid

from explainer.state.background.work import SLICE_SECONDS, Slices, Watched, until_time_is_up


class Clock:
    """A clock that pieces of work push on."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_slice_grows_until_it_takes_its_time(qapp):
    clock, counts = Clock(), []

    def work(count: int) -> int:
        counts.append(count)
        clock.now += count * SLICE_SECONDS / 10
        return count

    slices = Slices(work, qapp, clock)
    for _ in range(6):
        slices.run()
    assert counts == [1, 2, 4, 8, 10, 10]


def test_pieces_of_another_length_do_not_make_a_slice_longer(qapp):
    clock = Clock()
    pieces = iter([0.0001] * 50 + [0.02] * 5)
    taken: list[float] = []

    def piece() -> bool:
        seconds = next(pieces, None)
        clock.now += seconds or 0.0
        return seconds is not None

    work = until_time_is_up(piece, clock)
    begun = clock.now
    while work(1):
        taken.append(clock.now - begun)
        begun = clock.now
    assert len(taken) == 5
    assert max(taken) <= SLICE_SECONDS + 0.02


def test_it_goes_on_when_its_last_piece_asks_for_more(qtbot):
    done: list[int] = []

    def work(count: int) -> int:
        done.append(count)
        if len(done) == 1:
            slices.start()
        return 0

    parent = QObject()
    slices = Slices(work, parent)
    slices.start()
    qtbot.waitUntil(lambda: not slices.is_working)
    assert len(done) == 2


def test_other_work_does_little_while_urgent_work_goes_on(qtbot):
    clock, parent = Clock(), QObject()
    done = {"urgent": 0, "other": 0}

    def work(name: str):
        def piece(count: int) -> int:
            done[name] += 1
            clock.now += 0.015
            return count

        return piece

    urgent = Slices(work("urgent"), parent, clock, is_urgent=True)
    other = Slices(work("other"), parent, clock)
    other.start()
    qtbot.waitUntil(lambda: done["other"] >= 100)
    urgent.start()
    before = done["other"]
    qtbot.waitUntil(lambda: done["urgent"] >= 100)
    assert done["other"] - before <= 10
    urgent.stop()
    qtbot.waitUntil(lambda: done["other"] >= before + 200)
    parent.deleteLater()


def test_work_that_is_deleted_is_beside_nothing(qtbot):
    owner, parent = QObject(), QObject()
    urgent = Slices(lambda count: count, owner, is_urgent=True)
    urgent.start()
    owner.deleteLater()
    qtbot.waitUntil(lambda: not isValid(urgent))
    done: list[int] = []

    def work(count: int) -> int:
        done.append(count)
        return count if len(done) < 1000 else 0

    Slices(work, parent).start()
    qtbot.waitUntil(lambda: len(done) == 1000)


def test_only_a_change_of_who_looks_is_told(qapp):
    class Counted(Watched):
        heard = 0

        def _on_watched(self) -> None:
            self.heard += 1

    counted = Counted()
    for is_watched in (False, True, True, False):
        counted.set_watched(is_watched)
    assert counted.heard == 2
    assert not counted.is_watched
