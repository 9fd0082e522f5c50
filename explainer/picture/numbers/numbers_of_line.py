"""The numbers on the canvas at one line of the calculation: looked up in what is known there, never computed."""

from __future__ import annotations

import math
from functools import cached_property
from typing import NamedTuple

from explainer.engine.scenario.network import Parameter
from explainer.functions.expression import symbols
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.seats import SeatKind, SeatRow, memories_of, rows_of, sign_of
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.known_flow import products
from explainer.trace.known.terms import so_far, term_expressions
from explainer.trace.lines.bug_shown import BugShown
from explainer.trace.lines.elements import Element, ElementKind, bias_element, element_of, elements_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import parameter_label, unit_captions

_USUAL = Writing()
_COUNT = Element(ElementKind.SETTING, name=Quantity.COUNT.value)
_OF_SAMPLE = frozenset({Quantity.GRADIENT, Quantity.GRADIENT_SUM})
_GROWING = frozenset({Quantity.NET, Quantity.BLAME, Quantity.BLAME_PASSED, Quantity.SAMPLE_ERROR})
"""Sums that are seen to grow term by term; others have their seats for what they come to."""
_OF_UPDATE = frozenset({Quantity.UNIT_PENALTY})


class NumberRow(NamedTuple):
    """A row of a parameter's numbers; one that the update does not have is None."""

    first: Number | None
    second: Number | None


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
    def lit_edges(self) -> frozenset[int]:
        """The weights whose lines the step is about, by index; none where these would tell what is asked for."""
        is_told = self.step is not None and self.step.shown is not BugShown.ASKED
        return frozenset(element.parameter for element in self.lit) if is_told else frozenset()

    @cached_property
    def _operands(self) -> frozenset[Symbol]:
        """What the line is made of, up to its term."""
        if self.step is None:
            return frozenset()
        step = self.step
        return frozenset(seated(step, symbol) for symbol in _used(step, self.at.part))

    @cached_property
    def _result(self) -> Symbol | None:
        return seated(self.step, self.step.symbol) if self.step else None

    def number(self, label: str, symbol: Symbol) -> Number:
        """Return a number as it is at the line: of its result only as much as is there."""
        is_result = symbol == self._result
        if is_result and self.known.is_hidden:
            so_far = self._so_far if symbol.quantity in _GROWING else math.nan
            return Number(label, so_far, symbol, True, is_partial=not math.isnan(so_far))
        value = self.known.value(symbol)
        is_operand = not is_result and symbol in self._operands
        is_own = self.known.is_own(symbol) and not math.isnan(value)
        return Number(label, _plain(value), symbol, is_result, is_operand, is_own=is_own)

    @cached_property
    def _so_far(self) -> float:
        """What is in the place of the result before it is there."""
        return _plain(so_far(self.known))

    # units

    def of_unit(self, quantity: Quantity, layer: int, unit: int, label: str = "") -> Number:
        """Return a number of a unit: of the sample that is shown, or of the whole update."""
        sample = -1 if quantity in _OF_UPDATE else self.known.sample
        return self.number(label, Symbol(quantity, sample, layer, unit))

    def net(self, layer: int, unit: int) -> Number:
        return self.of_unit(Quantity.NET, layer, unit, unit_captions(self.writing.notation)[0])

    def out(self, layer: int, unit: int) -> Number:
        return self.of_unit(Quantity.OUT, layer, unit, unit_captions(self.writing.notation)[1])

    def passed(self, layer: int, unit: int) -> Number:
        """Return what a unit passes on to the layer above: its out, or what dropout leaves of it."""
        drops = bool(self.scenario.dropout) and 0 < layer < self.network.top
        return self.of_unit(Quantity.PASSED if drops else Quantity.OUT, layer, unit)

    def badge(self, quantity: Quantity, layer: int, unit: int) -> Number:
        """Return a number over or under a unit, labelled with its sign."""
        return self.of_unit(quantity, layer, unit, sign_of(quantity, self.writing.notation))

    def is_dropped(self, layer: int, unit: int) -> bool:
        """Tell whether dropout has left the unit out of the sample that is shown."""
        if not self.scenario.dropout or not 0 < layer < self.network.top:
            return False
        is_passed = self.known.has_reached(Place(Operation.DROPOUT, layer, sample=self.known.sample, unit=unit))
        return is_passed and self.known.value(Symbol(Quantity.KEEP, self.known.sample, layer, unit)) == 0

    def target(self, unit: int) -> Number:
        label = "target" if self.writing.notation is Notation.WORKED else "y"
        return self.of_unit(Quantity.TARGET, self.network.top, unit, label)

    def error(self, unit: int) -> Number:
        label = "J" if self.writing.notation is Notation.THETA else "E"
        return self.of_unit(Quantity.ERROR, self.network.top, unit, label)

    # parameters

    def bias_element(self, layer: int, unit: int) -> Element:
        """Return the bias of a unit as an element; of a layer that has one, whatever the unit."""
        return bias_element(self.scenario, layer, unit)

    def label(self, parameter: Parameter) -> str:
        """Return what a weight or bias is called in the chosen notation."""
        return parameter_label(self.scenario, parameter, self.writing.notation)

    def parameter(self, index: int) -> Number:
        """Return a weight or bias as it was before the update, under its name."""
        return self.number(self.label(self.network.parameter(index)), Symbol(Quantity.WEIGHT, parameter=index))

    def rows_of(self, layer: int, index: int, is_bias: bool) -> tuple[SeatRow, ...]:
        """Return which numbers the update has of a parameter."""
        return rows_of(self.known.trace.plan, layer, index, is_bias, memories_of(self.known))

    def rows(self, index: int, unit: int) -> tuple[NumberRow, ...]:
        """Return the numbers of a parameter in rows: those of a bias that its layer has in common as they are for a
        unit."""
        parameter = self.network.parameter(index)
        rows = self.rows_of(parameter.layer, index, parameter.is_bias)
        first, *others = (NumberRow(*(seat and self._of(parameter, seat) for seat in row)) for row in rows)
        return (first._replace(second=self.product(parameter, unit)), *others)

    def _of(self, parameter: Parameter, seat: SeatKind) -> Number:
        quantity, index = seat.quantity, parameter.index
        if quantity is Quantity.WEIGHT:
            return self.parameter(index)
        if quantity is Quantity.CONTRIBUTION:
            return self.contribution(parameter)
        if quantity in (Quantity.MEMORY, Quantity.MEMORY_BEFORE):
            label = "" if quantity is Quantity.MEMORY and seat.name in self._kept else seat.name.replace("_", " ")
            return self.number(label, Symbol(quantity, parameter=index, name=seat.name))
        sample = self.known.sample if quantity in _OF_SAMPLE else -1
        if quantity is Quantity.GRADIENT_SUM and sample and not self._is_reached(parameter, sample):
            sample -= 1
        return self.number(sign_of(quantity, self.writing.notation), Symbol(quantity, sample, parameter=index))

    @property
    def _kept(self) -> tuple[str, ...]:
        return self.scenario.optimizer.rule.memory

    def _is_reached(self, parameter: Parameter, sample: int) -> bool:
        """Tell whether the sum of the gradients up to a sample is there, or is the result of the line."""
        place = Place(Operation.GRADIENT_SUM, parameter.layer, sample=sample, parameter=parameter.index)
        return self.at.has_reached(place) or (self.step is not None and self.step.place == place)

    def contribution(self, weight: Parameter) -> Number:
        """Return what comes back through a weight to the unit that it starts from."""
        symbol = Symbol(Quantity.CONTRIBUTION, self.known.sample, weight.layer - 1, weight.source, weight.unit)
        return self.number("", symbol)._replace(is_signed=True)

    def product(self, parameter: Parameter, unit: int) -> Number:
        """Return the term of a unit's net input that a parameter makes, once it has been added."""
        place = Place(Operation.NET, parameter.layer, sample=self.known.sample, unit=unit)
        row = self._products.get(place)
        if row is None:
            row = self._products[place] = products(self.known, parameter.layer, slice(unit, unit + 1))[0].tolist()
        value = _plain(row[parameter.source])
        is_line = self.step is not None and self.step.place == place
        return Number("", value, is_operand=is_line and not math.isnan(value))

    @cached_property
    def _products(self) -> dict[Place, list[float]]:
        """The terms of net inputs, as they are asked for; the last is that of the bias."""
        return {}


