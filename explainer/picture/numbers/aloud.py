"""What is said aloud of a number or an element of the picture: "weight w5, 0.4, from h1 to o1"."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.network import Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.picture.numbers.status_line import status_numbers, totals
from explainer.trace.formula.notation import Notation, Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.notations.naming import name_aloud
from explainer.trace.words.aloud import number_aloud

_WHAT = {
    Quantity.OUT: "output of {unit}",
    Quantity.KEEP: "whether dropout keeps {unit}",
    Quantity.PASSED: "what {unit} passes on",
    Quantity.NET: "weighted sum of {unit}",
    Quantity.WEIGHT: "{parameter}",
    Quantity.BACKWARD_WEIGHT: "{parameter}",
    Quantity.NEW: "new value of the {parameter}",
    Quantity.TARGET: "target of {unit}",
    Quantity.ERROR: "error of {unit}",
    Quantity.BLAME: "blame of {unit}",
    Quantity.BLAME_PASSED: "blame of what {unit} passes on",
    Quantity.SLOPE: "slope of the activation of {unit}",
    Quantity.DELTA: "delta of {unit}",
    Quantity.CONTRIBUTION: "blame of {unit} that comes back from {above}",
    Quantity.UNIT_PENALTY: "penalty of the weights into {unit}",
    Quantity.GRADIENT: "gradient of the {parameter}",
    Quantity.GRADIENT_SUM: "sum of the gradients of the {parameter}",
    Quantity.BATCH_GRADIENT: "gradient of the {parameter}, for the batch",
    Quantity.MEMORY_BEFORE: "what the optimizer keeps for the {parameter}",
    Quantity.MEMORY: "what the optimizer keeps for the {parameter}",
    Quantity.SAMPLE_ERROR: "error of the sample",
    Quantity.ERROR_SUM: "errors of the samples so far",
    Quantity.BATCH_ERROR: "error of the batch",
    Quantity.PENALTY: "penalty of all weights",
    Quantity.OBJECTIVE: "what training makes smaller",
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.OPTION: "setting of the optimizer",
    Quantity.SCALAR: "worked out by the optimizer",
    Quantity.SCALAR_BEFORE: "worked out by the optimizer",
    Quantity.COUNT: "updates of the optimizer",
    Quantity.BATCH_SIZE: "samples in the batch",
    Quantity.DATA_SIZE: "samples in the data",
    Quantity.L1: "L1 penalty",
    Quantity.L2: "L2 penalty",
    Quantity.DROPOUT: "how likely a hidden unit is dropped",
}


def number_name(scenario: Scenario, symbol: Symbol, notation: Notation) -> str:
    """Return the sign of a number in a notation, and what it is: "w5, weight from h1 to o1"."""
    sign, what = name_aloud(scenario, symbol, notation), _what(scenario, symbol)
    return what if sign.split() == what.replace(" of ", " ").split() else f"{sign}, {what}"


def number_said(known: Known, symbol: Symbol, writing: Writing) -> str:
    """Return what a number is, and how much it is as far as that is known."""
    value = number_aloud(known.value(symbol), writing) + _yours(known, symbol)
    return f"{number_name(known.scenario, symbol, writing.notation)}, {value}"


def _yours(known: Known, symbol: Symbol) -> str:
    return ", yours" if known.is_own(symbol) and known.is_known(symbol) else ""


def term_name(numbers: LineNumbers, element: Element, unit: int) -> str:
    """Return what a parameter adds to the net input of a unit: "w5 times out h1, term of net o1"."""
    parameter = numbers.network.parameter(element.parameter)
    factors = [_sign(numbers, Symbol(Quantity.WEIGHT, parameter=parameter.index))]
    if not parameter.is_bias:
        unit = parameter.unit
        carried = numbers.passed(parameter.layer - 1, parameter.source).symbol
        factors += [_sign(numbers, carried)] if carried else []
    net = _sign(numbers, Symbol(Quantity.NET, numbers.known.sample, parameter.layer, unit))
    return f"{' times '.join(factors)}, term of {net}"


def _what(scenario: Scenario, symbol: Symbol) -> str:
    layers, what = scenario.network.layers, _WHAT[symbol.quantity]
    if symbol.quantity is Quantity.OUT and not symbol.layer:
        return "input"
    if symbol.quantity is Quantity.BLAME and symbol.layer == scenario.network.top:
        what = "slope of the error with the output of {unit}"
    unit = layers[symbol.layer].names[symbol.unit] if symbol.unit >= 0 else ""
    above = layers[symbol.layer + 1].names[symbol.above] if symbol.above >= 0 else ""
    parameter = _parameter(scenario, scenario.network.parameter(symbol.parameter)) if symbol.parameter >= 0 else ""
    return what.format(unit=unit, above=above, parameter=parameter).replace("_", " ")


def _parameter(scenario: Scenario, parameter: Parameter) -> str:
    kind = "bias" if parameter.is_bias else "weight"
    return f"{kind} {_where(scenario, parameter)}"


def _where(scenario: Scenario, parameter: Parameter) -> str:
    layers = scenario.network.layers
    names = layers[parameter.layer].names
    if parameter.is_bias:
        return f"of {' and '.join(names) if scenario.has_one_bias_per_layer else names[parameter.unit]}"
    return f"from {layers[parameter.layer - 1].names[parameter.source]} to {names[parameter.unit]}"


def element_aloud(numbers: LineNumbers, element: Element) -> str:
    """Return what is said of an element that is selected: what it is, its numbers, and where it leads."""
    if element.kind is ElementKind.FOLD:
        return "weights that are left out"
    if element.parameter >= 0:
        parameter = numbers.network.parameter(element.parameter)
        kind, number = "bias" if parameter.is_bias else "weight", numbers.parameter(element.parameter)
        sign = _sign(numbers, Symbol(Quantity.WEIGHT, parameter=element.parameter))
        return f"{kind} {sign}, {_value(numbers, number)}, {_where(numbers.scenario, parameter)}".replace("_", " ")
    if element.kind is ElementKind.UNIT:
        return _unit(numbers, element.layer, element.unit).replace("_", " ")
    return ", ".join(_said(numbers, number) for number in _numbers_of(numbers, element)).replace("_", " ")


def _unit(numbers: LineNumbers, layer: int, unit: int) -> str:
    name = numbers.network.layers[layer].names[unit]
    if not layer:
        return f"input {name}, {_value(numbers, numbers.out(layer, unit))}"
    made = numbers.net(layer, unit), numbers.out(layer, unit), numbers.of_unit(Quantity.DELTA, layer, unit)
    said = (f"{_sign(numbers, number.symbol)} {_value(numbers, number)}" for number in made if number.symbol)
    return ", ".join((f"unit {name}", *said))


def _numbers_of(numbers: LineNumbers, element: Element) -> Iterator[Number]:
    match element.kind:
        case ElementKind.TARGET:
            yield numbers.target(element.unit)
        case ElementKind.ERROR:
            yield numbers.error(element.unit)
        case _:
            all_of = (*totals(numbers), *status_numbers(numbers))
            yield from (number for of, number in all_of if of == element)


def _said(numbers: LineNumbers, number: Number) -> str:
    name = number_name(numbers.scenario, number.symbol, numbers.writing.notation) if number.symbol else number.label
    return f"{name}, {_value(numbers, number)}"


def _sign(numbers: LineNumbers, symbol: Symbol) -> str:
    return name_aloud(numbers.scenario, symbol, numbers.writing.notation)


def _value(numbers: LineNumbers, number: Number) -> str:
    return number_aloud(number.value, numbers.writing) + (
        " so far" if number.is_partial else ", yours" if number.is_own else ""
    )
