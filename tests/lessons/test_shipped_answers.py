"""The answers of the lessons that come with the app: what is right is taken, what is wrong gets its own sentence."""

import pytest

from explainer.lessons.answers.judging import SIGNS, judge, sign_of
from explainer.lessons.lesson import ChoiceAsked, FindAsked, NumberAsked, SignAsked
from explainer.lessons.numbers.calculation import calculation_of
from explainer.lessons.shipped import lesson, lessons
from explainer.lessons.texts import filled

DIGITS = 6


def typed(value: float, question: NumberAsked) -> str:
    """Return a number as a person would type it: with the digits that are asked for."""
    return f"{value:.15g}" if question.whole else f"{value:.{question.digits - 1}e}"


def right_answers(question, of):
    match question:
        case NumberAsked():
            yield typed(of.values.number(question.answer), question)
        case SignAsked():
            yield sign_of(question.answer, of.values)
        case ChoiceAsked():
            yield filled(question.answer, of.values, DIGITS)
        case FindAsked():
            yield question.answer


def wrong_answers(question, of):
    match question:
        case NumberAsked():
            yield from ((f"{of.values.number(wrong.value):.12g}", wrong.slip) for wrong in question.wrong)
        case SignAsked():
            yield from ((wrong.value, wrong.slip) for wrong in question.wrong)
        case ChoiceAsked():
            yield from ((filled(wrong.text, of.values, DIGITS), wrong.slip) for wrong in question.wrong)
        case FindAsked():
            yield from (((wrong.element,), wrong.slip) for wrong in question.wrong)


@pytest.mark.parametrize("name", [head.id for head in lessons()])
def test_right_answers_are_right_and_wrong_ones_get_their_slip(name):
    whole = lesson(name)
    for number, card in enumerate(whole.cards):
        of = calculation_of(whole, number)
        for given in right_answers(card.ask, of):
            assert judge(card.ask, given, of).is_right, (card.title, given)
        for given, slip in wrong_answers(card.ask, of):
            found = judge(card.ask, given, of)
            assert (found.is_right, found.slip) == (False, filled(slip, of.values, DIGITS)), (card.title, given)


@pytest.mark.parametrize("name", [head.id for head in lessons()])
def test_each_sign_that_is_wrong_has_its_sentence(name):
    whole = lesson(name)
    for number, card in enumerate(whole.cards):
        if isinstance(card.ask, SignAsked):
            of = calculation_of(whole, number)
            wrong = [sign for sign in SIGNS if sign != sign_of(card.ask.answer, of.values)]
            assert [sign for sign in wrong if not judge(card.ask, sign, of).slip] == [], card.title
