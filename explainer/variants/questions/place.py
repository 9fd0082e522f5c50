"""Which edges does it come from? Which units meet in it? The elements of the network's picture are chosen."""

from __future__ import annotations

from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.lines.elements import Element, ElementKind, element_of, symbol_of, unit_element, weight_element
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.variants.marking.one_answer import JudgedAnswer
from explainer.variants.questions.question import RIGHT, AnswerOption, LineQuestion, QuestionKind, wrong

_MOST, _MOST_RIGHT = 8, 6
"""As many as there are keys for, and some of them wrong."""
_FAR = 40


def place_question(step: Step, notation: Notation) -> PlaceQuestion | None:
    """Return the question where a line's number comes from; None where the answer would be one place or too many."""
    kind = _KINDS.get(step.place.operation)
    if kind is None:
        return None
    asked = frozenset(element for element in _elements(step) if element.kind is kind)
    if not 1 < len(asked) <= _MOST_RIGHT:
        return None
    others = [element for element in _near(step, kind) if element not in asked]
    offered = tuple(sorted([*asked, *others[: _MOST - len(asked)]]))
    return PlaceQuestion(step, notation, asked, offered) if others else None


_KINDS = {
    Operation.NET: ElementKind.WEIGHT,
    Operation.DE_DOUT: ElementKind.WEIGHT,
    Operation.GRADIENT: ElementKind.UNIT,
}


def _elements(step: Step) -> frozenset[Element]:
    found = (element_of(step.scenario, symbol) for symbol in symbols(step.rule))
    return frozenset(element for element in found if element is not None)


def _near(step: Step, kind: ElementKind) -> tuple[Element, ...]:
    """The first weights of the layer that the right ones are in, or units of both layers."""
    layers, layer = step.scenario.network.layers, step.place.layer
    if kind is ElementKind.UNIT:
        return tuple(unit_element(of, unit) for of in (layer - 1, layer) for unit in range(layers[of].units))[:_FAR]
    of = layers[layer if step.place.operation is Operation.NET else min(layer + 1, len(layers) - 1)]
    return tuple(weight_element(index) for index in range(of.start, of.bias_start)[:_FAR])


class PlaceQuestion(LineQuestion):
    kind = QuestionKind.PLACE
    hides_formula = True
    takes_many = True

    def __init__(self, step: Step, notation: Notation, asked: frozenset[Element], offered: tuple[Element, ...]) -> None:
        super().__init__(step, notation)
        self._asked, self._offered = asked, offered

    @property
    def text(self) -> str:
        name = self._name(self.step.symbol)
        match self.step.place.operation:
            case Operation.NET:
                return f"Through which weights does {name} come? Choose all of them."
            case Operation.GRADIENT:
                return f"Numbers of which two units meet in {name}?"
            case _:
                return f"Along which weights does blame come back to {self.step.unit}? Choose all of them."

    @property
    def options(self) -> tuple[AnswerOption, ...]:
        return tuple(
            AnswerOption(str(place), self._label(element), element)
            for place, element in enumerate(self._offered, start=1)
        )

    def _label(self, element: Element) -> str:
        if element.kind is ElementKind.UNIT:
            return self.step.scenario.network.layers[element.layer].names[element.unit]
        return self._name(symbol_of(element))

    @property
    def hint(self) -> str:
        match self.step.place.operation:
            case Operation.NET:
                return f"Follow the lines that lead into {self.step.unit}."
            case Operation.GRADIENT:
                return "A weight joins two units: what goes in at one end, and what is wrong at the other."
            case _:
                return f"Follow the lines that lead out of {self.step.unit}."

    def judged(self, picked: frozenset[int]) -> JudgedAnswer:
        chosen = {self._offered[place] for place in picked}
        if chosen == self._asked:
            return RIGHT
        others = sorted(chosen - self._asked)
        if not others:
            return wrong("That is not all.", self.hint)
        return wrong(" ".join(map(self._why_not, others[:2])), self.hint, frozenset(map(symbol_of, others)))

    def _why_not(self, element: Element) -> str:
        if element.kind is ElementKind.UNIT:
            return f"{self._label(element)} is not at an end of this weight."
        network = self.step.scenario.network
        weight = network.parameter(element.parameter)
        below, above = network.layers[weight.layer - 1].names, network.layers[weight.layer].names
        return f"{self._label(element)} leads from {below[weight.source]} to {above[weight.unit]}."
