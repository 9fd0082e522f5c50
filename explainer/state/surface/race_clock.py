"""Playing a race: at which update everybody is looked at, by hand or running by itself."""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

from PySide6.QtCore import QTimer, Signal

from explainer.state.background.work import Watched
from explainer.state.surface.optimizer_race import OptimizerRace

TICK_MS = 40
SECONDS = 8.0
"""How long a whole race is played at usual speed."""
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class RaceClock(Watched):
    """Says after how many updates the racers are looked at: at the end as long as nobody has chosen otherwise. Emits
    `moved` when that changes, or playing begins or ends. It plays only while it is watched."""

    moved = Signal()

    def __init__(self, racing: OptimizerRace, time: Callable[[], float] = perf_counter) -> None:
        super().__init__(racing)
        self._racing, self._time = racing, time
        self._is_playing, self._last = False, 0.0
        self._at: float | None = None
        self.speed = 1.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self.tick)
        racing.changed.connect(self.forget)

    @property
    def last(self) -> int:
        """After how many updates the race ends, as far as it has been run."""
        return self._racing.race.done if self._racing.race else 0

    @property
    def at(self) -> int:
        """After how many updates the racers are looked at."""
        return self.last if self._at is None else min(int(self._at), self.last)

    @property
    def is_at_end(self) -> bool:
        return self.at >= self.last

    @property
    def is_playing(self) -> bool:
        return self._is_playing

    def go_to(self, done: int) -> None:
        """Look at the racers after so many updates."""
        self._at = None if done >= self.last and not self._racing.is_running else float(max(done, 0))
        self.moved.emit()

    def to_start(self) -> None:
        self.go_to(0)

    def play_or_pause(self) -> None:
        """Play on, from the start where it is at its end; or wait."""
        if self.is_playing:
            self._set_playing(False)
        elif self.last:
            self._at = 0.0 if self.is_at_end else float(self.at)
            self._set_playing(True)
        self.moved.emit()

    def forget(self) -> None:
        """Look at the end of whatever race comes."""
        self._set_playing(False)
        self._at = None
        self.moved.emit()

    def tick(self) -> None:
        """Go on for the time that has passed, whatever the window was busy with; at the end, stop."""
        now = self._time()
        passed, self._last = now - self._last, now
        self._at = min((self._at or 0.0) + self.speed * self._racing.updates * passed / SECONDS, float(self.last))
        if self._at >= self.last and not self._racing.is_running:
            self._set_playing(False)
            self._at = None
        self.moved.emit()

    def _set_playing(self, is_playing: bool) -> None:
        self._is_playing = is_playing
        self._on_watched()

    def _on_watched(self) -> None:
        self._last = self._time()
        if self._is_playing and self.is_watched:
            self._timer.start()
        else:
            self._timer.stop()
