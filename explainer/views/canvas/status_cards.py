"""The cards that stay where they are when the picture is scrolled: the heading and the line of totals and settings."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.elements import Element, Kind
from explainer.trace.symbols import Quantity
from explainer.views.canvas.cards import Card, Outline, Side, Text
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.forms import LINE, STATUS_LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.numbers import Number
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.settings import settings_of
from explainer.views.canvas.writing import WIDEST_NUMBER, fitting, width_of
from explainer.views.theme import blend

_BETWEEN, _AFTER = 6.0, 20.0
_UNITS = {Quantity.BATCH_SIZE: " samples", Quantity.DATA_SIZE: " samples"}


def heading_card(s: Scenery) -> Card:
    """Return the chip that says where the calculation is."""
    text = s.facts.heading()
    width = width_of(text, True) + 20
    box = Box(s.left + 10 + width / 2, 20, width, 24)
    fill = blend(s.palette.background, s.accent if s.facts.step else s.palette.line, 0.12 if s.facts.step else 0.45)
    return Card(box, Outline.PILL, fill, "", 0, (Text(text, Box(0, 0, width, LINE), s.accent, True),))


def status_fields(facts: Facts) -> Iterator[tuple[Element | None, Number | str]]:
    """Go through the line: totals, settings, and what becomes of biases."""
    yield from facts.totals()
    yield from facts.scalars()
    yield from settings_of(facts.trace)
    yield None, f"biases {facts.network.biases.replace('_', ' ')}"
    if facts.scenario.data.scale != "none":
        yield None, "inputs scaled"


def status_widths(facts: Facts) -> tuple[float, ...]:
    """Return the room that each field of the status line takes; that of a total does not depend on its value."""
    return tuple(_width(element, content) for element, content in status_fields(facts))


def _width(element: Element | None, content: Number | str) -> float:
    if isinstance(content, str):
        return width_of(content) + _AFTER
    is_total = element is not None and element.kind is Kind.TOTAL
    value = width_of(WIDEST_NUMBER, True) if is_total else width_of(_value(content), True)
    return width_of(content.label) + _BETWEEN + value + _AFTER


def _value(number: Number) -> str:
    unit = _UNITS.get(number.symbol.quantity, "") if number.symbol else ""
    return fitting(number.value, width_of(WIDEST_NUMBER, True), True) + unit


def status_cards(s: Scenery) -> Iterator[Card]:
    """Go through the fields of the status line."""
    for (element, content), start in zip(status_fields(s.facts), s.layout.status, strict=True):
        width = _width(element, content) - _AFTER + 8
        box = Box(s.left + start.x - 4 + width / 2, start.y, width, STATUS_LINE)
        if element is None or isinstance(content, str):
            yield Card(box, Outline.NONE, "", "", 0, (Text(str(content), Box(0, 0, width - 8, LINE), s.palette.muted),))
            continue
        ink, label = s.ink(element), width_of(content.label)
        room = width - 8 - label - _BETWEEN
        colour = s.accent if s.is_lit(element) else ink.text
        texts = (
            Text(content.label, Box(4 - width / 2 + label / 2, 0, label, LINE), ink.muted, side=Side.LEFT),
            Text(
                _value(content),
                Box(width / 2 - 4 - room / 2, 0, room, LINE),
                colour,
                True,
                Side.LEFT,
                element,
                content.symbol,
                content.value,
            ),
        )
        line = s.accent if s.is_lit(element) else ""
        yield Card(box, Outline.PILL, "", line, 1.2, texts, element, None, s.frame(element))
