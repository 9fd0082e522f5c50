"""All that judging an answer needs, calculated before anybody waits for it."""

from __future__ import annotations

from contextlib import suppress

from explainer.lessons.answers.conditions import Present, holds
from explainer.lessons.answers.judging import wrong_numbers
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
from explainer.lessons.texts import filled


def rehearse(question: LessonQuestion, card: Calculation, digits: int) -> None:
    """Calculate the answer, the wrong ones and the numbers of their slips; each may need training of its own, which is
    kept, so that judging is quick afterwards."""
    with suppress(LessonError):
        match question:
            case NumberAsked() | SignAsked():
                card.values.number(question.answer)
            case DoAsked():
                holds(question.until, Present.at_beginning(card))
            case _:
                pass
    if isinstance(question, NumberAsked):
        list(wrong_numbers(question, card.values))
    for slip in _slips(question):
        with suppress(LessonError):
            filled(slip, card.values, digits)


def _slips(question: LessonQuestion) -> list[str]:
    match question:
        case NumberAsked() | SignAsked() | ChoiceAsked() | FindAsked():
            return [wrong.slip for wrong in question.wrong]
        case OrderAsked():
            return [question.slip]
        case _:
            return []
