"""Which lines are asked for, and how: what a person wants to be asked, in which round."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.state.walkthrough.asked_results import Asking
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Step
from explainer.variants.questions.fading import GROUPS, asked_in, is_in_round
from explainer.variants.questions.kinds import Wanted, is_asked, question_of
from explainer.variants.questions.question import LineQuestion


class AskedLines(QObject):
    """Emits `changed` when other lines are asked for, or in another way.

    A round is an update, counted from the one that predicting began in. Where `is_fading`, the first asks for the last
    lines only, and each for one group of lines more. What comes in a mixture depends on the line and the round alone.
    """

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wanted, self._is_fading = Wanted.NUMBERS, False
        self._only_numbers = self._is_every_line = False
        self._first = 1

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def _kinds(self) -> Wanted:
        return Wanted.NUMBERS if self._only_numbers else self._wanted

    @property
    def is_fading(self) -> bool:
        return self._is_fading

    def want(self, wanted: Wanted) -> None:
        if wanted is not self._wanted:
            self._wanted = wanted
            self.changed.emit()

    def fade(self, is_fading: bool) -> None:
        """Ask for more each round, or for all lines from the start."""
        if is_fading is not self._is_fading:
            self._is_fading = is_fading
            self.changed.emit()

    def begin(self, update: int) -> None:
        """Let an update be the first round."""
        self._first = update

    def asking(self, only_numbers: bool = False, is_every_line: bool = False) -> Asking:
        """Return what the walkthrough asks for: numbers alone, or every line, whatever a person wants else."""
        self._only_numbers, self._is_every_line = only_numbers, is_every_line
        return Asking(self._asks, self._hides_formula)

    def round_of(self, update: int) -> int:
        return max(update - self._first, 0) + 1

    def said_of(self, update: int) -> str:
        """Return in words which round it is, and what is asked in it; nothing where all lines always are."""
        if not self._is_fading:
            return ""
        number = self.round_of(update)
        rounds = f"Round {number:,} of {len(GROUPS)}" if number <= len(GROUPS) else f"Round {number:,}"
        kinds = "" if self._kinds is Wanted.NUMBERS else f", {self._kinds}"
        return f"{rounds}: {asked_in(number)}{kinds}"

    def question(self, step: Step, notation: Notation) -> LineQuestion | None:
        """Return what is to be chosen at a line; None where its number is asked for."""
        return question_of(step, self._kinds, self.round_of(step.update), notation)

    def _asks(self, step: Step) -> bool:
        number = self.round_of(step.update)
        is_reached = not self._is_fading or self._is_every_line or is_in_round(step, number)
        return is_reached and is_asked(step, self._kinds, number)

    def _hides_formula(self, step: Step) -> bool:
        question = self.question(step, Notation.WORKED)
        return question is not None and question.hides_formula
