"""The numbers on the canvas at one line of the calculation: looked up in what is known there, never computed."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import cached_property

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import symbols
from explainer.picture.numbers.number import Number
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_layers import KnownLayer
from explainer.trace.known.terms import change_of, so_far, term_expressions
from explainer.trace.lines.elements import (
    Element,
    ElementKind,
    bias_element,
    element_of,
    elements_of,
    parameter_element,
)
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import parameter_label, spoken_name

_USUAL = Writing()
_COUNT = Element(ElementKind.SETTING, name=Quantity.COUNT.value)
_LABELS = {
    Quantity.GRADIENT: "∂E/∂{}",
    Quantity.GRADIENT_SUM: "sum",
    Quantity.BATCH_GRADIENT: "batch ∂E",
    Quantity.MEMORY_BEFORE: "",
    Quantity.MEMORY: "",
    Quantity.NEW: "",
}
_SIGNS_OF_THETA = frozenset({Quantity.GRADIENT, Quantity.GRADIENT_SUM, Quantity.BATCH_GRADIENT})
_SIGNS_OF_MATRIX = frozenset({Quantity.GRADIENT, Quantity.BATCH_GRADIENT})
_SIGNS = {Notation.WORKED: frozenset[Quantity](), Notation.THETA: _SIGNS_OF_THETA, Notation.MATRIX: _SIGNS_OF_MATRIX}
"""The gradients that a lecture has a sign for; others have a word."""
_ABOVE = {
    Quantity.KEEP: "keep",
    Quantity.PASSED: "passed",
    Quantity.BLAME_PASSED: "∂E/∂passed",
    Quantity.BLAME: "blame",
    Quantity.SLOPE: "slope",
    Quantity.UNIT_PENALTY: "penalty",
}
_FIELDS = {
    Quantity.PASSED: "passed",
    Quantity.BLAME_PASSED: "blame_passed",
    Quantity.BLAME: "blame",
    Quantity.SLOPE: "slope",
}


class LineNumbers:
    """The numbers of what is known `at` the cursor, as far as they are `known` at this moment of the way there.

    `writing` decides on the notation of labels. Of a sum that is not complete, the terms that have arrived are in the
    place of its result; terms beyond that of the cursor are not lit yet.
    """

    def __init__(self, at: Known, known: Known | None = None, writing: Writing = _USUAL) -> None:
        self.at, self.known, self.writing = at, known or at, writing
        self.step, self.scenario = at.step, at.scenario
        self.network = self.scenario.network
        self.lit = _lit(self.step, at.part) if self.step else frozenset[Element]()

    def is_like(self, other: LineNumbers) -> bool:
        """Tell whether these are the numbers after the same line of the same update, of which as much is there."""
        is_same = self.at.is_like(other.at) and self.known.is_like(other.known)
        return is_same and self.writing == other.writing

    @property
    def phase(self) -> Phase | None:
        return self.step.phase if self.step else None

    @cached_property
    def _symbols(self) -> tuple[Symbol, ...]:
        """The symbols of the line, each once, its result last."""
        if self.step is None:
            return ()
        result = self.step.symbol
        return (*dict.fromkeys(symbol for symbol in symbols(self.step.rule) if symbol != result), result)

    def number(self, label: str, value: float, symbol: Symbol) -> Number:
        """Return a number as it is at the line: of its result only as much as is there."""
        is_result = self.step is not None and symbol == self.step.symbol
        if is_result and self.known.is_hidden:
            return Number(label, self._so_far, symbol, is_result, not math.isnan(self._so_far))
        return Number(label, math.nan if math.isnan(value) else float(value), symbol, is_result)

    @cached_property
    def _so_far(self) -> float:
        """What is in the place of the result before it is there."""
        value = so_far(self.known)
        return math.nan if math.isnan(value) else value

    def _of_unit(self, quantity: Quantity, layer: int, unit: int) -> Symbol:
        return Symbol(quantity, self.known.sample, layer, unit)

    # units

    def net(self, layer: int, unit: int) -> Number:
        return self.number("net", self.known.layers[layer].net[unit], self._of_unit(Quantity.NET, layer, unit))

    def out(self, layer: int, unit: int) -> Number:
        return self.number("out", self.known.layers[layer].out[unit], self._of_unit(Quantity.OUT, layer, unit))

    def delta(self, layer: int, unit: int) -> Number | None:
        """Return the delta of a unit, None before its line."""
        value, symbol = self.known.layers[layer].delta[unit], self._of_unit(Quantity.DELTA, layer, unit)
        is_result = self.step is not None and symbol == self.step.symbol
        return self.number("δ", value, symbol) if is_result or not math.isnan(value) else None

    def is_dropped(self, layer: int, unit: int) -> bool:
        """Tell whether dropout has left the unit out of the sample that is shown."""
        is_passed = not math.isnan(self.known.layers[layer].passed[unit])
        return is_passed and self.known.value(self._of_unit(Quantity.KEEP, layer, unit)) == 0

    def above(self, layer: int, unit: int) -> tuple[Number, ...]:
        """Return what is over a unit: blame and slope until they have become its delta, and its penalty."""
        of, numbers = self.known.layers[layer], []
        for quantity, label in _ABOVE.items():
            symbol = self._of_unit(quantity, layer, unit)
            if quantity is Quantity.UNIT_PENALTY:
                symbol = symbol._replace(sample=-1)
            if symbol in self._symbols:
                numbers.append(self.number(self._above_label(label, layer), self.known.value(symbol), symbol))
            elif not math.isnan(value := _until_delta(of, quantity, unit)):
                numbers.append(self.number(self._above_label(label, layer), value, symbol))
        return tuple(numbers)

    def _above_label(self, label: str, layer: int) -> str:
        """Blame is what a hidden unit has; at an output the slope of the error is no one's but its own."""
        return "∂E/∂out" if label == "blame" and layer == self.network.top else label

    def target(self, unit: int) -> Number:
        top = self.network.top
        symbol = self._of_unit(Quantity.TARGET, top, unit)
        label = "target" if self.writing.notation is Notation.WORKED else "y"
        return self.number(label, self.known.target[unit], symbol)

    def error(self, unit: int) -> Number:
        top = self.network.top
        symbol = self._of_unit(Quantity.ERROR, top, unit)
        label = "J" if self.writing.notation is Notation.THETA else "E"
        return self.number(label, self.known.error[unit], symbol)

    # parameters

    def bias_element(self, layer: int, unit: int) -> Element:
        """Return the bias of a unit as an element; of a layer that has one, whatever the unit."""
        return bias_element(self.scenario, layer, max(unit, 0))

    def parameter(self, index: int) -> tuple[Number, ...]:
        """Return a weight or bias under its name and, below it, what the line has to do with it, the result last."""
        parameter = self.network.parameter(index)
        own = list(self._lines_of(parameter))
        value = float(self.known.theta[index])
        if self.step and any(number.symbol and number.symbol.quantity is Quantity.NEW for number in own):
            value = self.known.value(Symbol(Quantity.WEIGHT, parameter=index))
        name = self.label(parameter)
        return (Number(name, value, Symbol(Quantity.WEIGHT, parameter=index)), *own)

    def label(self, parameter: Parameter) -> str:
        """Return what a weight or bias is called in the chosen notation."""
        return parameter_label(self.scenario, parameter, self.writing.notation)

    def _lines_of(self, parameter: Parameter) -> Iterator[Number]:
        if self.step is None:
            return
        element = parameter_element(self.scenario, parameter)
        if element not in self.lit:
            return
        for symbol in self._symbols:
            if symbol.quantity in _LABELS and element_of(self.scenario, symbol) == element:
                if symbol.quantity is Quantity.NEW:
                    yield from self._change()
                yield self.number(self._label(symbol, parameter), self.known.value(symbol), symbol)

    def _change(self) -> Iterator[Number]:
        change = change_of(self.at)
        if not math.isnan(change):
            yield Number("change", change)

    def _label(self, symbol: Symbol, parameter: Parameter) -> str:
        if symbol.quantity is Quantity.NEW or self._is_renewed(symbol):
            return "→"
        if symbol.quantity in _SIGNS[self.writing.notation]:
            return spoken_name(self.scenario, symbol, self.writing.notation)
        return _LABELS[symbol.quantity].format(self.label(parameter)) or symbol.name

    def _is_renewed(self, symbol: Symbol) -> bool:
        """Tell whether the old value of the line's result is in the line too: a sum, or a memory."""
        is_result = self.step is not None and symbol == self.step.symbol
        old = symbol._replace(quantity=Quantity.MEMORY_BEFORE)
        return is_result and (symbol.quantity is Quantity.GRADIENT_SUM or old in self._symbols)

    def contribution(self, index: int) -> Number | None:
        """Return what comes back along a weight's edge to the hidden unit that the line is about, once it is known."""
        if self.step is None or self.step.place.operation not in (Operation.CONTRIBUTION, Operation.DE_DOUT):
            return None
        weight, place = self.network.parameter(index), self.step.place
        if weight.layer != place.layer + 1 or weight.source != place.unit:
            return None
        if place.operation is Operation.CONTRIBUTION and weight.unit > place.above:
            return None
        symbol = Symbol(Quantity.CONTRIBUTION, self.known.sample, place.layer, place.unit, weight.unit)
        is_result = self.step.symbol._replace(parameter=-1) == symbol
        return self.number("", self.known.value(symbol), symbol)._replace(is_signed=True, is_result=is_result)


