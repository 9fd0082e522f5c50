"""Is it positive or negative? Does the weight grow or shrink?"""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from explainer.functions.expression import Difference, Expression, Negative, Product, Sum, evaluate, symbols
from explainer.trace.formula.notation import MINUS, Notation
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.variants.marking.one_answer import JudgedAnswer
from explainer.variants.questions.question import RIGHT, AnswerOption, LineQuestion, QuestionKind, wrong

_SIGNED = {
    Operation.DE_DOUT,
    Operation.DELTA,
    Operation.CONTRIBUTION,
    Operation.INPUT_GRADIENT,
    Operation.GRADIENT,
    Operation.BATCH_GRADIENT,
    Operation.UPDATE,
}
"""Lines whose sign says something: which way the error changes, and which way a weight goes."""
_MOST_NAMED = 3


def sign_question(step: Step, notation: Notation) -> SignQuestion | None:
    """Return the question for the sign of a line; None where it has none that can be asked for."""
    if step.place.operation not in _SIGNED:
        return None
    change = _change(step)
    return SignQuestion(step, notation) if change and isfinite(change) else None


def _change(step: Step) -> float:
    """What the sign is of: what an update adds to its parameter, else the line's number."""
    if step.place.operation is not Operation.UPDATE:
        return step.value
    return step.value - step.read(step.symbol._replace(quantity=Quantity.WEIGHT))


class SignQuestion(LineQuestion):
    kind = QuestionKind.SIGN

    @property
    def _is_update(self) -> bool:
        return self.step.place.operation is Operation.UPDATE

    @property
    def text(self) -> str:
        if self._is_update:
            return f"Does {self._name(self.step.symbol._replace(quantity=Quantity.WEIGHT))} grow or shrink?"
        return f"Is {self._name(self.step.symbol)} positive or negative?"

    @property
    def options(self) -> tuple[AnswerOption, ...]:
        plus, minus = ("grows", "shrinks") if self._is_update else ("positive", "negative")
        return AnswerOption("+", plus), AnswerOption(MINUS, minus)

    @property
    def hint(self) -> str:
        if self._is_update:
            return "A step leads downhill: against the slope of the error."
        return "Look at the sign of each part of the formula, and at every minus."

    def judged(self, picked: frozenset[int]) -> JudgedAnswer:
        if picked == {int(_change(self.step) < 0)}:
            return RIGHT
        reason, about = self._reason(self.step.rule)
        place = frozenset(symbol for part in about for symbol in symbols(part))
        return wrong(reason, self.hint, place)

    def _reason(self, rule: Expression) -> tuple[str, Iterable[Expression]]:
        """Return why the sign is what it is, without a number, and the parts that this is about."""
        match rule:
            case Difference(left, right) if self._is_update:
                return f"What is subtracted from {self._written(left)} is {self._sign(right)}.", (right,)
            case Difference(left, right):
                size = "more" if evaluate(left, self.step.read) > evaluate(right, self.step.read) else "less"
                return f"{self._written(left)} is {size} than {self._written(right)}.", (left, right)
            case Negative(of):
                return f"There is a minus before ({self._written(of)}), which is {self._sign(of)}.", (of,)
            case Product(factors) if 1 < len(factors) <= _MOST_NAMED:
                signs = (f"{self._written(factor)} is {self._sign(factor)}" for factor in factors)
                return f"Signs of the factors: {', '.join(signs)}.", factors
            case Sum(terms) if len(terms) > 1:
                return self._of_sum(terms), terms
        return "It has the other sign. Look at each part of the formula.", (rule,)

    def _of_sum(self, terms: tuple[Expression, ...]) -> str:
        signs = {self._sign(term) for term in terms}
        if len(signs) == 1:
            return f"Every term is {signs.pop()}."
        less, more = ("positive", "negative") if _change(self.step) < 0 else ("negative", "positive")
        return f"There are terms of both signs: the {more} ones weigh more than the {less} ones."

    def _sign(self, part: Expression) -> str:
        value = evaluate(part, self.step.read)
        return "negative" if value < 0 else "positive" if value > 0 else "zero"
