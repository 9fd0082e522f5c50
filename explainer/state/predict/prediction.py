"""Predict: the result of each line is asked for, answered or shown, and counted for the walk."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.engine.scenario.printed_number import PrintedNumber, read_typed
from explainer.functions.expression import symbols
from explainer.state.predict.asked_lines import AskedLines
from explainer.state.session.display import Display
from explainer.state.walkthrough.asked_results import Cursor
from explainer.state.walkthrough.changes import Cause, Edited, EditKind
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.plain_text import write_on_paper
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, symbol_of
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.variants.marking.one_answer import JudgedAnswer, judged
from explainer.variants.questions.question import LineQuestion
from explainer.variants.typed_number import DIGITS, Agreement

_MOST_WRONG = 3
_LONGEST = 90
"""In letters: a longer formula is read where it is set."""
_NO_NUMBER = "Type a number, such as 0.5, 0,5, 1/3, −2 or 1e-3."
_CLOSED = "What the right program makes here can be worked out; how this one does is not told."
_UNKNOWN_SLIP = "Not this number. Look at what goes into the line, and at each sign."


class Prediction(QObject):
    """Asks for the result of each line that the cursor comes to, and says what there is to say of an answer.

    A wrong answer is told its slip, a second one is given a hint, a third one is shown the line. Emits `changed` when
    it begins or ends, when another line is asked for, and when there is something else to say; `place` is what is said
    something about. What is asked is a number, unless there is a `choice`, of which `picked` are the options so far.
    `was_right` tells of a right answer.
    """

    changed = Signal()
    was_right = Signal()

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._is_on = False
        self.said = ""
        self._wrong, self._has_help, self._was_shown = 0, False, False
        self._last = JudgedAnswer(Agreement.NONE)
        self.place: frozenset[Symbol] = frozenset()
        self.asked = AskedLines(self)
        self._choice: LineQuestion | None = None
        self.picked: frozenset[int] = frozenset()
        self.asked.changed.connect(self._on_others_asked)
        walkthrough.edited.connect(self._on_edited)
        walkthrough.moved.connect(self._on_moved)
        display.changed.connect(self._renew)

    @property
    def is_on(self) -> bool:
        return self._is_on

    @property
    def is_asked(self) -> bool:
        """Whether an answer is waited for."""
        return self._is_on and self._walkthrough.known.is_asked

    @property
    def takes_answer(self) -> bool:
        """Whether a number may be typed."""
        return self.is_asked

    @property
    def was_shown(self) -> bool:
        """Whether the line was not answered but shown: it can be asked again with other numbers."""
        return self._is_on and self._was_shown

    @property
    def line(self) -> Cursor | None:
        """Where the person is, as long as predicting goes on."""
        return self._walkthrough.cursor if self._is_on else None

    @property
    def asked_line(self) -> Cursor | None:
        """Where an answer is waited for."""
        return self._walkthrough.cursor if self.is_asked else None

    @property
    def question(self) -> str:
        """What the line makes, by its name; nothing before the first line."""
        step = self._walkthrough.step
        return self._name(step) if step else ""

    @property
    def choice(self) -> LineQuestion | None:
        """The question whose options are chosen from; None where a number is typed, or nothing is asked."""
        return self._choice

    @property
    def round_text(self) -> str:
        """Which round it is, and what is asked in it; nothing where there are none."""
        return self.asked.said_of(self._walkthrough.cursor.update)

    @property
    def picks_elements(self) -> bool:
        """Whether the options are elements of the picture."""
        return self._choice is not None and all(option.element for option in self._choice.options)

    @property
    def _digits(self) -> int:
        """How many digits are asked for, never more than are shown."""
        return min(DIGITS, self._display.writing.digits)

    def toggle(self) -> None:
        """Begin to ask, or show everything again."""
        self._is_on = not self._is_on
        self._forget()
        if self._is_on:
            self._begin()
        else:
            self._walkthrough.reveal_result()

    def _begin(self) -> None:
        self.asked.begin(self._walkthrough.cursor.update)
        self._ask()

    def _ask(self) -> None:
        self._walkthrough.hide_result(self.asked.asking())

    def answer(self, text: str) -> bool:
        """Take an answer to the line that is asked for; return whether it was right."""
        step = self._walkthrough.open_step
        if step is None or not self.takes_answer or self._choice:
            return False
        try:
            typed = read_typed(text)
            float(typed.value)
        except (ValueError, ArithmeticError):  # too large a number is none, either
            return self._say(_NO_NUMBER)
        return self._on_typed(typed, step)

    def _on_typed(self, typed: PrintedNumber, step: Step) -> bool:
        return self._take(self._judged(typed, step), step)

    def choose(self, option: int) -> bool:
        """Take an option as the answer; where several belong to it, take it to the others, or away from them. Return
        whether it was right."""
        if self._choice is None or not 0 <= option < len(self._choice.options):
            return False
        if not self._choice.takes_many:
            self.picked = frozenset({option})
            return self.compare()
        self.picked ^= {option}
        elements = (self._choice.options[place].element for place in self.picked)
        self.place = frozenset(symbol_of(element) for element in elements if element)
        self.changed.emit()
        return False

    def pick(self, element: Element) -> None:
        """Choose the option that an element of the picture is."""
        if self._choice is None:
            return
        elements = [option.element for option in self._choice.options]
        if element in elements:
            self.choose(elements.index(element))
        else:
            self._say(f"Choose from: {', '.join(option.text for option in self._choice.options)}.")

    def compare(self) -> bool:
        """Take what is chosen as the answer; return whether it was right."""
        step = self._walkthrough.open_step
        if self._choice is None or step is None:
            return False
        if not self.picked:
            return self._say("Choose first.")
        return self._take(self._choice.judged(self.picked), step)

    def _take(self, judged_answer: JudgedAnswer, step: Step) -> bool:
        self._last = judged_answer
        if self._last.is_right:
            self._count(step)
            return True
        self.place = self._last.place
        if self._last.agreement is Agreement.FEW_DIGITS:
            return self._say(f"Right so far. Go on to {self._digits} digits.")
        return self._on_wrong()

    def _judged(self, typed: PrintedNumber, step: Step) -> JudgedAnswer:
        return judged(typed, step, self._digits, self._display.writing.notation)

    def _on_wrong(self) -> bool:
        self._wrong += 1
        if self._wrong >= _MOST_WRONG:
            return self._show(f"{self._reason} The line is shown now.")
        return self._say(self._reason if self._wrong == 1 else f"{self._reason} {self._help()}")

    @property
    def _reason(self) -> str:
        """What is said of a wrong answer."""
        return self._last.slip or _UNKNOWN_SLIP

    def hint(self) -> None:
        """Help with the line, without telling its result."""
        if self.is_asked:
            self._say(self._help())

    def reveal(self) -> bool:
        """Show the line that is asked for; return whether one was."""
        if not self.is_asked:
            return False
        self.place = frozenset()
        self._show("Shown. → goes on.")
        return True

    def _help(self) -> str:
        """Return the hint of the slip that was made, or the line with symbols."""
        self._has_help = True
        step = self._walkthrough.step
        if self._choice and not self._wrong:
            self.place = self._choice.goes_in
            return self._choice.hint
        if self._last.hint or step is None:
            return self._last.hint
        if step.is_closed:
            return _CLOSED
        self.place = frozenset(symbols(step.rule))
        scenario, notation = step.scenario, self._display.writing.notation

        def word(symbol: Symbol) -> str:
            return spoken_name(scenario, symbol, notation)

        formula = write_on_paper(step.rule, word)
        if len(formula) > _LONGEST:
            return f"The tab Lines has the formula of {self._name(step)} in symbols."
        return f"The line is {self._name(step)} = {formula}."

    def _name(self, step: Step) -> str:
        return spoken_name(step.scenario, step.symbol, self._display.writing.notation)

    def _count(self, step: Step) -> None:
        self.place = frozenset()
        self.said = f"✓ Right: {self._name(step)}. → goes on."
        self._completed(step)
        self.was_right.emit()

    @property
    def _is_first(self) -> bool:
        """Whether there was neither a wrong answer nor help."""
        return not self._wrong and not self._has_help

    def _completed(self, step: Step) -> None:
        self._walkthrough.complete_line()

    def _show(self, said: str) -> bool:
        self.said, self._was_shown = said, True
        self._walkthrough.complete_line()
        return False

    def _say(self, sentence: str) -> bool:
        self.said = sentence
        self.changed.emit()
        return False

    def _on_moved(self, cause: Cause) -> None:
        if cause is not Cause.REVEAL:
            self._forget()
        self._renew()

    def _on_edited(self, edited: Edited) -> None:
        """Count the rounds of another scenario from its start."""
        update = self._walkthrough.cursor.update
        if self._is_on and edited.kind is EditKind.OPEN and self.asked.round_of(update + 1) < update + 1:
            self.asked.begin(update)
            self._ask()

    def _on_others_asked(self) -> None:
        self._forget()
        if self._is_on:
            self._ask()
        self.changed.emit()

    def _renew(self) -> None:
        """See what is asked of the line."""
        step = self._walkthrough.open_step if self.is_asked else None
        self._choice = self.asked.question(step, self._display.writing.notation) if step else None
        self.changed.emit()

    def _forget(self) -> None:
        self.said, self.place, self.picked = "", frozenset(), frozenset()
        self._wrong, self._has_help, self._was_shown = 0, False, False
        self._last = JudgedAnswer(Agreement.NONE)