def scalar_element(name: str) -> Element:
    """Return what an optimizer finds out once in an update as an element."""
    return Element(ElementKind.TOTAL, name=name)


def _lit(step: Step, part: int | None) -> frozenset[Element]:
    """What a step is about, with what its optimizer computes or counts once in an update; of a sum up to a term."""
    if part is not None:
        used = [step.symbol, *(symbol for term in term_expressions(step)[:part] for symbol in symbols(term))]
        found = {element_of(step.scenario, symbol) for symbol in used}
        return frozenset(element for element in found if element is not None)
    used = [step.symbol, *symbols(step.rule)]
    once = {scalar_element(symbol.name) for symbol in used if symbol.quantity is Quantity.SCALAR}
    counted = {_COUNT for symbol in used if symbol.quantity is Quantity.COUNT}
    return elements_of(step) | once | counted


def _until_delta(layer: KnownLayer, quantity: Quantity, unit: int) -> float:
    """What a unit passes on, its blame or its slope while its delta is not known; NaN for anything else."""
    if quantity not in _FIELDS or not math.isnan(layer.delta[unit]):
        return math.nan
    if _is_replaced(layer, quantity, unit):
        return math.nan
    return float(getattr(layer, _FIELDS[quantity])[unit])


def _is_replaced(layer: KnownLayer, quantity: Quantity, unit: int) -> bool:
    """Tell whether a later number of the unit is in the place of this one."""
    later = {Quantity.PASSED: layer.blame_passed, Quantity.BLAME_PASSED: layer.blame}.get(quantity)
    return later is not None and not math.isnan(later[unit])
