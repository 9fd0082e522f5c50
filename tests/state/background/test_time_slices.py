"""Work in slices: how large they get, what ends them, and work that is done only while it is watched."""

from __future__ import annotations

from PySide6.QtCore import QObject

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
