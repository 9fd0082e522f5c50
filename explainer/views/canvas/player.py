"""Plays the way to a line: a clock that turns time into alpha, and says when the moment is another."""

from __future__ import annotations

from PySide6.QtCore import QAbstractAnimation, QElapsedTimer, QObject, QVariantAnimation, Signal

from explainer.trace.step import Step
from explainer.views.canvas.animation import ARRIVED, Moment, is_animated, moment_at

DURATION = 350


class Player(QObject):
    """Holds the current `moment`; emits `changed` while it plays. Playing again at once means to cut."""

    changed = Signal()

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.duration = DURATION
        self.reduce_motion = False
        self.moment: Moment = ARRIVED
        self._step: Step | None = None
        self._since = QElapsedTimer()
        self._clock = QVariantAnimation(self)
        self._clock.setStartValue(0.0)
        self._clock.setEndValue(1.0)
        self._clock.valueChanged.connect(self._on_alpha)

    @property
    def is_playing(self) -> bool:
        return self._clock.state() is QAbstractAnimation.State.Running

    def play(self, step: Step | None) -> None:
        """Play the way to `step`, unless the last move was a moment ago or nothing is to move."""
        hurried = self._since.isValid() and self._since.elapsed() < self.duration
        self._since.start()
        self.cut()
        if step is None or hurried or self.reduce_motion or self.duration <= 0 or not is_animated(step):
            return
        self._step, self.moment = step, moment_at(step, 0.0)
        self._clock.setDuration(self.duration)
        self._clock.start()

    def cut(self) -> None:
        """Be there at once; emits nothing."""
        self._step, self.moment = None, ARRIVED
        self._clock.stop()

    def _on_alpha(self, alpha: float) -> None:
        """Say that the moment is another; the first one is drawn by whoever began to play."""
        if self._step is None or alpha == 0:
            return
        self.moment = moment_at(self._step, alpha)
        if alpha >= 1:
            self._step = None
        self.changed.emit()
