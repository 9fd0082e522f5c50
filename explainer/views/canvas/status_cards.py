"""The cards that stay where they are when the picture is scrolled: the heading and the line of totals and settings."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.files.wording import counted
from explainer.picture.colours import blend
from explainer.trace.elements import Element, Kind
from explainer.trace.symbols import Quantity
from explainer.views.canvas.cards import Card, Outline, Side, Text
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.forms import LINE, STATUS_LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.numbers import MORE, Number
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.settings import settings_of
from explainer.views.canvas.writing import fitting, widest_number, width_of

_BETWEEN, _AFTER = 6.0, 20.0
_HEADING_GROUND = 50.0
_COUNTS = {Quantity.BATCH_SIZE: "sample", Quantity.DATA_SIZE: "sample"}


def heading_card(s: Scenery) -> Card:
    """Return the chip that says where the calculation is."""
    text = s.facts.heading()
    width = width_of(text, True) + 20
    box = Box(s.left + 10 + width / 2, s.top + 20, width, 24)
    fill = blend(s.palette.background, s.accent, 0.09) if s.facts.step else s.palette.shade
    return Card(box, Outline.PILL, fill, "", 0, (Text(text, Box(0, 0, width, LINE), s.accent, True),), lift=2)


def ground_cards(s: Scenery) -> Iterator[Card]:
    """Go through what a tall picture disappears behind: the ground of the heading and of the status line."""
    if not s.layout.is_tall:
        return
    width, height = s.layout.view
    floor = s.layout.status[0].y - STATUS_LINE / 2 - 2
    for top, bottom in ((0.0, _HEADING_GROUND), (floor, height)):
        box = Box(s.left + width / 2, s.top + (top + bottom) / 2, width, bottom - top)
        yield Card(box, Outline.PILL, s.palette.background, "", 0, (), lift=1)


def status_fields(facts: Facts) -> Iterator[tuple[Element | None, Number | str]]:
    """Go through the line: totals, settings, and what becomes of biases."""
    yield from facts.totals()
    yield from facts.scalars()
    yield from settings_of(facts.known, facts.writing.notation)
    yield None, f"biases {facts.network.biases.replace('_', ' ')}"
    if facts.scenario.data.scale != "none":
        yield None, "inputs scaled"


def status_widths(facts: Facts) -> tuple[float, ...]:
    """Return the room that each field of the status line takes; that of a total does not depend on its value."""
    return tuple(_width(element, content, facts.writing.digits) for element, content in status_fields(facts))


def _width(element: Element | None, content: Number | str, digits: int) -> float:
    if isinstance(content, str):
        return width_of(content) + _AFTER
    is_total = element is not None and element.kind is Kind.TOTAL
    value = width_of(widest_number(digits), True) if is_total else width_of(_value(content, digits), True)
    return width_of(content.label) + _BETWEEN + value + _AFTER


def _value(number: Number, digits: int) -> str:
    what = _COUNTS.get(number.symbol.quantity) if number.symbol else None
    if what is not None:
        return counted(number.value, what)
    more = MORE if number.is_partial else ""
    return fitting(number.value, width_of(widest_number(digits), True), True, digits) + more


def status_cards(s: Scenery) -> Iterator[Card]:
    """Go through the fields of the status line."""
    for (element, content), start in zip(status_fields(s.facts), s.layout.status, strict=True):
        width = _width(element, content, s.digits) - _AFTER + 8
        box = Box(s.left + start.x - 4 + width / 2, s.top + start.y, width, STATUS_LINE)
        if element is None or isinstance(content, str):
            yield _words(box, str(content), s)
            continue
        ink, label = s.ink(element), width_of(content.label)
        room = width - 8 - label - _BETWEEN
        colour = s.accent if s.is_lit(element) else ink.text
        texts = (
            Text(content.label, Box(4 - width / 2 + label / 2, 0, label, LINE), ink.muted, side=Side.LEFT),
            Text(
                _value(content, s.digits),
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
        yield Card(box, Outline.PILL, "", line, 1.2, texts, element, None, s.frame(element), lift=2)


def _words(box: Box, text: str, s: Scenery) -> Card:
    line = Text(text, Box(0, 0, box.width - 8, LINE), s.palette.muted)
    return Card(box, Outline.NONE, "", "", 0, (line,), lift=2)
