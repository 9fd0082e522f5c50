"""Symbols and elements by their names in the worked notation: "net_h1", "w5", "delta_o1", "dE_total/dw5", "o1"."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.optimizers import OPTIMIZERS
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import Element, ElementKind, element_of, unit_element
from explainer.trace.notations.naming import parameter_name, parameter_names
from explainer.trace.notations.worked import ALONE, OF_PARAMETER, OF_UNIT, plain

_OF_SAMPLE = {Quantity.SAMPLE_ERROR, Quantity.ERROR_SUM, Quantity.GRADIENT, Quantity.GRADIENT_SUM}


def symbol_called(scenario: Scenario, name: str, sample: int = 0) -> Symbol | None:
    """Return the symbol of this name in an update of the scenario, of this sample of its batch (from 0); None where
    there is none. The name of a weight is its value before the update."""
    candidates = (symbol for part in _PARTS for symbol in part(scenario, name, sample))
    return next((symbol for symbol in candidates if plain(scenario, symbol) == name), None)


def element_called(scenario: Scenario, name: str) -> Element | None:
    """Return the element of the picture that a name is about: a unit's own name, or that of any symbol."""
    for index, layer in enumerate(scenario.network.layers):
        if name in layer.names:
            return unit_element(index, layer.names.index(name))
    symbol = symbol_called(scenario, name)
    return None if symbol is None else element_of(scenario, symbol)


def element_name(scenario: Scenario, element: Element) -> str:
    """Return the name that `element_called` finds an element by; nothing for a fold, which has none."""
    if element.parameter >= 0:
        return parameter_name(scenario, scenario.network.parameter(element.parameter))
    if element.unit >= 0:
        unit = scenario.network.layers[element.layer].names[element.unit]
        return {ElementKind.TARGET: f"target_{unit}", ElementKind.ERROR: f"E_{unit}"}.get(element.kind, unit)
    if element.kind is ElementKind.FOLD:
        return ""
    names = {quantity.value: text for quantity, text in ALONE.items()}
    return names.get(element.name, element.name)


def _of_unit(scenario: Scenario, name: str, sample: int) -> Iterator[Symbol]:
    layers = scenario.network.layers
    for layer, of in enumerate(layers):
        for unit, its_name in enumerate(of.names):
            if not name.endswith(its_name):
                continue
            for quantity in (Quantity.OUT, *OF_UNIT):
                yield Symbol(quantity, -1 if quantity is Quantity.UNIT_PENALTY else sample, layer, unit)
            for above in range(layers[layer + 1].units if 0 < layer < len(layers) - 1 else 0):
                weight = layers[layer + 1].weight(above, unit)
                yield Symbol(Quantity.CONTRIBUTION, sample, layer, unit, above, weight)


def _of_parameter(scenario: Scenario, name: str, sample: int) -> Iterator[Symbol]:
    kept = OPTIMIZERS[scenario.optimizer.name].each_lines
    for its_name, parameter in parameter_names(scenario).items():
        if name.removesuffix("+").endswith(its_name):
            for quantity in OF_PARAMETER:
                yield Symbol(quantity, sample if quantity in _OF_SAMPLE else -1, parameter=parameter.index)
            yield from (Symbol(Quantity.MEMORY, parameter=parameter.index, name=memory) for memory in kept)


def _alone(scenario: Scenario, name: str, sample: int) -> Iterator[Symbol]:
    for quantity in ALONE:
        yield Symbol(quantity, sample if quantity in _OF_SAMPLE else -1)
    for scalar in OPTIMIZERS[scenario.optimizer.name].once_lines:
        yield Symbol(Quantity.SCALAR, name=scalar)
    for option in scenario.optimizer.options:
        yield Symbol(Quantity.OPTION, name=option)


_PARTS = (_alone, _of_unit, _of_parameter)
