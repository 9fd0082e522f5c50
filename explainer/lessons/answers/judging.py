"""Answers to the questions of a lesson, judged: right, or what was done instead."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import singledispatch
from typing import Any

from explainer.engine.scenario.printed_number import PrintedNumber, read_typed
from explainer.files.wording import counted, quoted
from explainer.functions.expression import Leaf, symbols
from explainer.lessons.lesson import (
    ChoiceAsked,
    FindAsked,
    LessonError,
    LessonQuestion,
    NumberAsked,
    OrderAsked,
    SignAsked,
)
from explainer.lessons.numbers.calculation import Calculation
from explainer.lessons.numbers.values import Values
from explainer.lessons.texts import filled
from explainer.trace.formula.notation import DIGITS, MINUS, Notation
from explainer.trace.lines.elements import Element, element_called
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Step
from explainer.variants.marking.naming_slips import misprinted
from explainer.variants.marking.one_answer import JudgedAnswer, judged
from explainer.variants.marking.slack import uncertain
from explainer.variants.typed_number import Agreement, agreement, half_unit, is_within, of_floats

RIGHT = JudgedAnswer(Agreement.RIGHT)
SIGNS = ("+", MINUS, "0")
"""What can be answered where a sign is asked."""
_SAME_SIGN = {"-": MINUS, "\N{EN DASH}": MINUS}


def wrong(slip: str = "") -> JudgedAnswer:
    """Return a wrong answer, and what was done; "" where that is not known."""
    return JudgedAnswer(Agreement.NONE, slip)


def so_far(said: str) -> JudgedAnswer:
    """Return an answer that is not wrong, but not all that is asked."""
    return JudgedAnswer(Agreement.FEW_DIGITS, said)


def judge(question: LessonQuestion, given: Any, card: Calculation, digits: int = DIGITS) -> JudgedAnswer:
    """Judge an answer: a text for a number, a sign or a choice, names of elements for what is to be found, texts in
    their order. `digits` is how many the window shows. Raises LessonError where the card itself is faulty."""
    return _judge(question, given, card.values, digits, card)


@singledispatch
def _judge(question: Any, given: Any, values: Values, digits: int, card: Calculation) -> JudgedAnswer:
    raise LessonError("what is to be done is judged by its condition")


@_judge.register
def _number(question: NumberAsked, given: str, values: Values, digits: int, card: Calculation) -> JudgedAnswer:
    try:
        typed = read_typed(given)
        float(typed.value)
    except (ValueError, ArithmeticError):
        return so_far("Type a number, like 0.25, 1/4 or 2.5e-3.")
    value = without_noise(question.answer, values)
    if question.whole:
        return RIGHT if typed.value == round(value) else _known_slip(question, typed, 15, values, digits) or wrong()
    asked = question.digits
    how = agreement(typed, value, asked)
    if how in (Agreement.RIGHT, Agreement.CONDONED):
        return JudgedAnswer(how)
    if slip := _known_slip(question, typed, asked, values, digits):
        return slip
    step = step_of(question, values)
    if step is not None:
        found = judged(typed, step, asked, Notation(card.window.notation or Notation.WORKED))
        return found._replace(slip=_go_on(asked)) if found.agreement is Agreement.FEW_DIGITS else found
    return _judged_freely(typed, question, values, digits)


def _judged_freely(typed: PrintedNumber, question: NumberAsked, values: Values, digits: int) -> JudgedAnswer:
    """Judge the number of an expression: those it is made of may be rounded as they are shown."""
    value, tree = without_noise(question.answer, values), values.read(question.answer)
    slack = uncertain(tree, values.of, lambda named: half_unit(values.of(named), digits)).slack
    how = agreement(typed, value, question.digits, 0.0 if isinstance(tree, Leaf) else slack)
    if how in (Agreement.RIGHT, Agreement.CONDONED):
        return JudgedAnswer(how)
    if how is Agreement.FEW_DIGITS:
        return so_far(_go_on(question.digits))
    misprint = next(iter(misprinted(typed, value)), None)
    return wrong(misprint.sentence if misprint else "")


def _go_on(digits: int) -> str:
    return f"Right so far. Go on to {counted(digits, 'digit')}."


def _known_slip(
    question: NumberAsked, typed: PrintedNumber, asked: int, values: Values, digits: int
) -> JudgedAnswer | None:
    """Return the wrong answer of the card that was typed, the nearest where several fit."""
    fitting = [
        (abs(float(typed.value) - value), number)
        for number, value in wrong_numbers(question, values)
        if (is_within(typed, value, asked) or typed.is_cut_from(value) if typed.unit else typed.value == value)
    ]
    return wrong(filled(question.wrong[min(fitting)[1]].slip, values, digits)) if fitting else None


def wrong_numbers(question: NumberAsked, values: Values) -> Iterator[tuple[int, float]]:
    """Go through the wrong answers of a card that come to a number: which one it is, and the number."""
    for number, answer in enumerate(question.wrong):
        with suppress(LessonError):
            yield number, values.number(answer.value)


@_judge.register
def _sign(question: SignAsked, given: str, values: Values, digits: int, card: Calculation) -> JudgedAnswer:
    sign = _SAME_SIGN.get(given, given)
    if sign == sign_of(question.answer, values):
        return RIGHT
    slips = [answer.slip for answer in question.wrong if _SAME_SIGN.get(answer.value, answer.value) == sign]
    return wrong(filled(slips[0], values, digits) if slips else "")


def sign_of(expression: str, values: Values) -> str:
    """Return the sign of what an expression comes to: one of SIGNS."""
    value = without_noise(expression, values)
    return SIGNS[0] if value > 0 else SIGNS[1] if value < 0 else SIGNS[2]


@_judge.register
def _choice(question: ChoiceAsked, given: str, values: Values, digits: int, card: Calculation) -> JudgedAnswer:
    if given == filled(question.answer, values, digits):
        return RIGHT
    slips = [answer.slip for answer in question.wrong if filled(answer.text, values, digits) == given]
    return wrong(filled(slips[0], values, digits) if slips else "")


@_judge.register
def _find(
    question: FindAsked, given: Sequence[str] | frozenset[str], values: Values, digits: int, card: Calculation
) -> JudgedAnswer:
    right, picked = _elements(question.answer, values), _elements(given, values)
    if picked - right:
        slips = [answer.slip for answer in question.wrong if _elements([answer.element], values) & (picked - right)]
        return wrong(filled(slips[0], values, digits) if slips else "")
    missing = len(right - picked)
    return so_far(f"Right so far. There {'is' if missing == 1 else 'are'} {missing} more.") if missing else RIGHT


def _elements(names: Sequence[str] | frozenset[str], values: Values) -> frozenset[Element]:
    found = {name: element_called(values.scenario, name) for name in names}
    unknown = next((name for name, element in found.items() if element is None), None)
    if unknown is not None:
        raise LessonError(f"{quoted(unknown)} is no element of this network's picture")
    return frozenset(element for element in found.values() if element is not None)


@_judge.register
def _order(question: OrderAsked, given: Sequence[str], values: Values, digits: int, card: Calculation) -> JudgedAnswer:
    right = [filled(text, values, digits) for text in question.answer]
    return RIGHT if list(given) == right else wrong(filled(question.slip, values, digits))


def without_noise(expression: str, values: Values) -> float:
    """Return what an expression comes to: 0 where it is not 0 only because binary numbers are rounded."""
    value = values.number(expression)
    noise = uncertain(values.read(expression), values.of, lambda named: of_floats(values.of(named))).slack
    return 0.0 if abs(value) <= noise else value


def step_of(question: LessonQuestion, values: Values) -> Step | None:
    """Return the line that makes the answer, where that is nothing but a number of this update."""
    if not isinstance(question, NumberAsked | SignAsked):
        return None
    tree = values.read(question.answer)
    named = next(symbols(tree)) if isinstance(tree, Leaf) else None
    if named is None or values.at(named.where) is not values:
        return None
    symbol = values.symbol(named.name, named.sample)
    line = line_of(values.trace, symbol) if symbol else None
    return values.trace[line] if line else None


def asked_line(question: LessonQuestion | None, card: Calculation) -> int | None:
    """Return the line whose result is asked: the card's own, where the answer is what it makes; else None."""
    step = step_of(question, card.values) if question else None
    return step.number if step is not None and step.number == card.line else None
