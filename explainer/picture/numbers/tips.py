"""What is said of a number, or of anything else on the canvas, while the mouse rests on it."""

from __future__ import annotations

import math
from html import escape

from explainer.functions.activations import ACTIVATIONS
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.picture.numbers.status_line import status_numbers, totals
from explainer.trace.formula.notation import YOURS_TOLD, Notation, full
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.known.stuck_units import meaning
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.words.origin import origin_of


def number_line(known: Known, symbol: Symbol, notation: Notation = Notation.WORKED) -> str:
    """Return what a number is called and its full value, or that it is not computed yet."""
    name, value = escape(origin_of(known.trace, symbol, notation).name), known.value(symbol)
    return (
        f"{name}: not computed yet"
        if math.isnan(value)
        else f"{name} = {full(value)}{YOURS_TOLD if known.is_own(symbol) else ''}"
    )


def number_tip(known: Known, symbol: Symbol, notation: Notation = Notation.WORKED) -> str:
    """Return the full value of a number, as far as it is known, and where it came from."""
    line, origin = number_line(known, symbol, notation), origin_of(known.trace, symbol, notation)
    where = f" (step {origin.line})" if origin.line else ""
    return f"<b>{line}</b><br>{escape(origin.made_by)}{where}" if known.is_known(symbol) else f"{line}{where}"


def tooltip(numbers: LineNumbers, element: Element, symbol: Symbol | None = None, value: float = 0.0) -> str:
    """Tell of a number what it is; of a unit what it is, what is known of it and what keeps it from learning."""
    said = _of_number(numbers, symbol, value) if symbol else _of_element(numbers, element)
    trouble = _trouble(numbers.known, element)
    return said + (f"<p>{trouble}</p>" if trouble else "")


def _trouble(known: Known, element: Element) -> str:
    """What keeps a unit from learning; nothing of one that learns, and of anything else."""
    condition = known.stuck(element.layer, element.unit) if element.kind is ElementKind.UNIT else None
    return meaning(known.trace, condition, known.sample, element.layer, element.unit) if condition else ""


def _of_element(numbers: LineNumbers, element: Element) -> str:
    """Return the tip of an element, where the pointer is on none of its numbers."""
    if element.kind is ElementKind.UNIT:
        return _of_unit(numbers, element.layer, element.unit)
    if element.kind is ElementKind.FOLD:
        return "A click shows the first of these weights."
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        number = numbers.parameter(element.parameter)
        return _of_number(numbers, number.symbol, number.value) if number.symbol else ""
    symbol = next((number.symbol for of, number in (*totals(numbers), *status_numbers(numbers)) if of == element), None)
    return number_tip(numbers.known, symbol, numbers.writing.notation) if symbol else ""


def _of_unit(numbers: LineNumbers, layer: int, unit: int) -> str:
    of = numbers.network.layers[layer]
    if layer:
        what = f"unit {unit + 1:,} of layer {of.number}, {ACTIVATIONS[of.activation].spoken}"
    else:
        what = f"input {unit + 1:,}"
    made = (numbers.net(layer, unit), numbers.out(layer, unit))
    lines = [number_line(numbers.known, n.symbol, numbers.writing.notation) for n in made[not layer :] if n.symbol]
    return "<br>".join((f"<b>{escape(of.names[unit])}</b>: {what}", *lines))


def _of_number(numbers: LineNumbers, symbol: Symbol, value: float) -> str:
    known = numbers.known
    if symbol.quantity is Quantity.WEIGHT and known.updated[symbol.parameter]:
        is_new = value == known.theta[symbol.parameter]
        symbol = symbol._replace(quantity=Quantity.NEW) if is_new else symbol
    return number_tip(known, symbol, numbers.writing.notation)
