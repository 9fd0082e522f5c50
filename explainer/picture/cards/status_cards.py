"""The cards that stay where they are when the picture is scrolled: the heading and the line of totals and settings."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.layout.sizes import LINE, STATUS_LINE
from explainer.picture.numbers.status_line import AFTER, BETWEEN, field_value, field_width, status_fields
from explainer.picture.palette import Mix, Role
from explainer.picture.picture_input import PictureInput

_HEADING_GROUND = 50.0


def heading_card(s: PictureInput) -> Card:
    """Return the chip that says where the calculation is."""
    text = s.facts.heading()
    width = s.width(text, True) + 20
    box = Box(s.left + 10 + width / 2, s.top + 20, width, 24)
    fill = Mix(Role.BACKGROUND, s.accent, 0.09) if s.facts.step else Role.SHADE
    return Card(box, Outline.PILL, fill, None, 0, (CardText(text, Box(0, 0, width, LINE), s.accent, True),), lift=2)


def ground_cards(s: PictureInput) -> Iterator[Card]:
    """Go through what a tall picture disappears behind: the ground of the heading and of the status line."""
    if not s.layout.is_tall:
        return
    width, height = s.layout.view
    floor = s.layout.status[0].y - STATUS_LINE / 2 - 2
    for top, bottom in ((0.0, _HEADING_GROUND), (floor, height)):
        box = Box(s.left + width / 2, s.top + (top + bottom) / 2, width, bottom - top)
        yield Card(box, Outline.PILL, Role.BACKGROUND, None, 0, (), lift=1)


def status_cards(s: PictureInput) -> Iterator[Card]:
    """Go through the fields of the status line."""
    for (element, content), start in zip(status_fields(s.facts), s.layout.status, strict=True):
        width = field_width(element, content, s.digits, s.metrics) - AFTER + 8
        box = Box(s.left + start.x - 4 + width / 2, s.top + start.y, width, STATUS_LINE)
        if element is None or isinstance(content, str):
            yield _words(box, str(content))
            continue
        colours, label = s.colours(element), s.width(content.label)
        room = width - 8 - label - BETWEEN
        colour = s.accent if s.is_lit(element) else colours.text
        texts = (
            CardText(content.label, Box(4 - width / 2 + label / 2, 0, label, LINE), colours.muted, side=Side.LEFT),
            CardText(
                field_value(content, s.digits, s.metrics),
                Box(width / 2 - 4 - room / 2, 0, room, LINE),
                colour,
                True,
                Side.LEFT,
                element,
                content.symbol,
                content.value,
            ),
        )
        line = s.accent if s.is_lit(element) else None
        yield Card(box, Outline.PILL, None, line, 1.2, texts, element, None, s.frame(element), lift=2)


def _words(box: Box, text: str) -> Card:
    line = CardText(text, Box(0, 0, box.width - 8, LINE), Role.MUTED)
    return Card(box, Outline.NONE, None, None, 0, (line,), lift=2)
