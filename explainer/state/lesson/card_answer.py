"""The answer to a card: what is given, what is said of it, and when it is shown."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from explainer.lessons.answers.conditions import Present, holds
from explainer.lessons.answers.judging import judge
from explainer.lessons.lesson import (
    ChoiceAsked,
    DoAsked,
    FindAsked,
    LessonError,
    LessonQuestion,
    NumberAsked,
    OrderAsked,
    SignAsked,
)
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.numbers.training import in_a_moment
from explainer.state.lesson.given_answer import GivenAnswer
from explainer.state.lesson.outcome import CardOutcome
from explainer.state.lesson.prepared_card import PreparedCard
from explainer.state.lesson.told_answer import told_answer
from explainer.trace.lines.elements import Element, element_name
from explainer.variants.typed_number import Agreement

_MOST_WRONG = 3
_RIGHT = "Right."
_UNKNOWN, _LOOK = "Not this one.", "Look once more at what goes in, and at each sign."
_ELSEWHERE = "Go back to the card to answer it."


class CardAnswer(QObject):
    """Takes answers to the question of a card. Emits `changed`, and `completed` with the outcome once it is right or
    was shown: the first wrong answer is told its slip, the second a hint too, the third is shown."""

    changed = Signal()
    completed = Signal(object)

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._card: PreparedCard | None = None
        self._calculation: Calculation | None = None
        self.said = ""
        self.outcome: CardOutcome | None = None
        self.picked: tuple[str, ...] = ()
        """What was chosen, or is in order or found so far: texts of options, or names of elements."""
        self._wrong, self._has_help, self._is_so_far = 0, False, False

    @property
    def question(self) -> LessonQuestion | None:
        return self._card.card.ask if self._card else None

    @property
    def is_open(self) -> bool:
        """Whether an answer is waited for."""
        return self.question is not None and self.outcome is None

    @property
    def takes_number(self) -> bool:
        """Whether a number may be typed."""
        return self.is_open and isinstance(self.question, NumberAsked)

    @property
    def takes_option(self) -> bool:
        """Whether one of the options may be chosen."""
        return self.is_open and isinstance(self.question, ChoiceAsked | SignAsked | OrderAsked)

    @property
    def is_about_elements(self) -> bool:
        """Whether elements of the picture are asked for, or were."""
        return isinstance(self.question, FindAsked)

    @property
    def picks_elements(self) -> bool:
        """Whether elements of the picture are asked for."""
        return self.is_open and self.is_about_elements

    @property
    def picked_elements(self) -> tuple[str, ...]:
        """The elements that were found so far."""
        return self.picked if self.is_about_elements else ()

    @property
    def is_to_do(self) -> bool:
        """Whether the card waits for something to be done in the window."""
        return isinstance(self.question, DoAsked)

    def ask(self, card: PreparedCard) -> None:
        """Ask the question of a card."""
        self.forget()
        self._card, self._calculation = card, card.calculation

    @property
    def given(self) -> GivenAnswer:
        """What was done so far to answer."""
        options = self._card.options if self._card else ()
        return GivenAnswer(self.outcome, self.picked, options, self._wrong, self._has_help)

    def resume(self, given: GivenAnswer) -> None:
        """Go on with what was done before: what was answered stays so, and is told with the card's own numbers."""
        if self._card is None:
            return
        self.outcome, self._wrong, self._has_help = given.outcome, given.wrong, given.has_help
        self.picked = given.picked_of(self._card.options)
        if given.outcome is CardOutcome.SHOWN:
            self.said = told_answer(self._card, self._calculation).sentence
        elif given.outcome is not None:
            self.said = _RIGHT

    def renew(self, card: PreparedCard) -> None:
        """Go on with the same card, whose numbers are written with other digits."""
        if self._card is not None:
            self.picked = self.given.picked_of(card.options)
            self._card = card

    def forget(self) -> None:
        """Ask nothing."""
        self._card = self._calculation = None
        self.said, self.outcome, self.picked = "", None, ()
        self._wrong, self._has_help = 0, False

    def look(self, present: Calculation | None, updates: int) -> None:
        """Take the calculation that the window is at, None where it is another, and how many updates the window has
        made; see whether what is to be done is."""
        self._calculation = present
        if not (self.is_open and self._card and isinstance(self.question, DoAsked) and present):
            return
        try:
            with in_a_moment():
                at = Present(present.values, present.line, updates, self._card.calculation)
                is_done = holds(self.question.until, at)
        except LessonError:
            return
        if is_done:
            self._complete()

    # what a person does

    def type(self, text: str) -> bool:
        """Take a number as it was typed; return whether it was right."""
        return self.takes_number and self._judged(text)

    def choose(self, place: int) -> bool:
        """Choose an option; of texts to be put in order the next one, or one less. Return whether it was right."""
        if self._card is None or not self.takes_option or not 0 <= place < len(self._card.options):
            return False
        text = self._card.options[place]
        if not isinstance(self.question, OrderAsked):
            self.picked = (text,)
            return self._judged(text)
        self.picked = self.picked[: self.picked.index(text)] if text in self.picked else (*self.picked, text)
        if len(self.picked) < len(self._card.options):
            self.said = ""
            self.changed.emit()
            return False
        is_right = self._judged(self.picked)
        if self.is_open:
            self.picked = ()
            self.changed.emit()
        return is_right

    def pick(self, element: object) -> None:
        """Take an element of the picture that was clicked."""
        if not self.picks_elements or not isinstance(element, Element) or self._card is None:
            return
        name = element_name(self._card.calculation.scenario, element)
        if not name:
            return
        before = self.picked
        if name in before:
            self.picked = tuple(other for other in before if other != name)
            self.changed.emit()
            return
        self.picked = (*before, name)
        if not self._judged(self.picked) and not self._is_so_far:
            self.picked = before if self.is_open else self.picked
            self.changed.emit()

    def hint(self) -> None:
        """Help, without telling the answer."""
        if self.is_open:
            self._has_help = True
            self._say(self._hint)

    def reveal(self) -> None:
        """Show the answer."""
        if self.is_open:
            self._show("")

    # what is said

    def _judged(self, given: str | Sequence[str]) -> bool:
        question, card, calculation = self.question, self._card, self._calculation
        if question is None or card is None or calculation is None:
            return self._say(_ELSEWHERE)
        try:
            with in_a_moment():
                own = card.options_are_its_own
                found = judge(question, given, card.calculation if own else calculation, card.digits)
        except LessonError as error:
            return self._say(f"This cannot be compared here: {error}.")
        self._is_so_far = found.agreement is Agreement.FEW_DIGITS
        if found.is_right:
            self._complete()
            return True
        if self._is_so_far:
            return self._say(found.slip)
        return self._on_wrong(found.slip)

    def _on_wrong(self, slip: str) -> bool:
        """Say what was done, with more help each time; "" where that is not known."""
        self._wrong += 1
        said = slip or _UNKNOWN
        if self._wrong >= _MOST_WRONG:
            return self._show(f"{said} ")
        if self._wrong > 1:
            return self._say(f"{said} {self._hint}".strip())
        return self._say(said if slip or not self.takes_number else f"{said} {_LOOK}")

    @property
    def _hint(self) -> str:
        card = self._card
        if card is None:
            return ""
        if card.hint:
            return card.hint
        return "Look at the line in symbols, in the tab Lines." if card.asked else "Read the card once more."

    def _complete(self) -> None:
        self.outcome = CardOutcome.LATER if self._wrong or self._has_help else CardOutcome.AT_FIRST
        self.said = _RIGHT
        self.completed.emit(self.outcome)

    def _show(self, before: str) -> bool:
        if self._card is None:
            return False
        told = told_answer(self._card, self._calculation)
        self.outcome = CardOutcome.SHOWN
        self.picked = self.picked if told.picked is None else told.picked
        self.said = f"{before}{told.sentence}"
        self.completed.emit(self.outcome)
        return False

    def _say(self, sentence: str) -> bool:
        self.said = sentence
        self.changed.emit()
        return False
