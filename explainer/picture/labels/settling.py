"""Room for the labels of a step among everything else that stands in the picture."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import lru_cache
from typing import NamedTuple

from explainer.picture.cards.status_cards import heading_card
from explainer.picture.geometry import Box
from explainer.picture.layout.slots import body, least_covering, place_most
from explainer.picture.picture_input import PictureInput
from explainer.trace.lines.elements import unit_element


def settle(
    s: PictureInput,
    choices: Sequence[Sequence[Box]],
    taken: Sequence[Box],
    instead: Box | None = None,
    may_cover: bool = True,
) -> tuple[Box | None, ...]:
    """Return a place for each label such that it covers nothing, or else only badges that give way.

    If it may cover more, then nothing that the step is about; None for a label without a place.
    `choices` has the best first, `taken` are labels that stand already, `instead` is a node that the label replaces.
    """
    inside = [inside_of(s, own) for own in choices]
    ways = _in_the_way(s)
    lit = [box for box in (*ways.lit, *headings(s), *taken) if box != instead]
    places = list(place_most(inside, [*lit, *ways.solid, *ways.yielding]))
    turns = [([*lit, *ways.solid], ways.yielding), (lit, ways.solid)]
    for standing, covered in turns if may_cover else turns[:1]:
        left = [i for i, place in enumerate(places) if place is None]
        least = [least_covering(inside[i], covered) for i in left]
        found = place_most(least, [*standing, *(place for place in places if place)])
        for i, place in zip(left, found, strict=True):
            places[i] = place
    return tuple(places)


@lru_cache(maxsize=1)
def headings(s: PictureInput) -> tuple[Box, ...]:
    """Return the boxes of the words at the top of the picture."""
    return heading_card(s).box, *(heading.box for heading in s.layout.headings)


def inside_of(s: PictureInput, boxes: Iterable[Box]) -> list[Box]:
    """Return those labels that are within the picture, above the status line."""
    right, top, bottom = s.layout.width - 2, s.top + 4, s.layout.floor - 2
    return [
        box
        for box in boxes
        if 2 < box.x - box.width / 2 < box.x + box.width / 2 < right
        and top < box.y - box.height / 2 < box.y + box.height / 2 < bottom
    ]


class _Ways(NamedTuple):
    """What labels should not cover: what the step is about and all diamonds; the rest; and badges that give way."""

    lit: list[Box]
    solid: list[Box]
    yielding: list[Box]


@lru_cache(maxsize=1)  # labels are settled several times for a picture
def _in_the_way(s: PictureInput) -> _Ways:
    ways = _Ways([], [], [])
    for spot, box in s.layout.biases.items():
        if spot[1] < 0 or s.is_lit(s.facts.bias_element(*spot)):
            ways.lit.append(box)
    for spot in s.layout.seen:
        is_lit = s.is_lit(unit_element(*spot))
        (ways.lit if is_lit else ways.solid).extend(body(s.layout, spot))
        if spot[0] and s.facts.delta(*spot):
            (ways.lit if is_lit else ways.yielding).append(s.layout.below(spot))
    ways.solid.extend(s.layout.targets.values())
    ways.solid.extend(fold.box for fold in s.layout.folds)
    return ways
