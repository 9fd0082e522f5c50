"""A question about one line: what it asks, what can be chosen, and what is said of a choice."""

from __future__ import annotations

from abc import ABC, abstractmethod
from enum import StrEnum
from typing import ClassVar, NamedTuple

from explainer.functions.expression import Expression, symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.plain_text import write_on_paper
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.variants.marking.one_answer import JudgedAnswer
from explainer.variants.typed_number import Agreement


class QuestionKind(StrEnum):
    """What is asked of a line."""

    NUMBER = "number"
    SIGN = "sign"
    ORDER = "order"
    PLACE = "place"
    FORMULA = "formula"


class AnswerOption(NamedTuple):
    """Something that can be chosen, by its key, its button, or by its element in the network's picture."""

    key: str
    text: str
    element: Element | None = None


RIGHT = JudgedAnswer(Agreement.RIGHT)


class LineQuestion(ABC):
    """A question that is answered by choosing one of its options, or several. Where `hides_formula`, the formula of
    the line would tell the answer."""

    kind: ClassVar[QuestionKind]
    hides_formula: ClassVar[bool] = False
    takes_many: ClassVar[bool] = False

    def __init__(self, step: Step, notation: Notation) -> None:
        self.step, self._notation = step, notation

    @property
    @abstractmethod
    def text(self) -> str:
        """What is asked."""

    @property
    @abstractmethod
    def options(self) -> tuple[AnswerOption, ...]:
        """What can be chosen."""

    @property
    @abstractmethod
    def hint(self) -> str:
        """Help that does not tell the answer."""

    @abstractmethod
    def judged(self, picked: frozenset[int]) -> JudgedAnswer:
        """Compare what was chosen, by the places in the options, with what is right."""

    @property
    def goes_in(self) -> frozenset[Symbol]:
        """What may be lit with the hint."""
        return frozenset() if self.hides_formula else frozenset(symbols(self.step.rule))

    # texts

    def _name(self, symbol: Symbol) -> str:
        return spoken_name(self.step.scenario, symbol, self._notation)

    def _written(self, rule: Expression) -> str:
        return write_on_paper(rule, self._name)


def wrong(reason: str, hint: str, place: frozenset[Symbol] = frozenset()) -> JudgedAnswer:
    return JudgedAnswer(Agreement.NONE, reason, hint, place)
