"""What a person wants to be asked, and which question a line then has."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

from explainer.trace.formula.notation import Notation
from explainer.trace.lines.trace import Step
from explainer.variants.questions.formula import formula_question
from explainer.variants.questions.order import order_question
from explainer.variants.questions.place import place_question
from explainer.variants.questions.question import LineQuestion, QuestionKind
from explainer.variants.questions.sign import sign_question


class Wanted(StrEnum):
    """What is asked; a mixture asks every line, in one way or another."""

    NUMBERS = "numbers"
    SIGNS = "signs"
    ORDER = "order"
    PLACES = "places"
    FORMULAS = "formulas"
    MIXTURE = "a mixture"

    @property
    def said(self) -> str:
        """What it is called in a menu."""
        return self.value.title()

    @property
    def tip(self) -> str:
        return _TIPS[self]


_TIPS = {
    Wanted.NUMBERS: "Each line asks for its result",
    Wanted.SIGNS: "Is it positive or negative? Does the weight grow or shrink?",
    Wanted.ORDER: "Which weight moves most? Which path brings more blame?",
    Wanted.PLACES: "Which weights does it come from? Click them in the picture",
    Wanted.FORMULAS: "Which formula is the right one?",
    Wanted.MIXTURE: "Each line asks in another way",
}
_ALONE = {
    Wanted.NUMBERS: QuestionKind.NUMBER,
    Wanted.SIGNS: QuestionKind.SIGN,
    Wanted.ORDER: QuestionKind.ORDER,
    Wanted.PLACES: QuestionKind.PLACE,
    Wanted.FORMULAS: QuestionKind.FORMULA,
}


def is_asked(step: Step, wanted: Wanted, turn: int) -> bool:
    """Tell whether a line has a question of what is wanted."""
    if wanted in (Wanted.NUMBERS, Wanted.MIXTURE) or step.is_closed:
        return True
    return question_of(step, wanted, turn, Notation.WORKED) is not None


def question_of(step: Step, wanted: Wanted, turn: int, notation: Notation) -> LineQuestion | None:
    """Return what is to be chosen at a line; None where its number is asked for, or nothing at all. `turn`, a whole
    number that goes with the round, decides together with the line what comes in a mixture."""
    if step.is_closed:
        return None
    own = turn + step.number
    if wanted is Wanted.MIXTURE:
        return next(_mixed(step, own, notation), None)
    return _made(_ALONE[wanted], step, own, notation)


def _mixed(step: Step, own: int, notation: Notation) -> Iterator[LineQuestion | None]:
    """An order, which few lines can be asked for, comes every other time; else the kinds in turn, from one that the
    line decides on."""
    order = order_question(step, notation)
    if order and own % 2:
        yield order
    kinds = (QuestionKind.NUMBER, QuestionKind.SIGN, QuestionKind.FORMULA, QuestionKind.PLACE)
    for later in range(len(kinds)):
        kind = kinds[(own + later) % len(kinds)]
        question = _made(kind, step, own, notation)
        if question or kind is QuestionKind.NUMBER:
            yield question


def _made(kind: QuestionKind, step: Step, own: int, notation: Notation) -> LineQuestion | None:
    match kind:
        case QuestionKind.SIGN:
            return sign_question(step, notation)
        case QuestionKind.ORDER:
            return order_question(step, notation)
        case QuestionKind.PLACE:
            return place_question(step, notation)
        case QuestionKind.FORMULA:
            return formula_question(step, notation, own * 7)
        case QuestionKind.NUMBER:
            return None
