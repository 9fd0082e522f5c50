"""The whole picture as cards and strokes: what stands where at one moment, by name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from explainer.picture.cards.cards import Card
from explainer.picture.cards.inset import Inset, inset_of
from explainer.picture.cards.parameter_cards import bias_cards, chip_card, contribution_card
from explainer.picture.cards.status_cards import ground_cards, heading_card, status_cards
from explainer.picture.cards.strokes import Stroke, all_strokes, foremost_strokes
from explainer.picture.cards.unit_cards import above_cards, column_cards, delta_card, fold_cards, target_card, unit_card
from explainer.picture.geometry import Box
from explainer.picture.labels.bias_notes import bias_notes
from explainer.picture.labels.labels import contribution_boxes, contributions, weight_chips
from explainer.picture.labels.pointed import pointed_weights
from explainer.picture.layout.slots import MARGIN
from explainer.picture.picture_input import PictureInput
from explainer.trace.lines.elements import weight_element

Key = tuple[str | int, ...]


@dataclass(frozen=True, eq=False)
class Picture:
    """Cards by name, in the order in which they are drawn; all edges; and the edges that stand out."""

    cards: dict[Key, Card]
    backdrop: tuple[Stroke, ...]
    foremost: tuple[Stroke, ...]
    inset: Inset | None


def picture_of(scenery: PictureInput) -> Picture:
    """Return the picture of a moment."""
    badges = _badges(scenery)
    inset = inset_of(scenery, [card.box for card in badges.values() if _is_foremost(scenery, card)])
    cards = dict(_cards(scenery, badges, [inset.box] if inset else []))
    return Picture(cards, all_strokes(scenery), tuple(foremost_strokes(scenery)), inset)


def _cards(s: PictureInput, badges: dict[Key, Card], covered: list[Box]) -> Iterator[tuple[Key, Card]]:
    """Labels of the step stand first; a label that the step is not about and that they would touch is left out."""
    foremost = [*covered, *(card.box for card in badges.values() if _is_foremost(s, card))]
    notes = {("bias note", *spot): card for spot, card in bias_notes(s, foremost)}
    boxes = contribution_boxes(s)
    taken = [*foremost, *(card.box for card in notes.values()), *boxes.values()]
    chips = dict(weight_chips(s, taken))
    pointed = pointed_weights(s)
    own = [chip.box for i, chip in chips.items() if s.is_lit(weight_element(i)) or i in pointed]
    standing = [*taken, *own]
    for spot, card in bias_cards(s):
        stands = _is_foremost(s, card) or _is_free(card.box, standing)
        if spot[1] < 0 or (stands and ("bias note", *spot) not in notes):
            yield ("bias", *spot), card
    for index, chip in chips.items():
        yield ("chip", index), chip_card(s, chip, weight_element(index))
    yield from _unit_cards(s)
    above = [card.box for key, card in badges.items() if key[0] == "above"]
    for key, card in badges.items():
        in_front = above if key[0] == "delta" else []
        if _is_free(card.box, in_front if _is_foremost(s, card) else [*in_front, *standing]):
            yield key, card
    yield from notes.items()
    for index, box in boxes.items():
        yield ("contribution", index), contribution_card(s, contributions(s)[index], box, index)
    yield from ((("ground", i), card) for i, card in enumerate(ground_cards(s)))
    yield ("heading",), heading_card(s)
    yield from ((("status", i), card) for i, card in enumerate(status_cards(s)))


def _unit_cards(s: PictureInput) -> Iterator[tuple[Key, Card]]:
    yield from ((("unit", *spot), unit_card(s, spot)) for spot in s.layout.seen)
    yield from ((("fold", i), card) for i, card in enumerate(fold_cards(s)))
    yield from ((("column", i), card) for i, card in enumerate(column_cards(s)))
    yield from ((("target", unit), target_card(s, unit)) for unit in s.layout.targets)


def _badges(s: PictureInput) -> dict[Key, Card]:
    badges: dict[Key, Card] = {}
    for spot in s.layout.seen:
        if not spot[0]:
            continue
        badges.update({("above", *spot, i): card for i, card in enumerate(above_cards(s, spot))})
        if (card := delta_card(s, spot)) is not None:
            badges["delta", *spot] = card
    return badges


def _is_foremost(s: PictureInput, card: Card) -> bool:
    return card.element is not None and s.is_lit(card.element)


def _is_free(box: Box, standing: list[Box]) -> bool:
    return not any(box != other and box.overlaps(other, MARGIN) for other in standing)
