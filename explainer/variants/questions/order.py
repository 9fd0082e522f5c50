"""Which weight moves most? Which path brings more blame? Sizes are compared, whatever their signs."""

from __future__ import annotations

from collections.abc import Iterator
from math import isclose, isfinite

from explainer.functions.expression import Difference, Expression, Product, symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import element_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step, Trace
from explainer.variants.marking.one_answer import JudgedAnswer
from explainer.variants.questions.question import RIGHT, AnswerOption, LineQuestion, QuestionKind, wrong

_COMPARED = {Operation.UPDATE, Operation.GRADIENT, Operation.CONTRIBUTION}
_MOST = 8
"""As many as there are keys for, and as can be compared at a glance."""
_MOST_NAMED = 4
_NEAR = 0.02
"""The two largest differ by more than this share, or nobody can tell them apart."""


def order_question(step: Step, notation: Notation) -> OrderQuestion | None:
    """Return the question which of some lines has the largest result, at the first of them; None where it is not the
    first of several, or two are alike."""
    if step.place.operation not in _COMPARED or _belongs(step, step.number - 1):
        return None
    steps = (step, *_following(step))
    sizes = sorted((_size(other) for other in steps), reverse=True)
    is_clear = len(steps) > 1 and isfinite(sum(sizes)) and not isclose(sizes[0], sizes[1], rel_tol=_NEAR)
    return OrderQuestion(step, notation, steps) if is_clear else None


def _following(step: Step) -> Iterator[Step]:
    trace = Trace(step.of)
    for number in range(step.number + 1, min(step.number + _MOST, len(trace) + 1)):
        if not _belongs(step, number):
            return
        yield trace[number]


def _belongs(step: Step, number: int) -> bool:
    """Tell whether a line is of the same kind: about the same layer, and where blame comes back the same unit."""
    plan = Trace(step.of).plan
    if not 1 <= number <= len(plan):
        return False
    place, own = plan.place(number), step.place
    is_same_unit = own.operation is not Operation.CONTRIBUTION or place.unit == own.unit
    return place[:2] == own[:2] and place.sample == own.sample and is_same_unit


def _size(step: Step) -> float:
    if step.place.operation is Operation.UPDATE:
        return abs(step.value - step.read(_of_weight(step.symbol)))
    return abs(step.value)


def _of_weight(symbol: Symbol) -> Symbol:
    return Symbol(Quantity.WEIGHT, parameter=symbol.parameter)


def _factors(rule: Expression) -> tuple[Expression, ...]:
    """What a result is a product of; of an update, what the step is."""
    moved = rule.right if isinstance(rule, Difference) else rule
    return moved.factors if isinstance(moved, Product) else (moved,)


class OrderQuestion(LineQuestion):
    kind = QuestionKind.ORDER

    def __init__(self, step: Step, notation: Notation, steps: tuple[Step, ...]) -> None:
        super().__init__(step, notation)
        self._steps = steps

    @property
    def text(self) -> str:
        match self.step.place.operation:
            case Operation.UPDATE:
                return "Which of these moves most?"
            case Operation.GRADIENT:
                return "On which of these does the error depend most steeply?"
            case _:
                return f"Which path brings {self.step.unit} more blame, whatever its sign?"

    @property
    def options(self) -> tuple[AnswerOption, ...]:
        return tuple(
            AnswerOption(str(place), self._label(step), element_of(step.scenario, step.symbol))
            for place, step in enumerate(self._steps, start=1)
        )

    def _label(self, step: Step) -> str:
        if step.place.operation is Operation.CONTRIBUTION:
            return f"from {step.scenario.network.layers[step.place.layer + 1].names[step.place.above]}"
        return self._name(_of_weight(step.symbol))

    @property
    def hint(self) -> str:
        return f"Compare {self._compared()}: their sizes, whatever their signs."

    @property
    def goes_in(self) -> frozenset[Symbol]:
        return frozenset(symbol for _, part in self._differing() for symbol in symbols(part))

    def judged(self, picked: frozenset[int]) -> JudgedAnswer:
        sizes = [_size(step) for step in self._steps]
        if picked == {sizes.index(max(sizes))}:
            return RIGHT
        chosen = ", ".join(self.options[place].text for place in sorted(picked))
        return wrong(f"Not {chosen}: another is larger. {self.hint}", self.hint, self.goes_in)

    def _compared(self) -> str:
        parts = [self._written(part) for _, part in self._differing()]
        named = parts[:_MOST_NAMED]
        return f"{', '.join(named)}, …" if len(parts) > len(named) else f"{', '.join(named[:-1])} and {named[-1]}"

    def _differing(self) -> Iterator[tuple[Step, Expression]]:
        """Go through what each line has that not all have: of an update its gradient, of products other factors."""
        factors = [_factors(step.rule) for step in self._steps]
        for step, own in zip(self._steps, factors, strict=True):
            others = tuple(factor for factor in own if not all(factor in each for each in factors))
            yield step, others[0] if len(others) == 1 else Product(others or own)
