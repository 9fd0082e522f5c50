"""What is wrong with a question: an answer that cannot be calculated, or that is another answer too."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import singledispatch
from typing import Any

from explainer.files.wording import quoted
from explainer.lessons.answers.conditions import Present, holds
from explainer.lessons.answers.judging import asked_line, sign_of, step_of, without_noise
from explainer.lessons.checking.window_checks import element_problems
from explainer.lessons.checking.window_names import MOST_DIGITS
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
from explainer.lessons.numbers.scene_scenario import SceneError
from explainer.lessons.reading.problem import Problem
from explainer.lessons.texts import filled
from explainer.trace.formula.notation import DIGITS, MINUS
from explainer.variants.typed_number import half_unit

_EDGE = 1 + 1e-9
"""Floats at the edge of a tolerance may fall on either side of it."""
_FEWEST_OFFERS, _MOST_OFFERS = 2, 6
_SIGNS = {"+": "+", "-": MINUS, MINUS: MINUS, "0": "0"}


def question_problems(question: LessonQuestion, card: Calculation) -> Iterator[Problem]:
    """Go through what is wrong with the question of a card."""
    try:
        yield from _problems(question, card)
    except LessonError as error:
        yield Problem(str(error), "ask")
    if isinstance(question, NumberAsked | SignAsked):
        yield from _told_before(question, card)


@singledispatch
def _problems(question: Any, card: Calculation) -> Iterator[Problem]:
    yield from ()


@_problems.register
def _number(question: NumberAsked, card: Calculation) -> Iterator[Problem]:
    if not 1 <= question.digits <= MOST_DIGITS:
        yield Problem(f"expected 1 to {MOST_DIGITS} digits, got {question.digits:,}", "ask.digits")
        return
    try:
        right = without_noise(question.answer, card.values)
    except LessonError as error:
        yield Problem(str(error), "ask.answer")
        return
    if question.whole and abs(right - round(right)) > 1e-9:
        yield Problem(f"a whole number is asked for, but the answer is {right:.6g}", "ask.whole")
    known = [(right, "the right answer")]
    for number, wrong in enumerate(question.wrong, 1):
        key = f"ask.wrong[{number}].value"
        try:
            value = card.values.number(wrong.value)
        except LessonError as error:
            yield Problem(str(error), key)
            continue
        for other, what in known:
            if _is_same(value, other, question):
                yield Problem(f"{quoted(wrong.value)} is {value:.6g}, which is {what}", key)
                break
        known.append((value, f"wrong answer {number} too"))


def _is_same(one: float, other: float, question: NumberAsked) -> bool:
    """Tell whether two answers are the same to the digits that are asked for."""
    if question.whole:
        return abs(one - other) < 1e-9
    half = max(half_unit(one, question.digits), half_unit(other, question.digits))
    return abs(one - other) <= half * _EDGE


@_problems.register
def _sign(question: SignAsked, card: Calculation) -> Iterator[Problem]:
    try:
        right = sign_of(question.answer, card.values)
    except LessonError as error:
        yield Problem(str(error), "ask.answer")
        return
    seen = {right: "the right answer"}
    for number, wrong in enumerate(question.wrong, 1):
        key, sign = f"ask.wrong[{number}].value", _SIGNS.get(wrong.value)
        if sign is None:
            yield Problem(f'{quoted(wrong.value)} is no sign; write "+", "-" or "0"', key)
        elif sign in seen:
            yield Problem(f"{quoted(wrong.value)} is {seen[sign]}", key)
        else:
            seen[sign] = f"wrong answer {number} too"


@_problems.register
def _choice(question: ChoiceAsked, card: Calculation) -> Iterator[Problem]:
    offers = [question.answer, *(wrong.text for wrong in question.wrong)]
    if not _FEWEST_OFFERS <= len(offers) <= _MOST_OFFERS:
        yield Problem(f"a choice has {_FEWEST_OFFERS} to {_MOST_OFFERS} texts, this one has {len(offers)}", "ask.wrong")
    keys = ["ask.answer", *(f"ask.wrong[{number}].text" for number in range(1, len(offers)))]
    yield from _same_texts(offers, keys, card)


@_problems.register
def _order(question: OrderAsked, card: Calculation) -> Iterator[Problem]:
    if not _FEWEST_OFFERS <= len(question.answer) <= 10:
        yield Problem(f"an order has 2 to 10 texts, this one has {len(question.answer)}", "ask.answer")
    keys = [f"ask.answer[{number}]" for number in range(1, len(question.answer) + 1)]
    yield from _same_texts(question.answer, keys, card)


def _same_texts(texts: Sequence[str], keys: Sequence[str], card: Calculation) -> Iterator[Problem]:
    seen = set[str]()
    for text, key in zip(texts, keys, strict=True):
        try:
            shown = filled(text, card.values, card.window.digits or DIGITS).strip()
        except LessonError:
            continue
        if shown and shown in seen:
            yield Problem(f"{quoted(shown)} is offered twice", key)
        seen.add(shown)


@_problems.register
def _find(question: FindAsked, card: Calculation) -> Iterator[Problem]:
    if not question.answer:
        yield Problem("there is nothing to find; name at least one element", "ask.answer")
    yield from element_problems(question.answer, card, "ask.answer")
    for number, wrong in enumerate(question.wrong, 1):
        key = f"ask.wrong[{number}].element"
        yield from element_problems((wrong.element,), card, key)
        if wrong.element in question.answer:
            yield Problem(f"{quoted(wrong.element)} is among the right answers", key)
        if wrong.element in [other.element for other in question.wrong[: number - 1]]:
            yield Problem(f"{quoted(wrong.element)} is there twice", key)


@_problems.register
def _do(question: DoAsked, card: Calculation) -> Iterator[Problem]:
    try:
        done = holds(question.until, Present.at_beginning(card))
    except SceneError:
        return
    except LessonError as error:
        yield Problem(str(error), "ask.until")
        return
    if done:
        yield Problem("this is so already where the card begins, so there is nothing to do", "ask.until")


def _told_before(question: NumberAsked | SignAsked, card: Calculation) -> Iterator[Problem]:
    """Hint that the answer stands on the screen already."""
    try:
        step = step_of(question, card.values)
        if step is None or asked_line(question, card) is not None or step.number > card.line:
            return
    except LessonError:
        return
    stand = f"let the card stand at the step {quoted(step.symbol_text)}, or before it"
    said = f"{quoted(question.answer)} is on the screen already; {stand}"
    yield Problem(said, "ask.answer", is_hint=True)
