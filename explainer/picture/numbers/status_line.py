"""The line under the network: totals, the settings in force, and what becomes of biases."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted
from explainer.functions.optimizers import OPTIMIZERS
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import MORE, Number, fitting, widest_number
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.notations.naming import spoken_name

_WORDS = {
    Quantity.LEARNING_RATE: "learning rate",
    Quantity.L1: "L1",
    Quantity.L2: "L2",
    Quantity.BATCH_SIZE: "batch",
    Quantity.DATA_SIZE: "data",
}


def settings_of(known: Known, notation: Notation) -> Iterator[tuple[Element, Number]]:
    """Go through the settings in force in an update, each with its sign in a notation."""
    for symbol in _in_force(known.scenario, known.samples):
        words = _WORDS.get(symbol.quantity, ""), spoken_name(known.scenario, symbol, notation)
        number = Number(" ".join(words).strip(), known.value(symbol), symbol)
        yield Element(ElementKind.SETTING, name=symbol.name or symbol.quantity.value), number


def _in_force(scenario: Scenario, samples: int) -> Iterator[Symbol]:
    optimizer = OPTIMIZERS[scenario.optimizer.name]
    if not optimizer.is_minimiser:
        yield Symbol(Quantity.LEARNING_RATE)
    yield from (Symbol(Quantity.OPTION, name=name) for name in scenario.optimizer.options)
    if "t" in optimizer.scalars and not optimizer.is_minimiser:
        yield Symbol(Quantity.COUNT)
    penalties = (Quantity.L1, scenario.l1), (Quantity.L2, scenario.l2), (Quantity.DROPOUT, scenario.dropout)
    yield from (Symbol(quantity) for quantity, amount in penalties if amount)
    if samples > 1:
        yield Symbol(Quantity.BATCH_SIZE)
    if scenario.has_penalty:
        yield Symbol(Quantity.DATA_SIZE)


BETWEEN, AFTER = 6.0, 20.0
"""The room between the name of a number and the number, and after a field."""
_BIASES = {"frozen": "biases are frozen", "per_unit": "one bias per unit", "shared": "one bias per layer"}
_COUNTS = {Quantity.BATCH_SIZE: "sample", Quantity.DATA_SIZE: "sample"}


def status_fields(facts: Facts) -> Iterator[tuple[Element | None, Number | str]]:
    """Go through the line: totals, settings, and what becomes of biases."""
    yield from facts.totals()
    yield from facts.scalars()
    yield from settings_of(facts.known, facts.writing.notation)
    yield None, _BIASES[facts.network.biases]
    if facts.scenario.data.scale != "none":
        yield None, "inputs are scaled"


def status_widths(facts: Facts, metrics: LabelMetrics) -> tuple[float, ...]:
    """Return the room that each field of the status line takes; that of a total does not depend on its value."""
    return tuple(field_width(*field, facts.writing.digits, metrics) for field in status_fields(facts))


def field_width(element: Element | None, content: Number | str, digits: int, metrics: LabelMetrics) -> float:
    """Return the room that a field takes."""
    if isinstance(content, str):
        return metrics.width(content) + AFTER
    is_total = element is not None and element.kind is ElementKind.TOTAL
    value = widest_number(digits) if is_total else field_value(content, digits, metrics)
    return metrics.width(content.label) + BETWEEN + metrics.width(value, True) + AFTER


def field_value(number: Number, digits: int, metrics: LabelMetrics) -> str:
    """Return the number of a field as it is written."""
    what = _COUNTS.get(number.symbol.quantity) if number.symbol else None
    if what is not None:
        return counted(number.value, what)
    more = MORE if number.is_partial else ""
    return fitting(metrics, number.value, metrics.width(widest_number(digits), True), True, digits) + more
