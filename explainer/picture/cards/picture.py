"""The last of three passes over a picture, and all three: cards and strokes at the boxes that were found for them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

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
from explainer.picture.cards.status_cards import column_card, fold_card, ground_card, heading_card, status_card
from explainer.picture.cards.strokes import Stroke, all_strokes, foremost_strokes
from explainer.picture.cards.unit_cards import target_card, unit_card
from explainer.picture.layout.measured import measure
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Key, Placement, place

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
    """Return what stands at each place. Nothing is decided here."""
    cards = {key: _CARDS[key[0]](p, box, *key[1:]) for key, box in p.boxes.items()}
    return Picture(cards, all_strokes(p.of), tuple(foremost_strokes(p)), inset_of(p))
