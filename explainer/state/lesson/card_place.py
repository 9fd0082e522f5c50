"""Where a card wants the window to be: the scenario, its training, the cursor, and the result that is asked for."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from explainer.engine.run.run import Run
from explainer.files.examples import example_names
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.numbers.training import WORK_AT_ONCE, work_of
from explainer.lessons.numbers.values import Values
from explainer.state.background.trainer import Trainer
from explainer.state.lesson.prepared_card import PreparedCard
from explainer.state.walkthrough.asked_results import Asking, Cursor
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.trace import Step


class CardPlace(QObject):
    """Puts the walkthrough where a card wants it; `arrived` when it is there."""

    arrived = Signal()

    def __init__(self, walkthrough: Walkthrough, trainer: Trainer, parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough, self._trainer = walkthrough, trainer
        self._card: PreparedCard | None = None
        self._asking: Asking | None = None
        self._run: Run | None = None
        self._goes = False
        trainer.finished.connect(self._on_trained)

    @property
    def is_going(self) -> bool:
        """Whether training goes on, on the way to a card."""
        return self._goes

    @property
    def is_same_run(self) -> bool:
        """Whether the run is the card's own, without an edit."""
        return self._run is not None and self._walkthrough.run is self._run

    @property
    def is_here(self) -> bool:
        """Whether the window is where the card has put it."""
        return self.is_same_run and self._walkthrough.cursor == self._cursor

    @property
    def is_same_task(self) -> bool:
        """Whether the card's own scenario is looked at, perhaps with numbers that were changed."""
        if self._card is None or self._run is None:
            return False
        network = self._walkthrough.run.scenario.network
        return self._walkthrough.name == self._name and network == self._card.calculation.scenario.network

    def present(self, follows_cursor: bool) -> Calculation | None:
        """Return the calculation that the window is at: the card's, or with numbers that were changed in it, at the
        card's update or the cursor's; None where something else is looked at."""
        if self._card is None or not self.is_same_task:
            return None
        walkthrough, card = self._walkthrough, self._card.calculation
        update = walkthrough.cursor.update if follows_cursor else card.update
        if self.is_same_run and update == card.update:
            return card
        if update > walkthrough.run.updates + 1:
            return None
        values = Values(walkthrough.run, update, card.sample, card.values.scenes)
        return replace(card, run=walkthrough.run, scenario=walkthrough.run.scenario, values=values)

    @property
    def _cursor(self) -> Cursor:
        card = self._card
        return Cursor(card.calculation.update, card.line) if card else Cursor()

    @property
    def _name(self) -> str:
        """The name of a built-in scenario; one of a file has none, so that it is never saved over."""
        name = self._card.calculation.window.scenario if self._card else None
        return name if name in example_names() else ""

    def put(self, card: PreparedCard) -> None:
        """Go where a card stands, from wherever the window is."""
        self.halt()
        self._ask_no_more()
        self._card, self._asking = card, _asking(card)
        calculation, walkthrough = card.calculation, self._walkthrough
        self.hide(True)
        if not self._fits(calculation):
            walkthrough.open(calculation.scenario, self._name)
            self._run = walkthrough.run
        missing = calculation.trained - walkthrough.run.updates
        if missing * work_of(calculation.scenario) > WORK_AT_ONCE:
            self._goes = True
            self._trainer.train_to(calculation.trained)
            return
        if missing > 0:
            walkthrough.grow(missing)
        self._go()

    def halt(self) -> None:
        """Go no further on the way to a card; training ends."""
        self._goes = False
        self._trainer.stop()

    def leave(self) -> None:
        """Ask for nothing any more."""
        if self._goes:
            self.halt()
        self._ask_no_more()
        self._card, self._run = None, None

    def _ask_no_more(self) -> None:
        asking, self._asking = self._asking, None
        if asking is not None:
            self._walkthrough.reveal_result(asking)

    def tell(self) -> None:
        """Tell the result that the card has asked for, also where numbers were changed or another line is looked at."""
        if self._asking is not None and self._walkthrough.cursor == self._cursor:
            self._walkthrough.complete_line(self._asking)
        else:
            self.hide(False)

    def _fits(self, calculation: Calculation) -> bool:
        """Tell whether the run can be gone on with: nothing in it was changed, and no later update is there already."""
        if not self.is_same_run or self._walkthrough.run.scenario is not calculation.scenario:
            return False
        return self._walkthrough.run.updates <= max(calculation.trained, calculation.update)

    def _on_trained(self) -> None:
        if self._goes and self._card and self._walkthrough.run.updates >= self._card.calculation.trained:
            self._go()

    def _go(self) -> None:
        self._goes = False
        self._walkthrough.go_to(*self._cursor)
        self.arrived.emit()

    def hide(self, is_asked: bool) -> None:
        """Let nothing tell the result that the card asks for, or tell it where it is asked for no more. What others ask
        for stays as it is."""
        if self._asking is None:
            return
        if is_asked:
            self._walkthrough.hide_result(self._asking)
        else:
            self._walkthrough.reveal_result(self._asking)


def _asking(card: PreparedCard) -> Asking | None:
    """Return what asks for the one line of a card; None where it asks for none."""
    if card.asked is None:
        return None
    update, number = card.calculation.update, card.asked

    def asks(step: Step) -> bool:
        return (step.update, step.number) == (update, number)

    return Asking(asks)
