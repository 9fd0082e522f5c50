"""How far a training is: a bar with the count, the rate, and how long it will take."""

from __future__ import annotations

from math import isnan

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QProgressBar

from explainer.files.wording import counted
from explainer.state.background.trainer import Trainer
from explainer.state.background.work import once_after
from explainer.trace.formula.notation import FEWEST_DIGITS, show

_USUAL = "123,456 of 1,000,000 · 12,345/s · 12 min left  "
REPAINT_MS = 100
"""Nobody reads more than ten texts a second."""


class Progress(QProgressBar):
    """Listens to the trainer; shows as much as there is room for."""

    def __init__(self, trainer: Trainer) -> None:
        super().__init__()
        self._trainer = trainer
        self._texts = [""]
        self._later = once_after(REPAINT_MS, self._show, self)
        self.setAccessibleName("Training progress")
        self.setMinimumWidth(120)
        trainer.started.connect(self._show)
        trainer.progressed.connect(self._on_progressed)
        trainer.paused.connect(self._show)
        trainer.finished.connect(self._later.stop)

    def _on_progressed(self) -> None:
        if not self._later.isActive():
            self._later.start()

    def _show(self) -> None:
        trainer = self._trainer
        self.setRange(trainer.first, trainer.goal)
        self.setValue(trainer.first if trainer.below is not None else trainer.done)
        self._texts = texts_of(trainer)
        self.setToolTip(self._texts[0])
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 2 * self.fontMetrics().averageCharWidth()
        fits = (text for text in self._texts if self.fontMetrics().horizontalAdvance(text) <= room)
        text = next(fits, self._texts[-1])
        self.setFormat(text)

    # Qt

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def sizeHint(self) -> QSize:
        return QSize(self.fontMetrics().horizontalAdvance(_USUAL), super().sizeHint().height())


def texts_of(trainer: Trainer) -> list[str]:
    """Return what there is to say about a training, from the longest to the shortest; updates are counted as
    everywhere, from the first of the run."""
    done, below, rate = trainer.done, trainer.below, rate_text(trainer.rate)
    count = f"{done:,} of {trainer.goal:,}" if below is None else f"{counted(done, 'update')}{_loss(trainer)}"
    if trainer.is_paused:
        return [f"{count} · paused", f"{done:,} · paused"]
    if not trainer.rate:
        return [count, f"{done:,}"]
    left = [] if trainer.seconds_left is None else [f"{spoken(trainer.seconds_left)} left"]
    goal = [] if below is None else [f"until it is below {show(below, FEWEST_DIGITS)}"]
    parts = (
        [count, *goal, f"{rate} updates a second", *left],
        [count, f"{rate}/s", *left],
        [count, *left],
        [f"{done:,}"],
    )
    return [" · ".join(part) for part in parts]


def rate_text(rate: float) -> str:
    """Return a rate as exactly as it is worth reading while it changes: 80,000 or 3.2."""
    return f"{float(f'{rate:.2g}'):,.{0 if rate >= 10 else 1}f}"


def _loss(trainer: Trainer) -> str:
    """Return the last loss as it goes on after a count, if it is known."""
    return "" if isnan(trainer.loss) else f", loss {show(trainer.loss, FEWEST_DIGITS)}"


def spoken(seconds: float) -> str:
    """Return how long that is, as precisely as one wants to know: 42 s, 3 min, 1 h 20 min."""
    if seconds < 60:
        return f"{max(round(seconds), 1)} s"
    minutes = round(seconds / 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours:,} h {minutes} min" if hours else f"{minutes} min"