def seated(step: Step, symbol: Symbol) -> Symbol:
    """Return a symbol of a line as its seat has it: a contribution without the weight that it comes through, which its
    place tells; a weight that blame travels through as the one that it is."""
    if symbol.quantity is Quantity.CONTRIBUTION:
        return symbol._replace(parameter=-1)
    if symbol.quantity is Quantity.BACKWARD_WEIGHT:
        return symbol._replace(quantity=Quantity.NEW if step.scenario.is_sequential else Quantity.WEIGHT)
    return symbol


def _plain(value: float) -> float:
    """Return a number; one that is not there as `math.nan` itself."""
    return math.nan if math.isnan(value) else float(value)


def scalar_element(name: str) -> Element:
    """Return what an optimizer finds out once in an update as an element."""
    return Element(ElementKind.TOTAL, name=name)


def _used(step: Step, part: int | None) -> list[Symbol]:
    """The symbols of a line's formula; of a sum up to a term."""
    if part is None:
        return list(symbols(step.rule))
    return [symbol for term in term_expressions(step)[:part] for symbol in symbols(term)]


def _lit(step: Step, part: int | None) -> frozenset[Element]:
    """What a step is about, with what its optimizer computes or counts once in an update; of a sum up to a term."""
    used = [step.symbol, *_used(step, part)]
    if part is not None:
        found = {element_of(step.scenario, symbol) for symbol in used}
        return frozenset(element for element in found if element is not None)
    once = {scalar_element(symbol.name) for symbol in used if symbol.quantity is Quantity.SCALAR}
    counted = {_COUNT for symbol in used if symbol.quantity is Quantity.COUNT}
    return elements_of(step) | once | counted
