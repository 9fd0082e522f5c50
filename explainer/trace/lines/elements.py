"""What a symbol is about: the unit, edge or box of the network's picture; and both by name ("net_h1", "w5", "o1")."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum
from typing import NamedTuple

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import parameter_name, parameter_names
from explainer.trace.notations.worked import ALONE, OF_PARAMETER, OF_UNIT, plain


class ElementKind(StrEnum):
    """The kinds of element."""

    UNIT = "unit"
    WEIGHT = "weight"
    BIAS = "bias"
    TARGET = "target"
    ERROR = "error"
    TOTAL = "total"
    SETTING = "setting"
    FOLD = "fold"


class Element(NamedTuple):
    """One thing in the picture of a network; what does not apply is -1.

    A weight is told by its index in theta alone. A bias that its layer has in common has no unit. Totals and settings
    are told by `name`: that of their quantity, or of the optimizer's option. A fold is the mark of a layer of which not
    all units are drawn.
    """

    kind: ElementKind
    layer: int = -1
    unit: int = -1
    parameter: int = -1
    name: str = ""


LEARNING_RATE = Element(ElementKind.SETTING, name=Quantity.LEARNING_RATE.value)

_BESIDE_UNITS = {Quantity.TARGET: ElementKind.TARGET, Quantity.ERROR: ElementKind.ERROR}
_TOTALS = {
    Quantity.SAMPLE_ERROR,
    Quantity.ERROR_SUM,
    Quantity.BATCH_ERROR,
    Quantity.PENALTY,
    Quantity.OBJECTIVE,
}
_SETTINGS = {
    Quantity.LEARNING_RATE,
    Quantity.BATCH_SIZE,
    Quantity.DATA_SIZE,
    Quantity.L1,
    Quantity.L2,
    Quantity.DROPOUT,
}


def unit_element(layer: int, unit: int) -> Element:
    return Element(ElementKind.UNIT, layer, unit)


def weight_element(parameter: int) -> Element:
    return Element(ElementKind.WEIGHT, parameter=parameter)


def bias_element(scenario: Scenario, layer: int, unit: int) -> Element:
    """Return the bias of a unit: the one node of its layer where people see a single bias, else its own."""
    of = scenario.network.layers[layer]
    if scenario.has_one_bias_per_layer:
        return Element(ElementKind.BIAS, layer, parameter=of.bias_start)
    return Element(ElementKind.BIAS, layer, unit, of.bias(unit))


def parameter_element(scenario: Scenario, parameter: Parameter) -> Element:
    """Return the edge of a weight or the node of a bias."""
    if parameter.is_bias:
        return bias_element(scenario, parameter.layer, parameter.unit)
    return weight_element(parameter.index)


def element_of(scenario: Scenario, symbol: Symbol) -> Element | None:
    """Return the element that a symbol is about; a contribution is about the edge that it comes back on.

    None for what is nowhere in the picture.
    """
    quantity = symbol.quantity
    if quantity is Quantity.CONTRIBUTION:
        return weight_element(scenario.network.layers[symbol.layer + 1].weight(symbol.above, symbol.unit))
    if symbol.unit >= 0:
        return Element(_BESIDE_UNITS.get(quantity, ElementKind.UNIT), symbol.layer, symbol.unit)
    if symbol.parameter >= 0:
        return parameter_element(scenario, scenario.network.parameter(symbol.parameter))
    if quantity in _TOTALS:
        return Element(ElementKind.TOTAL, name=quantity.value)
    if quantity in _SETTINGS:
        return Element(ElementKind.SETTING, name=quantity.value)
    return Element(ElementKind.SETTING, name=symbol.name) if quantity is Quantity.OPTION else None


def symbol_of(element: Element) -> Symbol:
    """Return the number that stands for a unit or a weight: what it puts out, of the first sample, or its value."""
    if element.parameter >= 0:
        return Symbol(Quantity.WEIGHT, parameter=element.parameter)
    return Symbol(Quantity.OUT, 0, element.layer, element.unit)


def elements_of(step: Step) -> frozenset[Element]:
    """Return what a step is about: the elements of its result and of its formula, and the unit it is made for.

    The edges that something travels along are among them, because it is their numbers that the formula is made of.
    """
    scenario = step.of.scenario
    named = {element_of(scenario, symbol) for symbol in (step.symbol, *symbols(step.rule))}
    if step.place.unit >= 0:
        named.add(unit_element(step.place.layer, step.place.unit))
    return frozenset(element for element in named if element is not None)


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
            for quantity in OF_UNIT:
                yield Symbol(quantity, -1 if quantity is Quantity.UNIT_PENALTY else sample, layer, unit)
            is_below = int(not scenario.input_gradients) <= layer < scenario.network.top
            for above in range(layers[layer + 1].units if is_below else 0):
                weight = layers[layer + 1].weight(above, unit)
                yield Symbol(Quantity.CONTRIBUTION, sample, layer, unit, above, weight)


def _of_parameter(scenario: Scenario, name: str, sample: int) -> Iterator[Symbol]:
    kept = scenario.optimizer.rule.each_lines
    for its_name, parameter in parameter_names(scenario).items():
        if name.removesuffix("+").endswith(its_name):
            for quantity in OF_PARAMETER:
                yield Symbol(quantity, sample if quantity in _OF_SAMPLE else -1, parameter=parameter.index)
            yield from (Symbol(Quantity.MEMORY, parameter=parameter.index, name=memory) for memory in kept)


def _alone(scenario: Scenario, name: str, sample: int) -> Iterator[Symbol]:
    for quantity in ALONE:
        yield Symbol(quantity, sample if quantity in _OF_SAMPLE else -1)
    for scalar in scenario.optimizer.rule.once_lines:
        yield Symbol(Quantity.SCALAR, name=scalar)
    for option in scenario.optimizer.options:
        yield Symbol(Quantity.OPTION, name=option)


_PARTS = (_alone, _of_unit, _of_parameter)
