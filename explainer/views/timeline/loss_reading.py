"""What there is to read on the track of updates: how far it reaches, its curves, and its texts."""

from __future__ import annotations

from explainer.state.background.trainer import Trainer
from explainer.state.session.display import Display
from explainer.state.walkthrough.known_of_run import known_loss
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.trace.formula.notation import full
from explainer.views.timeline.loss_curves import LossCurves, LossPeaks
from explainer.views.timeline.names import position_text

_FEWEST = 10
"""How many updates the track is long at least."""


class LossReading:
    """Finds what is drawn when it is first asked for after something has changed.

    The axis is logarithmic as it is `wanted` or, with None, where the losses reach far.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, trainer: Trainer) -> None:
        self._walkthrough, self._display, self._trainer = walkthrough, display, trainer
        self._peaks = LossPeaks(walkthrough)
        self._curves: LossCurves | None = None
        self._found_for: object = None
        self.wanted: bool | None = None

    def forget(self) -> None:
        """Find the curves anew: there are more updates, or the run has changed."""
        self._curves = None

    def curves(self, columns: int) -> LossCurves:
        """Return what is drawn in that many columns, for what is known at the cursor."""
        key = self._walkthrough.known.horizon, columns, self.wanted
        if self._curves is None or key != self._found_for:
            self._found_for, self._curves = key, self._peaks.curves(columns, self.end, self.wanted)
        return self._curves

    @property
    def last(self) -> int:
        """The last update that the cursor can go to."""
        run = self._walkthrough.run
        return max(run.updates + (run.stopped is None), self._walkthrough.cursor.update)

    @property
    def end(self) -> int:
        """How many updates are done at the right end: those there are, in this run and the one before, and while
        training all that it is to come to."""
        ghost, trainer = self._walkthrough.ghost, self._trainer
        goal = trainer.goal if trainer.is_training and trainer.below is None else 0
        return max(self.last - 1, ghost.updates if ghost else 0, goal, _FEWEST)

    def cursor_in(self, update: int, step: int) -> Cursor:
        """Return the place of this step in an update, or the start of one that is not computed."""
        return Cursor(update, step if update <= self._walkthrough.run.updates else 0)

    def texts(self, pointed: int | None = None) -> list[str]:
        """Return where the cursor is, the loss there or of the update that is pointed at, and how that compares with
        the run before."""
        walkthrough = self._walkthrough
        update, step = walkthrough.cursor
        done = walkthrough.run.updates
        where = position_text(update, done if update <= done else 0, step, len(walkthrough.trace), walkthrough.part)
        return [where, self._loss_text(update, pointed), self._peaks.difference(pointed or update)]

    def _loss_text(self, update: int, pointed: int | None) -> str:
        loss = known_loss(self._walkthrough.known, self._walkthrough.run, pointed or update)
        kind = "batch loss" if self._walkthrough.scenario.updates_per_epoch > 1 else "loss"
        return f"{f'update {pointed:,}: ' if pointed else ''}{kind} {self._display.writing.show(loss)}"

    def tip(self, update: int) -> str:
        """Return all digits of the loss of an update, and how it compares with the run before."""
        loss = known_loss(self._walkthrough.known, self._walkthrough.run, update)
        told = f"loss {full(loss)}" if update <= self._walkthrough.run.updates else "not computed yet"
        return "\n".join(text for text in (f"before update {update:,}: {told}", self._peaks.difference(update)) if text)

    def widest_texts(self) -> list[str]:
        """Return texts as wide as that of the cursor's place can become."""
        steps, done = len(self._walkthrough.trace), max(self.end, self.last)
        return [position_text(done, done, steps, steps), position_text(done, done, 0, steps)]
