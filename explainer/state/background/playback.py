"""Playback: stepping by the chosen granularity, by hand or by itself at the chosen speed."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from explainer.state.walkthrough.moves import Granularity
from explainer.state.walkthrough.walker import MOST_AT_ONCE
from explainer.state.walkthrough.walkthrough import Walkthrough

SPEEDS = (0.25, 0.5, 1.0, 2.0, 4.0, 8.0, 16.0)
"""Steps a second that can be chosen."""


class Playback(QObject):
    """Steps the walkthrough forward and back.

    Emits `changed` when playing, granularity or speed changes; `far`, instead of a step, with how many updates it needs
    where computing them would keep the window waiting. A result that is asked for is shown first: `show_asked` does
    that, and tells whether there was one.
    """

    changed = Signal()
    far = Signal(int)

    def __init__(
        self,
        walkthrough: Walkthrough,
        show_asked: Callable[[], bool] = lambda: False,
        before_back: Callable[[], bool] = lambda: False,
    ) -> None:
        super().__init__(walkthrough)
        self._walkthrough, self._show_asked, self._before_back = walkthrough, show_asked, before_back
        self._granularity, self._speed = Granularity.LINE, 1.0
        self._timer = QTimer(self)
        self._timer.timeout.connect(self._on_tick)
        walkthrough.edited.connect(self.pause)

    @property
    def is_playing(self) -> bool:
        return self._timer.isActive()

    @property
    def granularity(self) -> Granularity:
        return self._granularity

    @property
    def speed(self) -> float:
        """Steps a second while playing."""
        return self._speed

    @property
    def interval(self) -> float:
        """Seconds from one step to the next while playing."""
        return 1 / self._speed

    def set_granularity(self, granularity: Granularity) -> None:
        if granularity is not self._granularity:
            self._granularity = granularity
            self.changed.emit()

    def step_by_term(self) -> None:
        self.set_granularity(Granularity.TERM)

    def step_by_line(self) -> None:
        self.set_granularity(Granularity.LINE)

    def step_by_unit(self) -> None:
        self.set_granularity(Granularity.UNIT)

    def step_by_layer(self) -> None:
        self.set_granularity(Granularity.LAYER)

    def step_by_phase(self) -> None:
        self.set_granularity(Granularity.PHASE)

    def step_by_update(self) -> None:
        self.set_granularity(Granularity.UPDATE)

    def step_by_epoch(self) -> None:
        self.set_granularity(Granularity.EPOCH)

    def step_by_seven(self) -> None:
        self.set_granularity(Granularity.SEVEN)

    def set_speed(self, speed: float) -> None:
        if speed != self._speed:
            self._speed = speed
            self._timer.setInterval(round(1000 * self.interval))
            self.changed.emit()

    def next(self) -> None:
        """Go one step of the chosen size on; what takes long to compute is left to whoever trains in slices."""
        if self._show_asked():
            return
        updates = self._walkthrough.updates_to_next(self._granularity)
        if updates - self._walkthrough.run.updates > MOST_AT_ONCE:
            self.far.emit(updates)
        else:
            self._walkthrough.next(self._granularity)

    def back(self) -> None:
        """Go one step of the chosen size back; but something else may take its place."""
        if not self._before_back():
            self._walkthrough.back(self._granularity)

    def play_or_pause(self) -> None:
        if self.is_playing:
            self.pause()
        elif self._walkthrough.known.is_asked:
            self._walkthrough.said.emit("Playing waits for an answer; R shows the result.")
        else:
            self._timer.start(round(1000 * self.interval))
            self._on_tick()
            self.changed.emit()

    def pause(self) -> None:
        if self.is_playing:
            self._timer.stop()
            self.changed.emit()

    def _on_tick(self) -> None:
        before = self._walkthrough.known
        self.next()
        if self._walkthrough.known is before or self._walkthrough.known.is_asked:
            self.pause()
