"""Finding things in a picture: what is at a point, and where the number of an element stands."""

from __future__ import annotations

from typing import NamedTuple

from explainer.picture.cards.cards import Card
from explainer.picture.cards.picture import Picture
from explainer.picture.geometry import Box, Point
from explainer.picture.picture_input import PictureInput
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind, weight_element

_REACH = 6.0


class Found(NamedTuple):
    """What is at a point: an element and, where a number stands there, its symbol and value."""

    element: Element
    symbol: Symbol | None = None
    value: float = 0.0


def find(scenery: PictureInput, picture: Picture, point: Point) -> Found | None:
    """Return what is at a point of the picture: the topmost number or card, else the nearest edge within reach."""
    topmost_first = [*reversed(picture.cards.values())]
    for card in sorted(topmost_first, key=lambda card: (-card.lift, not card.is_front)):
        if card.box.contains(point) and (found := _in_card(card, point)):
            return found
    near = [(segment.distance(point), index) for index, segment in scenery.layout.edges.items()]
    distance, index = min(near, default=(_REACH + 1, -1))
    return Found(weight_element(index)) if distance <= _REACH else None


def _in_card(card: Card, point: Point) -> Found | None:
    text = card.text_at(point)
    if text is not None and text.element is not None:
        return Found(text.element, text.symbol, text.value)
    return Found(card.element) if card.element else None


def place_of(picture: Picture, element: Element) -> Box | None:
    """Return where the number of an element stands, of a unit with several where the unit stands."""
    for key, card in picture.cards.items():
        if key[0] == "contribution":
            continue
        if element.kind is ElementKind.UNIT and element.layer:
            place = card.box if card.element == element and key[0] == "unit" else None
        else:
            place = card.place_of(element)
        if place is not None:
            return place
    return None
