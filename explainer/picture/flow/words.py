"""What is said of a flow: in the tip of a pipe or unit, and as a whole for those who do not see it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from html import escape

from explainer.functions.activations import ACTIVATIONS
from explainer.picture.flow.flow_numbers import FlowNumbers
from explainer.picture.flow.flow_picture import FlowFound
from explainer.picture.flow.labels import sum_sign
from explainer.picture.flow.legend import sentences
from explainer.trace.formula.notation import full
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.stuck_units import meaning
from explainer.trace.notations.naming import parameter_label, spoken_name
from explainer.trace.words.bug_words import bug_sign


def description(numbers: FlowNumbers) -> str:
    """Return in words what flows: the sum of each layer, in the order in which it flows."""
    if not numbers.has_started:
        return f"{_bug(numbers)}{sentences(numbers)[0]}"
    layers = range(len(numbers.network.layers))
    ordered = [*reversed(layers)][:-1] if numbers.is_backward else layers
    sums = [_sum(numbers, layer) for layer in ordered]
    return f"{_bug(numbers)}{sentences(numbers)[0]} {sum_sign(numbers)} by layer: {'; '.join(sums)}."


def _bug(numbers: FlowNumbers) -> str:
    sign = bug_sign(numbers.scenario, numbers.known.trace.shown)
    return f"{sign[:1].upper()}{sign[1:]}. " if sign else ""


def _sum(numbers: FlowNumbers, layer: int) -> str:
    of, size = numbers.network.layers[layer], numbers.size(layer)
    name = f"layer {of.number}, {ACTIVATIONS[of.activation].spoken}," if layer else "inputs"
    return f"{name} {'not computed yet' if math.isnan(size) else numbers.writing.show(size)}"


def tip(numbers: FlowNumbers, found: FlowFound, can_drag: bool) -> str:
    """Return the names and full values of what is at a place."""
    element = found.element
    lines = list(
        _of_weight(numbers, found) if element.parameter >= 0 else _of_unit(numbers, element.layer, element.unit)
    )
    if element.parameter < 0 and element.layer:
        condition = numbers.known.stuck(element.layer, element.unit)
        if numbers.is_dropped(element.layer, element.unit):
            lines.append("Dropped: dropout has left this unit out of the sample, so nothing passes.")
        elif condition:
            of = element.layer, element.unit
            lines.append(escape(meaning(numbers.known.trace, condition, numbers.known.sample, *of)))
    if can_drag:
        lines.append("Drag sideways to change it.")
    return "<br>".join(lines)


def _of_weight(numbers: FlowNumbers, found: FlowFound) -> Iterator[str]:
    scenario, sample = numbers.scenario, numbers.known.sample
    parameter = numbers.network.parameter(found.element.parameter)
    name = escape(parameter_label(scenario, parameter, numbers.writing.notation))
    passed = Symbol(Quantity.BACKWARD_WEIGHT, parameter=parameter.index)
    is_given = not (numbers.is_backward and numbers.known.is_known(passed))
    weight = passed._replace(quantity=Quantity.WEIGHT) if is_given else passed
    yield f"<b>{name} = {full(numbers.known.value(weight))}</b>"
    if numbers.known.updated[parameter.index]:
        yield f"after this update: {full(float(numbers.known.theta[parameter.index]))}"
    if parameter.is_bias or found.pipe is None:
        return
    above, below, layer = found.pipe.above, found.pipe.below, found.pipe.layer
    if not numbers.is_backward:
        drops = numbers.has_gate(layer - 1)
        source = Symbol(Quantity.PASSED if drops else Quantity.OUT, sample, layer - 1, below)
        yield _named(numbers, source)
        yield _product(f"{_name(numbers, source)} · {name}", float(numbers.edges(layer)[above, below]))
        return
    delta = Symbol(Quantity.DELTA, sample, layer, above)
    yield _named(numbers, delta)
    if layer > 1:
        unit = escape(numbers.network.layers[layer - 1].names[below])
        value = float(numbers.edges(layer)[above, below])
        made = f"{_name(numbers, delta)} · {name}"
        if numbers.scenario.bug or numbers.known.trace.shown.hides_formulas:  # then it may be made otherwise
            yield f"blame that comes back to {unit}: {'not computed yet' if math.isnan(value) else full(value)}"
        else:
            yield f"blame that comes back to {unit}: {_product(made, value)}"


def _product(words: str, value: float) -> str:
    return f"{words} is not computed yet" if math.isnan(value) else f"{words} = {full(value)}"


def _of_unit(numbers: FlowNumbers, layer: int, unit: int) -> Iterator[str]:
    of, sample = numbers.network.layers[layer], numbers.known.sample
    yield f"<b>{escape(of.names[unit])}</b>" + (f": {ACTIVATIONS[of.activation].spoken}" if layer else ": an input")
    quantities = [Quantity.NET, Quantity.OUT] if layer else [Quantity.OUT]
    if numbers.is_backward and layer:
        has_valve = layer < numbers.top or numbers.has_valve_at_top
        quantities = [Quantity.BLAME, Quantity.SLOPE, Quantity.DELTA] if has_valve else [Quantity.DELTA]
    yield from (_named(numbers, Symbol(quantity, sample, layer, unit)) for quantity in quantities)


def _name(numbers: FlowNumbers, symbol: Symbol) -> str:
    return escape(spoken_name(numbers.scenario, symbol, numbers.writing.notation))


def _named(numbers: FlowNumbers, symbol: Symbol) -> str:
    value = numbers.known.value(symbol)
    return (
        f"{_name(numbers, symbol)}: not computed yet"
        if math.isnan(value)
        else f"{_name(numbers, symbol)} = {full(value)}"
    )
