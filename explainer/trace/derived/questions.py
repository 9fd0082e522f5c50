"""What can be asked why: the formulas that are derived, of what is pointed at, and one of each kind."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.trace.derived.formulas import is_derived
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind

WHY = "Why this formula?"
_ABOUT = {
    Quantity.NET: (Quantity.SLOPE, Quantity.DELTA),
    Quantity.OUT: (Quantity.SLOPE, Quantity.DELTA),
    Quantity.ERROR: (Quantity.ERROR, Quantity.BLAME, Quantity.DELTA),
    Quantity.TARGET: (Quantity.BLAME, Quantity.DELTA),
}
"""What is asked of a number that is no slope itself: the first of these that is derived."""
_OF_WEIGHT = frozenset({Quantity.WEIGHT, Quantity.NEW, Quantity.BACKWARD_WEIGHT})


def question_about(known: Known, element: Element | None, symbol: Symbol | None = None) -> Symbol | None:
    """Return whose formula is asked for where a person points at an element, or at a number of it; None where nothing
    of it is derived."""
    found = (one for one in _meant(known, element, symbol) if is_derived(known, one))
    return next(found, None)


def _meant(known: Known, element: Element | None, symbol: Symbol | None) -> Iterator[Symbol]:
    at = max(known.sample, 0)
    if symbol is not None:
        if symbol.quantity in _OF_WEIGHT:
            yield Symbol(Quantity.GRADIENT, at, parameter=symbol.parameter)
        for quantity in _ABOUT.get(symbol.quantity, ()):
            yield Symbol(quantity, at, symbol.layer, symbol.unit)
        yield symbol
        if symbol.quantity is Quantity.BATCH_GRADIENT:
            yield Symbol(Quantity.GRADIENT, at, parameter=symbol.parameter)
    if element is None:
        return
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        yield Symbol(Quantity.GRADIENT, at, parameter=element.parameter)
    elif element.kind is ElementKind.UNIT and element.layer > 0:
        yield from (Symbol(quantity, at, element.layer, element.unit) for quantity in _ABOUT[Quantity.OUT])
    elif element.kind in (ElementKind.ERROR, ElementKind.TARGET):
        top = known.scenario.network.top
        yield from (Symbol(quantity, at, top, element.unit) for quantity in _ABOUT[Quantity.ERROR])


def offered(known: Known) -> tuple[Symbol, ...]:
    """Return one of each kind of formula that is derived, from the output back."""
    return tuple(one for one in _kinds(known.scenario, max(known.sample, 0)) if is_derived(known, one))


def _kinds(scenario: Scenario, at: int) -> Iterator[Symbol]:
    network = scenario.network
    yield Symbol(Quantity.ERROR, at, network.top, 0)
    for index in range(network.top, 0, -1):
        layer = network.layers[index]
        yield from (Symbol(quantity, at, index, 0) for quantity in (Quantity.BLAME, Quantity.SLOPE, Quantity.DELTA))
        for parameter in (layer.start, layer.bias_start)[: 1 + bool(layer.bias_count)]:
            yield Symbol(Quantity.GRADIENT, at, parameter=parameter)
    yield Symbol(Quantity.BLAME, at, 0, 0)
