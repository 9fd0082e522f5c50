"""What a symbol is about: the unit, edge or box of the network's picture that its number belongs to."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import symbols
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.step import Step


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

_OF_UNIT = {
    Quantity.OUT: ElementKind.UNIT,
    Quantity.NET: ElementKind.UNIT,
    Quantity.KEEP: ElementKind.UNIT,
    Quantity.PASSED: ElementKind.UNIT,
    Quantity.BLAME_PASSED: ElementKind.UNIT,
    Quantity.BLAME: ElementKind.UNIT,
    Quantity.SLOPE: ElementKind.UNIT,
    Quantity.DELTA: ElementKind.UNIT,
    Quantity.UNIT_PENALTY: ElementKind.UNIT,
    Quantity.TARGET: ElementKind.TARGET,
    Quantity.ERROR: ElementKind.ERROR,
}
_TOTALS = {
    Quantity.SAMPLE_ERROR,
    Quantity.ERROR_SUM,
    Quantity.BATCH_ERROR,
    Quantity.PENALTY,
    Quantity.OBJECTIVE,
}
_SETTINGS = {Quantity.LEARNING_RATE, Quantity.BATCH_SIZE, Quantity.DATA_SIZE, Quantity.L1, Quantity.L2}
_SETTINGS |= {Quantity.DROPOUT}


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

    None for what stands nowhere in the picture.
    """
    quantity = symbol.quantity
    if quantity in _OF_UNIT:
        return Element(_OF_UNIT[quantity], symbol.layer, symbol.unit)
    if quantity is Quantity.CONTRIBUTION:
        return weight_element(scenario.network.layers[symbol.layer + 1].weight(symbol.above, symbol.unit))
    if quantity in _TOTALS:
        return Element(ElementKind.TOTAL, name=quantity.value)
    if quantity in _SETTINGS:
        return Element(ElementKind.SETTING, name=quantity.value)
    if quantity is Quantity.OPTION:
        return Element(ElementKind.SETTING, name=symbol.name)
    if symbol.parameter >= 0:
        return parameter_element(scenario, scenario.network.parameter(symbol.parameter))
    return None


def elements_of(step: Step) -> frozenset[Element]:
    """Return what a step is about: the elements of its result and of its formula, and the unit it is made for.

    The edges that something travels along are among them, because it is their numbers that the formula is made of.
    """
    scenario = step.of.scenario
    named = {element_of(scenario, symbol) for symbol in (step.symbol, *symbols(step.rule))}
    if step.place.unit >= 0:
        named.add(unit_element(step.place.layer, step.place.unit))
    return frozenset(element for element in named if element is not None)
