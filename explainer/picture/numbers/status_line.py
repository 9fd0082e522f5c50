"""The line under the network: totals, settings, and what becomes of biases."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.files.wording import counted
from explainer.picture.label_text import fitting, widest_number
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.number import MORE, Number
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.picture.numbers.settings_in_force import settings_of
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import Element, ElementKind

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
