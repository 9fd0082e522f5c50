"""The numbers of a flow as they are heard: at each unit what it carries, at each pipe its weight and what flows."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.flow.flow_picture import FlowPicture
from explainer.picture.flow.shapes import FlowPipe, FlowUnit
from explainer.picture.geometry import Box
from explainer.picture.numbers.aloud import number_name, term_name
from explainer.picture.numbers.heard import Heard, Seat
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import Element, unit_element
from explainer.trace.words.aloud import number_aloud

_SIDE = 12.0
"""How large the place of a pipe's number is."""


def heard_in_flow(picture: FlowPicture) -> dict[Seat, Heard]:
    """Return all numbers of a flow: the units layer by layer, then the pipes in the order of their weights."""
    numbers, found = LineNumbers(picture.numbers.known, writing=picture.numbers.writing), dict[Seat, Heard]()
    units = sorted(picture.shapes.units, key=lambda unit: (unit.layer, unit.unit))
    pipes = [(pipe, pipe.element) for pipe in picture.shapes.pipes if pipe.element is not None]
    for unit in units:
        key = "unit", unit.layer, unit.unit
        found |= {Seat(key, i): heard for i, heard in enumerate(_of_unit(picture, numbers, unit))}
    for pipe, element in sorted(pipes, key=lambda pair: (pair[1].parameter, pair[0].above)):
        key = "pipe", element.parameter, pipe.above
        found |= {Seat(key, i): heard for i, heard in enumerate(_of_pipe(picture, numbers, pipe, element))}
    return found


def _of_unit(picture: FlowPicture, numbers: LineNumbers, unit: FlowUnit) -> Iterator[Heard]:
    """What a unit puts out; where blame flows, its slope and its delta."""
    of = picture.numbers
    quantities: tuple[Quantity, ...] = (Quantity.OUT,)
    if of.is_backward and unit.layer:
        has_valve = unit.layer < of.top or of.has_valve_at_top
        quantities = (Quantity.SLOPE, Quantity.DELTA) if has_valve else (Quantity.DELTA,)
    for quantity in quantities:
        symbol = Symbol(quantity, of.known.sample, unit.layer, unit.unit)
        yield _heard(numbers, symbol, unit.box, unit_element(unit.layer, unit.unit))


def _of_pipe(picture: FlowPicture, numbers: LineNumbers, pipe: FlowPipe, element: Element) -> Iterator[Heard]:
    """A weight or bias, and what flows through a weight."""
    of, box = picture.numbers, Box(*pipe.curve.middle, _SIDE, _SIDE)
    yield _heard(numbers, Symbol(Quantity.WEIGHT, parameter=element.parameter), box, element)
    if pipe.below < 0:
        return
    if not of.is_backward:
        value = number_aloud(float(of.edges(pipe.layer)[pipe.above, pipe.below]), numbers.writing)
        yield Heard(term_name(numbers, element, pipe.above), value, box, element)
    elif pipe.layer > 1:
        symbol = Symbol(Quantity.CONTRIBUTION, of.known.sample, pipe.layer - 1, pipe.below, pipe.above)
        yield _heard(numbers, symbol, box, element)


def _heard(numbers: LineNumbers, symbol: Symbol, box: Box, element: Element) -> Heard:
    name = number_name(numbers.scenario, symbol, numbers.writing.notation)
    return Heard(name, number_aloud(numbers.known.value(symbol), numbers.writing), box, element, symbol)
