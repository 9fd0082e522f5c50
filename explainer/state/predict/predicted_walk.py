"""Predicting on a walk: what follows a wrong answer by the mode, what was answered, and what to practise."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.state.predict.exam import Exam
from explainer.state.predict.mode import PredictMode
from explainer.state.predict.prediction import Prediction
from explainer.state.predict.walk_record import AskedLine, LineOutcome, SlipMade, WalkRecord, name_of, slips_in
from explainer.state.session.display import Display
from explainer.state.walkthrough.asked_results import HELD
from explainer.state.walkthrough.changes import Cause
from explainer.state.walkthrough.walkthrough import Cursor, Walkthrough
from explainer.trace.lines.trace import Step
from explainer.variants.marking.from_own import AnswerFromOwn, judged_from_own
from explainer.variants.marking.one_answer import JudgedAnswer

_OFFER = "Go on with your number (G), or have the line shown (R)."
_GOES_ON = "Your number goes on, marked with *. M mends it."
_ALONE = "Your number is marked with *. This update is too long to work out what follows from it. M mends it."
_MENDED = "Every number is as training has it again."
_LEFT = "Your own numbers are mended: here every number is as training has it."


class PredictedWalk(Prediction):
    """A walk in one of the modes, from the beginning of predicting to its end. Emits `ended` with the `WalkRecord`
    where anything was answered.

    At the end means: once the last line of an update is answered, where another update or an edit comes first, or where
    the person ends it.
    """

    ended = Signal(object)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QObject | None = None) -> None:
        self._chosen_mode, self.record = PredictMode.TRY_AGAIN, WalkRecord()
        self._offered: PrintedNumber | None = None
        self._exam: Exam | None = None
        self._from_own: AnswerFromOwn | None = None
        self._queue: deque[Cursor] = deque()
        self._practises = self._had_own = False
        super().__init__(walkthrough, display, parent)

    @property
    def chosen_mode(self) -> PredictMode:
        return self._chosen_mode

    @property
    def practises(self) -> bool:
        """Whether lines of a walk before are asked again, which is always with another try."""
        return self._practises

    @property
    def mode(self) -> PredictMode:
        return PredictMode.TRY_AGAIN if self._practises else self._chosen_mode

    @property
    def is_exam(self) -> bool:
        """Whether nothing is said of an answer yet."""
        return self.is_on and self.mode is PredictMode.AT_END

    @property
    def offers(self) -> bool:
        """Whether the person may go on with the number that they have typed."""
        return self.is_asked and self._offered is not None

    @property
    def takes_answer(self) -> bool:
        return (self.is_asked and not self.offers) or self._is_taken

    @property
    def _is_taken(self) -> bool:
        """Whether the line has an answer that may be changed."""
        cursor = self._walkthrough.cursor
        return self.is_exam and self._exam is not None and cursor.step in self._exam.answers

    @property
    def gives_help(self) -> bool:
        return self.is_asked and not self.is_exam

    @property
    def can_mend(self) -> bool:
        return self._walkthrough.known.has_own and not self.is_exam

    @property
    def standing(self) -> str:
        """How the walk goes, in a sentence."""
        if self.is_exam:
            return f"{len(self._exam.answers) if self._exam else 0:,} answered"
        own = self.record.count(LineOutcome.OWN) - self.offers
        is_told = own and self.mode is PredictMode.FIX
        return self.record.standing + (f", {own:,} with your own number" if is_told else "")

    def set_mode(self, mode: PredictMode) -> None:
        """Predict in another mode. A walk on which something was answered ends by that."""
        if mode is self._chosen_mode:
            return
        is_on = self.is_on
        if is_on:
            self.toggle()
        self._chosen_mode = mode
        if is_on and not self.record.asked:
            self.toggle()
        else:
            self.changed.emit()

    # from begin to end

    def toggle(self) -> None:
        if not self.is_on:
            self.record, self._exam, self._had_own = self._new_record(), None, False
            super().toggle()
            return
        if self._exam:
            shown = self._walkthrough.bug_shown
            for line in self._exam.judged(self._digits, self._display.writing, shown):
                self.record.note(line)
        self._practises, self._exam = False, None
        self._queue.clear()
        super().toggle()
        if self.record.asked:
            self.ended.emit(self.record)

    def _new_record(self) -> WalkRecord:
        return WalkRecord(self._walkthrough.name, self._practises)

    def _ask(self) -> None:
        """What is said at the end, or practised, is asked for by its numbers."""
        asking = self.asked.asking(only_numbers=self.is_exam or self._practises, is_every_line=self._practises)
        self._walkthrough.hide_result(asking, holds=self.is_exam)

    def _on_others_asked(self) -> None:
        if self.is_exam:
            self.toggle()
            self.toggle()
        else:
            super()._on_others_asked()

    def practise(self, lines: Iterable[Cursor]) -> None:
        """Ask for these lines again, one after the other."""
        if self.is_on:
            self.toggle()
        self._queue, self._practises = deque(lines), True
        self.toggle()
        self._go_to_next()

    def _go_to_next(self) -> None:
        self._walkthrough.go_to(*self._queue.popleft())

    def before_next(self) -> bool:
        """What comes before a step on: the line that is asked for is shown, or the next that is practised comes. Return
        whether there was anything."""
        if self.is_asked:
            return self.reveal()
        if self._practises and self._queue:
            self._go_to_next()
        elif self._practises:
            self.toggle()
        else:
            return False
        return True

    # answers

    def _on_typed(self, typed: PrintedNumber, step: Step) -> bool:
        if not self.is_exam:
            self._typed = typed
            return super()._on_typed(typed, step)
        cursor, run = self._walkthrough.cursor, self._walkthrough.run
        if self._exam is None:
            self._exam = Exam(run, cursor.update)
        self._exam.answers[cursor.step] = typed
        self._say_taken(typed)
        self._walkthrough.go_on_with(float(typed.value))
        if self._walkthrough.known.is_complete:
            self.toggle()
        return True

    def _say_taken(self, typed: PrintedNumber) -> None:
        number = self._display.writing.show(float(typed.value))
        self.said = f"{self.question} = {number}, as you say. Type another to replace it; → goes on."

    def _judged(self, typed: PrintedNumber, step: Step) -> JudgedAnswer:
        self._from_own = judged_from_own(typed, step, self._digits, self._display.writing.notation)
        return self._from_own.judged

    def _on_wrong(self) -> bool:
        self._note(LineOutcome.OWN, slips_in(self._last))
        if self.mode is not PredictMode.FIX or self.choice:
            return super()._on_wrong()
        self._offered = self._typed
        return self._say(f"{self._reason} {_OFFER}")

    def _count(self, step: Step) -> None:
        self._note(LineOutcome.AT_FIRST if self._is_first else LineOutcome.WITH_HELP)
        super()._count(step)

    def _completed(self, step: Step) -> None:
        from_own = self._from_own
        if from_own and from_own.is_copied:
            self.said = f"✓ Right, though it does not follow from your numbers: {self._name(step)}. → goes on."
            self._walkthrough.go_on_with(float(self._typed.value))
            return
        if from_own and from_own.follows:
            self.said = f"✓ Right from your numbers: {self._name(step)}. → goes on."
            if from_own.is_worked_out:
                self._walkthrough.complete_line()
            else:
                self._walkthrough.go_on_with(float(self._typed.value))
            return
        super()._completed(step)

    def _show(self, said: str) -> bool:
        self._note(LineOutcome.SHOWN)
        return super()._show(said)

    def _note(self, outcome: LineOutcome, slips: tuple[SlipMade, ...] = ()) -> None:
        step, at = self._walkthrough.open_step, self._walkthrough.cursor
        if step is not None:
            name = name_of(step, self._display.writing.notation)
            self.record.note(AskedLine(at, name, outcome, outcome is LineOutcome.OWN, slips))

    def hint(self) -> None:
        if self.gives_help:
            super().hint()

    def reveal(self) -> bool:
        if self.is_exam and self.is_asked:
            self._say(HELD)
            return True
        return super().reveal()

    def go_on(self) -> None:
        """Go on with the wrong number that was typed."""
        if self._offered is not None and self.offers:
            number = float(self._offered.value)
            self._offered = None
            self._say(_GOES_ON if self._walkthrough.go_on_with(number) else _ALONE)

    def mend(self) -> None:
        """Let every number be as training has it."""
        if self.can_mend:
            self.said = _MENDED
            self._walkthrough.mend()

    # following

    def _on_moved(self, cause: Cause) -> None:
        had_own, self._had_own = self._had_own, self._walkthrough.known.has_own
        if self.is_on and not self._exam and self.record.scenario != self._walkthrough.name:
            self.record = self._new_record()
        super()._on_moved(cause)
        if self._exam and not self._exam.is_about(self._walkthrough.run, self._walkthrough.cursor.update):
            self.toggle()
        elif self._is_taken and not self.said and self._exam:
            self._say_taken(self._exam.answers[self._walkthrough.cursor.step])
            self.changed.emit()
        elif self.is_on and had_own and not self._had_own and cause is not Cause.REVEAL:
            self._say(_LEFT)

    def _forget(self) -> None:
        super()._forget()
        self._offered = self._from_own = None
