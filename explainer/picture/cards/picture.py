"""A picture: drawn where everything was placed; what is at a point of it, where numbers are, what must be seen."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from explainer.picture.cards.cards import Card
from explainer.picture.cards.inset import Inset, inset_of
from explainer.picture.cards.label_cards import (
    above_card,
    bias_card,
    contribution_card,
    delta_card,
    note_card,
    weight_card,
)
from explainer.picture.cards.network_cards import (
    column_card,
    fold_card,
    ground_card,
    heading_card,
    status_card,
    target_card,
    unit_card,
)
from explainer.picture.cards.strokes import Stroke, all_strokes, foremost_strokes
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.measured import measure
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Key, Placement, place
from explainer.picture.layout.sizes import BADGE_HEIGHT, STATUS_LINE, TOP
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind, weight_element

_CARDS: dict[str | int, Callable[..., Card]] = {
    "bias": bias_card,
    "chip": weight_card,
    "unit": unit_card,
    "fold": fold_card,
    "column": column_card,
    "target": target_card,
    "above": above_card,
    "delta": delta_card,
    "bias note": note_card,
    "contribution": contribution_card,
    "ground": ground_card,
    "heading": heading_card,
    "status": status_card,
}
"""By the kind of thing; each is handed the placement, the box, and which one of its kind it is."""
_REACH = 6.0


@dataclass(frozen=True, eq=False)
class Picture:
    """Cards by name, in the order in which they are drawn; all edges; and the edges that stand out."""

    cards: dict[Key, Card]
    backdrop: tuple[Stroke, ...]
    foremost: tuple[Stroke, ...]
    inset: Inset | None


def picture_of(s: PictureInput) -> Picture:
    """Return the picture of a moment: all is measured, then placed, then drawn."""
    return draw(place(measure(s)))


def draw(p: Placement) -> Picture:
    """Return what is at each place. Nothing is decided here."""
    cards = {key: _CARDS[key[0]](p, box, *key[1:]) for key, box in p.boxes.items()}
    return Picture(cards, all_strokes(p.of), tuple(foremost_strokes(p)), inset_of(p))


class Found(NamedTuple):
    """What is at a point: an element and, where a number is there, its symbol and value."""

    element: Element
    symbol: Symbol | None = None
    value: float = 0.0


def find(picture_input: PictureInput, picture: Picture, point: Point) -> Found | None:
    """Return what is at a point of the picture: the topmost number or card, else the nearest edge within reach."""
    topmost_first = [*reversed(picture.cards.values())]
    for card in sorted(topmost_first, key=lambda card: (-card.lift, not card.is_front)):
        if card.box.contains(point) and (found := _in_card(card, point)):
            return found
    near = [(segment.distance(point), index) for index, segment in picture_input.layout.edges.items()]
    distance, index = min(near, default=(_REACH + 1, -1))
    return Found(weight_element(index)) if distance <= _REACH else None


def _in_card(card: Card, point: Point) -> Found | None:
    text = card.text_at(point)
    if text is not None and text.element is not None:
        return Found(text.element, text.symbol, text.value)
    return Found(card.element) if card.element else None


def place_of(picture: Picture, element: Element) -> Box | None:
    """Return where the number of an element is, of a unit with several where the unit is."""
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


def across(s: PictureInput, picture: Picture) -> tuple[float, float] | None:
    """Return how far from left to right all reaches that the line is about; None where nothing of it is scrolled."""
    lit = [card.box for card in picture.cards.values() if not card.lift and card.elements & s.numbers.lit]
    return (min(box.left for box in lit), max(box.right for box in lit)) if lit else None


def down(s: PictureInput) -> tuple[float, float] | None:
    """Return the same downwards: of all units of unfolded layers that the line is about, else of its own."""
    boxes = [s.layout.units[spot] for spot in dict.fromkeys(_spots(s)) if spot[0] in s.layout.unfolded]
    if not boxes or not s.layout.is_tall:
        return None
    room = s.layout.view[1] - TOP - 2 * BADGE_HEIGHT - STATUS_LINE
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return (top, bottom) if bottom - top <= room else (boxes[0].top, boxes[0].bottom)


def _spots(s: PictureInput) -> Iterator[Spot]:
    """The units of the line, that which it is made for first."""
    step = s.numbers.step
    if step is None:
        return
    if step.place.unit >= 0:
        yield step.place.layer, step.place.unit
    if step.parameter is not None:
        yield step.parameter.layer, max(step.parameter.unit, 0)
        if not step.parameter.is_bias:
            yield step.parameter.layer - 1, step.parameter.source
    yield from ((e.layer, e.unit) for e in sorted(s.numbers.lit) if e.kind in (ElementKind.UNIT, ElementKind.TARGET))
