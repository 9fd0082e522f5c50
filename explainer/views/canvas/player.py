"""Plays the way to a line: a clock that turns time into alpha, and says when the moment changes."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject, QVariantAnimation, Signal

from explainer.picture.animation import Moment, Way, at_rest, moment_at
from explainer.state.background.playback import Playback

DURATION, LONGEST = 700, 3000
"""How many milliseconds a motion takes, and at most where slow play slows it."""


class Player(QObject):
    """Holds the current `moment`; emits `changed` while it plays. Playing again at once means to cut.

    A way takes `duration` milliseconds, or longer where it has many turns; while it keeps pace with a playback, most of
    the time between two steps.
    """

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.duration = DURATION
        self.is_paced = self.reduce_motion = False
        self.moment: Moment = at_rest()
        self._way, self._end = Way(), at_rest()
        self._since = QElapsedTimer()
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.valueChanged.connect(self._on_alpha)

    def set_reduce_motion(self, is_reduced: bool) -> None:
        self.reduce_motion = is_reduced

    def keep_pace(self, playback: Playback) -> None:
        """Let slow play move slowly."""
        self.is_paced = playback.is_playing
        self.duration = min(round(DURATION * playback.interval), LONGEST) if self.is_paced else DURATION

    @property
    def is_playing(self) -> bool:
        return self._way.step is not None  # the clock runs still while it tells of its last moment

    def play(self, way: Way, end: Moment) -> None:
        """Play a way up to the moment `end`, unless the last move was a moment ago or nothing is to move."""
        hurried = self._since.isValid() and self._since.elapsed() < self.duration
        self._since.start()
        self.cut(end)
        if hurried or self.reduce_motion or self.duration <= 0 or not way.is_animated:
            return
        self._way, self.moment = way, moment_at(way, 0.0)
        self._clock.setDuration(round(self.duration * (1 if self.is_paced else way.length)))
        self._clock.start()

    def hold(self, way: Way, end: Moment) -> None:
        """Take a way in hand: it goes on only where `show_alpha` says."""
        self.cut(end)
        self._way = way
        self._clock.start()
        self._clock.pause()

    def show_alpha(self, alpha: float) -> None:
        """Be at this alpha of the way that is played; the clock goes on from there."""
        self._clock.setCurrentTime(round(alpha * self._clock.duration()))

    def cut(self, end: Moment | None = None) -> None:
        """Be at the end at once; emits nothing."""
        self._end = end or self._end
        self._way, self.moment = Way(), self._end
        self._clock.stop()

    def finish(self) -> None:
        """Be at the end at once, and say so where something was under way: who keeps time shows the whole line then."""
        was_playing = self.is_playing
        self.cut()
        if was_playing:
            self.changed.emit()

    def _on_alpha(self, alpha: float) -> None:
        """Say that the moment has changed; the first one is drawn by the caller of `play`."""
        if self._way.step is None or alpha == 0:
            return
        self.moment = moment_at(self._way, alpha) if alpha < 1 else self._end
        if alpha >= 1:
            self._way = Way()
        self.changed.emit()
