"""A picture: everything drawn at its place; what is at a point of it, and where numbers are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import NamedTuple

from explainer.picture.cards.cards import Card
from explainer.picture.cards.folded_cards import (
    caption_card,
    desk_card,
    edge_name_card,
    fold_card,
    output_card,
    overview_card,
)
from explainer.picture.cards.frame_cards import after, bug_card, column_card, heading_card, status_card
from explainer.picture.cards.kept_cards import kept_cards
from explainer.picture.cards.key_cards import key_card, key_strokes, keys_of, legend_card
from explainer.picture.cards.seat_cards import bias_card, net_card, weight_card
from explainer.picture.cards.strokes import Stroke, all_strokes, foremost_strokes
from explainer.picture.cards.unit_cards import badge_card, error_card, totals_card, unit_card
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.layout import Key
from explainer.picture.layout.picture_input import PictureInput
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import Element, ElementKind, weight_element

_CARDS: dict[str | int, Callable[..., Card]] = {
    "weight": weight_card,
    "bias": bias_card,
    "net": net_card,
    "unit": unit_card,
    "own unit": unit_card,
    "badge": badge_card,
    "error": error_card,
    "totals": totals_card,
    "column": column_card,
    "heading": heading_card,
    "status": status_card,
    "key": key_card,
    "edge name": edge_name_card,
    "desk": desk_card,
    "caption": caption_card,
    "output": output_card,
    "fold": fold_card,
}
"""By the kind of thing; each is handed the picture's input, the box, and which one of its kind it is."""
_FOLDED: dict[str | int, Callable[..., Card]] = {**_CARDS, "unit": overview_card}
UNITS = ("unit", "own unit")
"""The kinds of card that are a unit itself: among all others, and on the desk."""
_REACH = 6.0


@dataclass(frozen=True, eq=False)
class Picture:
    """Cards by name, in the order in which they are drawn; all edges; and the edges that stand out."""

    cards: dict[Key, Card]
    backdrop: tuple[Stroke, ...]
    foremost: tuple[Stroke, ...]


def picture_of(s: PictureInput, before: PictureInput | None = None, shown: Picture | None = None) -> Picture:
    """Return the picture of a moment; cards of the one `before` that is `shown` are kept where they are the same."""
    kept = kept_cards(s, before, shown.cards) if before and shown else {}
    makers = _CARDS if s.layout.subject is None else _FOLDED
    backdrop, foremost = all_strokes(s), tuple(foremost_strokes(s))
    keys = sorted(key for key in keys_of(backdrop, foremost) if ("key", key) in s.layout.boxes)
    boxes = {key: box for key, box in s.layout.boxes.items() if key[0] != "key" or key[1] in keys}
    if bug := bug_card(s, boxes["heading",]):
        boxes["heading",] = after(bug, boxes["heading",])
    cards = {key: kept.get(key) or makers[key[0]](s, box, *key[1:]) for key, box in boxes.items()}
    if bug:
        cards["bug",] = bug
    if legend := legend_card(s, cards.values(), cards["heading",], s.layout.boxes["heading",]):
        cards["legend",] = legend
    return Picture(cards, backdrop, (*foremost, *key_strokes(s, keys)))


class Found(NamedTuple):
    """What is at a point: an element and, where a number is there, its symbol and value."""

    element: Element
    symbol: Symbol | None = None
    value: float = 0.0


def find(s: PictureInput, picture: Picture, point: Point) -> Found | None:
    """Return what is at a point of the picture: the topmost number or card, else the nearest edge within reach."""
    for card in reversed(picture.cards.values()):
        if card.box.contains(point) and (found := _in_card(card, point)):
            return found
    near = (
        (curve.distance(point), index) for index, curve in s.layout.edges.lanes.drawn.items() if _spans(curve, point)
    )
    distance, index = min(near, default=(_REACH + 1, -1))
    return Found(weight_element(index)) if distance <= _REACH else None


def _spans(curve: tuple[Point, ...], point: Point) -> bool:
    return curve[0].x - _REACH <= point.x <= curve[-1].x + _REACH


def _in_card(card: Card, point: Point) -> Found | None:
    text = card.text_at(point)
    if text is not None and text.element is not None:
        return Found(text.element, text.symbol, text.value)
    return Found(card.element) if card.element else None


def place_of(picture: Picture, element: Element) -> Box | None:
    """Return where the number of an element is, of a unit with several where the unit is."""
    if element.kind is ElementKind.UNIT and element.layer:
        cards = (picture.cards.get((kind, element.layer, element.unit)) for kind in UNITS)
        return next((card.box for card in cards if card), None)
    places = (_own_place(card, element) for card in picture.cards.values())
    return next((place for place in places if place is not None), None)


def _own_place(card: Card, element: Element) -> Box | None:
    """Return where in a card the given number of an element is, or the number that it is about."""
    texts = [text for text in card.texts if text.element == element]
    own = next((text for text in texts if text.symbol and text.symbol.quantity is Quantity.WEIGHT), None)
    if own is not None or texts:
        return card.box_of(own or texts[0])
    return card.box if card.element == element else None


def place_of_symbol(picture: Picture, symbol: Symbol) -> Box | None:
    """Return where the number of a symbol is, or will be."""
    for card in picture.cards.values():
        for text in card.texts:
            if text.symbol == symbol:
                return card.box_of(text)
    return None
