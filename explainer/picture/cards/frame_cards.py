"""The words around the network: where the calculation is, what the columns are, and the settings in force."""

from __future__ import annotations

from explainer.functions.own.definition import name_of
from explainer.picture.cards.cards import Card, CardText, Outline, Side, accent_of, colours_of, frame_of, words_card
from explainer.picture.geometry import Box
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.number import shortened
from explainer.picture.numbers.status_line import BETWEEN, heading
from explainer.picture.palette import Colour, Mix, Role
from explainer.trace.words.bug_words import bug_sign

_PAD, _BESIDE_BUG = 10.0, 8.0


def heading_card(s: PictureInput, box: Box) -> Card:
    """Return what says where the calculation is, at the left of its line."""
    text = shortened(s.metrics, heading(s.numbers), box.width - 2 * _PAD, True)
    fill = Mix(Role.BACKGROUND, accent_of(s), 0.09) if s.numbers.step else Role.SHADE
    return _pill(s, text, box, Mix(accent_of(s), fill, 0, is_text=True), fill)


def bug_card(s: PictureInput, box: Box) -> Card | None:
    """Return what says that the program has a bug, before the heading; None where it has none."""
    known = s.numbers.known
    sign = bug_sign(known.scenario, known.trace.shown)
    if not sign:
        return None
    text = shortened(s.metrics, sign[:1].upper() + sign[1:], box.width - 2 * _PAD, True)
    return _pill(s, text, box, Role.WRONG, Role.BACKGROUND, Role.WRONG)


def after(card: Card | None, box: Box) -> Box:
    """Return what a card at its left leaves of a box."""
    if card is None:
        return box
    left = min(card.box.right + _BESIDE_BUG, box.right)
    return Box((left + box.right) / 2, box.y, box.right - left, box.height)


def _pill(s: PictureInput, text: str, box: Box, colour: Colour, fill: Colour, line: Colour | None = None) -> Card:
    width = s.width(text, True) + 2 * _PAD
    words = CardText(text, Box(0, 0, width, LINE), colour, True)
    place = Box(box.left + width / 2, box.y, width, box.height)
    return Card(place, Outline.PILL, fill, line, 1.5 if line else 0, (words,))


def column_card(s: PictureInput, box: Box, layer: int) -> Card:
    """Return the words over a column: the number of the layer and its activation, alone where there is little room."""
    of = s.numbers.network.layers[layer]
    activation = name_of(of.activation).replace("_", " ") if layer else "inputs"
    whole = f"layer {of.number} · {activation}" if layer else activation
    text = whole if s.width(whole) <= box.width else shortened(s.metrics, activation, box.width)
    return words_card(text, box, side=Side.CENTRE if layer else Side.LEFT)


def status_card(s: PictureInput, box: Box, place: int) -> Card:
    """Return a field of the status line."""
    field = s.status[place]
    element, number, width = field.element, field.number, box.width
    if element is None or number is None:
        return words_card(field.label, box)
    colours, label, is_lit = colours_of(s, element), s.width(field.label), s.is_lit(element)
    room = width - 8 - label - BETWEEN
    value = Box(width / 2 - 4 - room / 2, 0, room, LINE)
    texts = (
        CardText(field.label, Box(4 - width / 2 + label / 2, 0, label, LINE), colours.muted, side=Side.LEFT),
        CardText(
            field.value, value, accent_of(s) if is_lit else colours.text, True, Side.LEFT, element, number.symbol,
            number.value,
        ),
    )  # fmt: skip
    return Card(box, Outline.PILL, None, accent_of(s) if is_lit else None, 1.2, texts, element, frame_of(s, element))
