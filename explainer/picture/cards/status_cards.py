"""The cards of words around the network: where the calculation is, over columns, on folds, and the line below."""

from __future__ import annotations

from explainer.picture.cards.card_colours import accent_of, colours_of, frame_of
from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.layout.placement import Placement
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.status_line import BETWEEN, heading
from explainer.picture.palette import Mix, Role, towards_background
from explainer.trace.lines.elements import Element, ElementKind


def heading_card(p: Placement, box: Box) -> Card:
    """Return the chip that says where the calculation is."""
    s, inner = p.of, Box(0, 0, box.width, LINE)
    fill = Mix(Role.BACKGROUND, accent_of(s), 0.09) if s.numbers.step else Role.SHADE
    return Card(box, Outline.PILL, fill, None, 0, (CardText(heading(s.numbers), inner, accent_of(s), True),), lift=2)


def ground_card(p: Placement, box: Box, place: int) -> Card:
    """Return what a tall picture disappears behind."""
    return Card(box, Outline.PILL, Role.BACKGROUND, None, 0, (), lift=1)


def status_card(p: Placement, box: Box, place: int) -> Card:
    """Return a field of the status line."""
    s, field = p.of, p.measured.status[place]
    element, number, width = field.element, field.number, box.width
    if element is None or number is None:
        return _words(field.label, box, width - 8)
    colours, label = colours_of(s, element), s.width(field.label)
    room, is_lit = width - 8 - label - BETWEEN, s.is_lit(element)
    value = Box(width / 2 - 4 - room / 2, 0, room, LINE)
    colour = accent_of(s) if is_lit else colours.text
    texts = (
        CardText(field.label, Box(4 - width / 2 + label / 2, 0, label, LINE), colours.muted, side=Side.LEFT),
        CardText(field.value, value, colour, True, Side.LEFT, element, number.symbol, number.value),
    )
    line = accent_of(s) if is_lit else None
    return Card(box, Outline.PILL, None, line, 1.2, texts, element, None, frame_of(s, element), lift=2)


def column_card(p: Placement, box: Box, place: int) -> Card:
    """Return the words over a column: the number of the layer and its activation, alone where there is little room."""
    s = p.of
    layer = s.layout.headings[place].layer
    of = s.numbers.network.layers[layer]
    activation = of.activation.replace("_", " ") if layer else "inputs"
    whole = f"layer {of.number} · {activation}" if layer else activation
    return _words(whole if s.width(whole) <= box.width else s.shortened(activation, box.width), box, box.width)


def _words(text: str, box: Box, width: float) -> Card:
    line = CardText(text, Box(0, 0, width, LINE), Role.MUTED)
    return Card(box, Outline.NONE, None, None, 0, (line,), lift=2)


def fold_card(p: Placement, box: Box, place: int) -> Card:
    """Return the mark that stands for units that are not drawn, or for folding them again."""
    _, layer, hidden = p.of.layout.folds[place]
    element = Element(ElementKind.FOLD, layer)
    colour = Role.TEXT if p.of.is_marked(element) else Role.MUTED
    text = CardText(f"… {hidden} more" if hidden else "fold ▴", Box(0, 0, box.width, LINE), colour)
    line = towards_background(Role.MUTED, 0.5)
    return Card(box, Outline.PILL, Role.BACKGROUND, line, 1, (text,), element, None, frame_of(p.of, element))
