"""What is said of a thing on the canvas while the mouse rests on it."""

from __future__ import annotations

from html import escape

from explainer.functions.activations import ACTIVATIONS
from explainer.picture.cards.finding import Found
from explainer.picture.numbers.number_tip import number_line, number_tip
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.picture.numbers.settings_in_force import settings_of
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import Element, ElementKind


def tooltip(facts: Facts, found: Found) -> str:
    """Tell of a number what it is; of a unit what it is, what is known of it and what keeps it from learning."""
    said = _of_number(facts, found.symbol, found.value) if found.symbol else _of_element(facts, found.element)
    trouble = facts.trouble(found.element)
    return said + (f"<p>{trouble}</p>" if trouble else "")


def _of_element(facts: Facts, element: Element) -> str:
    """Tell of a place where no number is of what that is a part of."""
    if element.kind is ElementKind.UNIT:
        return _of_unit(facts, element.layer, element.unit)
    if element.kind is ElementKind.FOLD:
        return "A click draws all units of this layer, or few."
    if element.kind in (ElementKind.WEIGHT, ElementKind.BIAS):
        number = facts.parameter(element.parameter)[0]
        return _of_number(facts, number.symbol, number.value) if number.symbol else ""
    fields = (*facts.totals(), *facts.scalars(), *settings_of(facts.known, facts.writing.notation))
    symbol = next((number.symbol for of, number in fields if of == element), None)
    return number_tip(facts.known, symbol, facts.writing.notation) if symbol else ""


def _of_unit(facts: Facts, layer: int, unit: int) -> str:
    of = facts.network.layers[layer]
    if layer:
        what = f"unit {unit + 1:,} of layer {of.number}, {ACTIVATIONS[of.activation].spoken}"
    else:
        what = f"input {unit + 1:,}"
    numbers = (facts.net(layer, unit), facts.out(layer, unit))
    lines = [number_line(facts.known, n.symbol, facts.writing.notation) for n in numbers[not layer :] if n.symbol]
    return "<br>".join((f"<b>{escape(of.names[unit])}</b>: {what}", *lines))


def _of_number(facts: Facts, symbol: Symbol, value: float) -> str:
    known = facts.known
    if symbol.quantity is Quantity.WEIGHT and known.updated[symbol.parameter]:
        is_new = value == known.theta[symbol.parameter]
        symbol = symbol._replace(quantity=Quantity.NEW) if is_new else symbol
    return number_tip(known, symbol, facts.writing.notation)
