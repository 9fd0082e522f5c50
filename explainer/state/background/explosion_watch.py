"""Trouble with a run: its numbers are not finite any more, or its loss explodes; why, and where it was still good."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from PySide6.QtCore import QObject, Signal

from explainer.engine.run.loss_explosion import exploded, last_good
from explainer.engine.run.not_finite import NoValue, formula_without_value
from explainer.engine.run.run import Run
from explainer.engine.update.update_pass import gradient_sizes
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.notation import FEWEST_DIGITS, MINUS, show
from explainer.trace.known.known import Known


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


class Finding(NamedTuple):
    """What was found: a trouble's updates, the losses of update 1 and this one where the loss explodes, and where a
    gradient has grown its layer, the update, and how large it was at update 1 and is now. `no_value` is the formula
    that has none, where one of the person's own is the reason."""

    update: int
    good: int
    losses: tuple[float, float] | None
    grown: tuple[int, int, float, float] | None
    advice: str
    no_value: NoValue | None = None

    def in_words(self, known: Known) -> Trouble:
        """Return it in words, with the numbers that are known."""
        return Trouble(self.update, self._what(known), self._cause(known), self.good)

    def _what(self, known: Known) -> str:
        if self.losses is None:
            return f"The numbers of update {self.update:,} are not finite."
        if not (known.tells_loss(1) and known.tells_loss(self.update)):
            return f"The loss explodes at update {self.update:,}."
        first, loss = (show(loss, FEWEST_DIGITS) for loss in self.losses)
        return f"The loss explodes: {first} at update 1, {loss} at update {self.update:,}."

    def _cause(self, known: Known) -> str:
        """Say which formula has no value, or of which layer the gradient is largest, if it has grown, and what may
        help."""
        if self.no_value is not None:
            why = self.no_value.sentence(known.tells_parameters(self.update - 1)).replace(" -", f" {MINUS}")
            return f"{why[:1].upper()}{why[1:]}. Another formula, or other weights, may help."
        if self.grown is None:
            return self.advice
        layer, update, first, now = self.grown
        is_known = known.tells_gradients(1) and known.tells_gradients(update)
        numbers = f" from {show(first, FEWEST_DIGITS)} to {show(now, FEWEST_DIGITS)}" if is_known else ""
        return f"The gradient of layer {layer} grows{numbers}. {self.advice}"


class ExplosionWatch(QObject):
    """Looks at the new losses of the walkthrough's run; `changed` when there is trouble, or none any more, or more or
    less of it is known.

    `arose` when trouble is new, for what computes updates to stop. A run that goes on after its loss has exploded is
    left alone until its numbers end.
    """

    changed = Signal()
    arose = Signal()

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._looked_at = walkthrough.run.updates
        self._finding: Finding | None = None
        self.trouble: Trouble | None = None
        self._has_exploded = False
        walkthrough.moved.connect(self._tell)
        walkthrough.grew.connect(self._on_grew)
        walkthrough.ended.connect(self._on_ended)
        walkthrough.edited.connect(self._on_changed)

    def dismiss(self) -> None:
        """Have it read: the person knows, or has gone where it was still good."""
        self._set(None)

    def go_to_last_good(self) -> None:
        """Go before the last good update, where another learning rate may save the run."""
        if self.trouble is not None:
            good = self.trouble.good
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

    def _set(self, finding: Finding | None) -> None:
        self._finding = finding
        self._tell()

    def _tell(self) -> None:
        """Put what was found into words that may be said at the cursor."""
        trouble = self._finding and self._finding.in_words(self._walkthrough.known)
        if trouble != self.trouble:
            self.trouble = trouble
            self.changed.emit()


def _explosion(run: Run, update: int) -> Finding:
    return Finding(update, last_good(run, update), (run.loss(1), run.loss(update)), _grown(run, update), _advice(run))


def _end(run: Run) -> Finding:
    update = run.stopped or run.updates + 1
    grown, no_value = _grown(run, run.updates), formula_without_value(run)
    return Finding(update, last_good(run, update), None, grown, _advice(run), no_value)


def _grown(run: Run, update: int) -> tuple[int, int, float, float] | None:
    """Return of which layer the gradient is largest at an update, and how it has grown; None where it has not."""
    if not update:
        return None
    with np.errstate(all="ignore"):
        now, first = (gradient_sizes(run.pass_of(number))[1] for number in (update, 1))
        layer = int(np.argmax(now))
    return (layer + 2, update, float(first[layer]), float(now[layer])) if now[layer] > first[layer] else None


def _advice(run: Run) -> str:
    optimizer = run.scenario.optimizer
    if optimizer.rule.is_minimiser:
        return "Other starting weights may help."
    rate = show(float(optimizer.learning_rate), FEWEST_DIGITS)
    return f"The learning rate of {rate} oversteps: a smaller one may help."
