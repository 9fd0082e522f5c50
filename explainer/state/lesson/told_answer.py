"""The answer to a card as it is told: in a sentence, and what of the card is marked as right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.lessons.answers.judging import without_noise
from explainer.lessons.lesson import ChoiceAsked, FindAsked, LessonError, NumberAsked, OrderAsked, SignAsked
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.numbers.training import in_a_moment
from explainer.lessons.texts import filled, written_number
from explainer.state.lesson.prepared_card import PreparedCard

_WHOLE_DIGITS = 15


class ToldAnswer(NamedTuple):
    """What is said, and the texts of options, or the names of elements, that are right."""

    sentence: str
    picked: tuple[str, ...] | None = None


def told_answer(card: PreparedCard, present: Calculation | None) -> ToldAnswer:
    """Return the answer to a card: a number and a sign as they are with the numbers at hand, or the card's own where
    there are none."""
    values, digits = card.calculation.values, card.digits
    match card.card.ask:
        case NumberAsked(answer=answer, digits=asked, whole=whole):
            return _number(answer, card, present, _WHOLE_DIGITS if whole else max(asked, digits))
        case SignAsked(answer=answer):
            return _number(answer, card, present, digits)
        case ChoiceAsked(answer=answer):
            right = filled(answer, values, digits)
            return ToldAnswer(f"The answer: {right}", (right,))
        case OrderAsked(answer=answers):
            return ToldAnswer("Now they are in order.", tuple(filled(text, values, digits) for text in answers))
        case FindAsked(answer=names):
            return ToldAnswer(_elements(names), tuple(names))
        case _:
            return ToldAnswer("Go on with the next card, or try it later.")


def _number(answer: str, card: PreparedCard, present: Calculation | None, digits: int) -> ToldAnswer:
    if present is not None and present is not card.calculation:
        try:
            with in_a_moment():
                return ToldAnswer(f"It is {written_number(without_noise(answer, present.values), digits)}.")
        except LessonError:
            pass
    number = written_number(without_noise(answer, card.calculation.values), digits)
    with_own = "" if present is card.calculation else " with the card's own numbers"
    return ToldAnswer(f"It is {number}{with_own}.")


def _elements(names: Sequence[str]) -> str:
    *others, last = names
    return f"They are {', '.join(others)} and {last}." if others else f"It is {last}."
