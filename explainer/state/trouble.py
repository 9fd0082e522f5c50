"""Trouble with a run: its numbers are not finite any more, or its loss explodes; why, and where it was still good."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.explosion import exploded, last_good
from explainer.engine.gradient_size import gradient_sizes
from explainer.engine.run import Run
from explainer.functions.optimizers import OPTIMIZERS
from explainer.state.walkthrough import Walkthrough
from explainer.trace.notation import FEWEST_DIGITS
from explainer.trace.numbers import show


class Trouble(NamedTuple):
    """What went wrong at which update, its cause and what may help, in sentences, and the last update that was good."""

    update: int
    what: str
    cause: str
    good: int

    @property
    def why(self) -> str:
        """All there is to say."""
        return f"{self.what} {self.cause}"


class Watch(QObject):
    """Looks at the new losses of the walkthrough's run; `changed` when there is trouble, or none any more.

    `arose` when trouble is new, for what computes updates to stop. A run that goes on after its loss has exploded is
    left alone until its numbers end.
    """

    changed = Signal()
    arose = Signal()

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._looked_at = walkthrough.run.updates
        self._trouble: Trouble | None = None
        self._has_exploded = False
        walkthrough.grew.connect(self._on_grew)
        walkthrough.ended.connect(self._on_ended)
        walkthrough.changed.connect(self._on_changed)

    @property
    def trouble(self) -> Trouble | None:
        return self._trouble

    def dismiss(self) -> None:
        """Have it read: the person knows, or has gone where it was still good."""
        self._set(None)

    def go_to_last_good(self) -> None:
        """Go before the last good update, where another learning rate may save the run."""
        if self._trouble is not None:
            good = self._trouble.good
            self.dismiss()
            self._walkthrough.go_to(good, 0)

    def _on_grew(self) -> None:
        run = self._walkthrough.run
        looked_at, self._looked_at = self._looked_at, run.updates
        if self._has_exploded:
            return
        update = exploded(run, looked_at)
        if update is not None:
            self._has_exploded = True
            self._set(_explosion(run, update))
            self.arose.emit()

    def _on_ended(self) -> None:
        self._set(_end(self._walkthrough.run))
        self.arose.emit()

    def _on_changed(self) -> None:
        """Look at what another run adds to what it has."""
        self._looked_at, self._has_exploded = self._walkthrough.run.updates, False
        self._set(None)

    def _set(self, trouble: Trouble | None) -> None:
        if trouble != self._trouble:
            self._trouble = trouble
            self.changed.emit()


def _explosion(run: Run, update: int) -> Trouble:
    loss, first = (show(run.loss(number), FEWEST_DIGITS) for number in (update, 1))
    what = f"The loss explodes: {first} at update 1, {loss} at update {update:,}."
    return Trouble(update, what, _cause(run, update), last_good(run, update))


def _end(run: Run) -> Trouble:
    update = run.stopped or run.updates + 1
    what = f"The numbers of update {update:,} are not finite."
    return Trouble(update, what, _cause(run, run.updates), last_good(run, update))


def _cause(run: Run, update: int) -> str:
    """Say of which layer the gradient is largest at an update, if it has grown, and what may help."""
    advice = _advice(run)
    if not update:
        return advice
    with np.errstate(all="ignore"):
        now, first = (gradient_sizes(run.pass_of(number))[1] for number in (update, 1))
        layer = int(np.argmax(now))
    if not now[layer] > first[layer]:
        return advice
    grown = f"from {show(float(first[layer]), FEWEST_DIGITS)} to {show(float(now[layer]), FEWEST_DIGITS)}"
    return f"The gradient of layer {layer + 2} grows {grown}. {advice}"


def _advice(run: Run) -> str:
    optimizer = run.scenario.optimizer
    if OPTIMIZERS[optimizer.name].is_minimiser:
        return "Other starting weights may help."
    rate = show(float(optimizer.learning_rate), FEWEST_DIGITS)
    return f"The learning rate of {rate} oversteps: a smaller one may help."
