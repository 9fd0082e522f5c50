"""Playing a race: at which update everybody is looked at, by hand or running by itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Signal

from explainer.state.surface.optimizer_race import OptimizerRace

TICK_MS = 40
SECONDS = 8.0
"""How long a whole race is played at usual speed."""
SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0)


class RaceClock(QObject):
    """Says after how many updates the racers are looked at: at the end as long as nobody has chosen otherwise. Emits
    `moved` when that changes, or playing begins or ends."""

    moved = Signal()

    def __init__(self, racing: OptimizerRace) -> None:
        super().__init__(racing)
        self._racing = racing
        self._at: float | None = None
        self.speed = 1.0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._on_tick)
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
        return self._timer.isActive()

    def go_to(self, done: int) -> None:
        """Look at the racers after so many updates."""
        self._at = None if done >= self.last and not self._racing.is_running else float(max(done, 0))
        self.moved.emit()

    def play_or_pause(self) -> None:
        """Play on, from the start where it is at its end; or wait."""
        if self.is_playing:
            self._timer.stop()
        elif self.last:
            self._at = 0.0 if self.is_at_end else float(self.at)
            self._timer.start()
        self.moved.emit()

    def forget(self) -> None:
        """Look at the end of whatever race comes."""
        self._timer.stop()
        self._at = None
        self.moved.emit()

    def _on_tick(self) -> None:
        step = self.speed * self._racing.updates * TICK_MS / (1000 * SECONDS)
        self._at = (self._at or 0.0) + step
        if self._at >= self.last and not self._racing.is_running:
            self._timer.stop()
            self._at = None
        self.moved.emit()
