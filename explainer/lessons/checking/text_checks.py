"""What is wrong with the texts of a card: their form, and numbers in them that cannot be calculated."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.lessons.lesson import (
    Asked,
    ChoiceAsked,
    FindAsked,
    LessonCard,
    LessonError,
    NumberAsked,
    OrderAsked,
    SignAsked,
)
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.reading.problem import Problem
from explainer.lessons.texts import faults, filled
from explainer.trace.formula.notation import DIGITS


def text_problems(of: LessonCard | str, calculation: Calculation | None) -> Iterator[Problem]:
    """Go through what is wrong with the texts of a card, or with one text; without its calculation the form alone."""
    for key, text in _texts(of) if isinstance(of, LessonCard) else [("", of)]:
        wrong = list(faults(text))
        yield from (Problem(fault, key) for fault in wrong)
        if calculation is None or wrong:
            continue
        try:
            filled(text, calculation.values, calculation.window.digits or DIGITS)
        except LessonError as error:
            yield Problem(str(error), key)


def _texts(card: LessonCard) -> Iterator[tuple[str, str]]:
    yield "title", card.title
    yield "say", card.say
    if card.ask is not None:
        yield from _of_question(card.ask)


def _of_question(ask: Asked) -> Iterator[tuple[str, str]]:
    yield "ask.text", ask.text
    if ask.hint:
        yield "ask.hint", ask.hint
    if isinstance(ask, NumberAsked | SignAsked | ChoiceAsked | FindAsked):
        slips = [wrong.slip for wrong in ask.wrong]
        yield from ((f"ask.wrong[{number}].slip", slip) for number, slip in enumerate(slips, 1))
    if isinstance(ask, ChoiceAsked):
        yield "ask.answer", ask.answer
        for number, offer in enumerate(ask.wrong, 1):
            yield f"ask.wrong[{number}].text", offer.text
    if isinstance(ask, OrderAsked):
        yield from ((f"ask.answer[{number}]", text) for number, text in enumerate(ask.answer, 1))
        yield "ask.slip", ask.slip
