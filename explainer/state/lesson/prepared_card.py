"""A card of a lesson with all its numbers: its texts as they are shown, and where in the calculation it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explainer.lessons.answers.judging import SIGNS, asked_line
from explainer.lessons.answers.rehearsal import rehearse
from explainer.lessons.answers.shuffling import offered
from explainer.lessons.lesson import ChoiceAsked, Lesson, LessonCard, OrderAsked, SignAsked
from explainer.lessons.numbers.calculation import Calculation, calculation_of
from explainer.lessons.numbers.training import as_long_as
from explainer.lessons.texts import filled


@dataclass(frozen=True, eq=False)
class PreparedCard:
    """A card that can be shown: `options` are the texts to choose from or to put in order, none where there are none;
    `line` is that of the cursor, `asked` the line whose result is asked for, None where no line's is."""

    index: int
    card: LessonCard
    calculation: Calculation
    line: int
    asked: int | None
    say: str
    question: str
    hint: str
    options: tuple[str, ...]
    digits: int
    """With how many digits its numbers are written."""

    @property
    def options_are_its_own(self) -> bool:
        """Whether the options were written with the card's own numbers, whatever numbers are at hand by now."""
        return isinstance(self.card.ask, ChoiceAsked | OrderAsked)


def prepared(lesson: Lesson, index: int, digits: int, is_wanted: Callable[[], bool] = lambda: True) -> PreparedCard:
    """Return a card of a lesson, counted from 0, with numbers of so many digits; it may take seconds of training, which
    ends where it `is_wanted` no more. Raises LessonError."""
    with as_long_as(is_wanted):
        card, calculation = lesson.cards[index], calculation_of(lesson, index)
        if card.ask is not None:
            rehearse(card.ask, calculation, card.window.digits or digits)
        return with_numbers(lesson, index, calculation, card.window.digits or digits)


def with_numbers(lesson: Lesson, index: int, calculation: Calculation, digits: int) -> PreparedCard:
    """Return a card with the numbers of a calculation. Raises LessonError."""
    card, values = lesson.cards[index], calculation.values
    ask = card.ask
    return PreparedCard(
        index,
        card,
        calculation,
        calculation.line,
        asked_line(ask, calculation),
        filled(card.say, values, digits),
        filled(ask.text, values, digits) if ask else "",
        filled(ask.hint, values, digits) if ask else "",
        _options(lesson, card, calculation, digits),
        digits,
    )


def closing_of(lesson: Lesson, digits: int, is_wanted: Callable[[], bool] = lambda: True) -> str:
    """Return what is said at the end of a lesson. Raises LessonError."""
    with as_long_as(is_wanted):
        return filled(lesson.closing, calculation_of(lesson, len(lesson.cards) - 1).values, digits)


def _options(lesson: Lesson, card: LessonCard, calculation: Calculation, digits: int) -> tuple[str, ...]:
    match card.ask:
        case SignAsked():
            return SIGNS
        case ChoiceAsked(answer=answer, wrong=wrong):
            texts = [answer, *(other.text for other in wrong)]
        case OrderAsked(answer=answers):
            texts = list(answers)
        case _:
            return ()
    return tuple(offered([filled(text, calculation.values, digits) for text in texts], lesson.id, card.title))
