"""What a line says of a bias besides its value, and where that stands."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.cards.cards import Card
from explainer.picture.cards.parameter_cards import chip_card
from explainer.picture.geometry import Box
from explainer.picture.labels.chips import Chip, chip_of
from explainer.picture.labels.labels import widest_chip
from explainer.picture.labels.settling import settle
from explainer.picture.layout.layout import Spot
from explainer.picture.numbers.number import Number
from explainer.picture.picture_input import PictureInput

_STEP = 12.0


def bias_notes(s: PictureInput, taken: list[Box]) -> Iterator[tuple[Spot, Card]]:
    """Go through the notes: beside a diamond, or instead of a small node."""
    for spot, node in s.layout.biases.items():
        element = s.facts.bias_element(*spot)
        value, *numbers = s.facts.parameter(element.parameter)
        if not numbers:
            continue
        chip = _placed(s, spot, node, tuple(numbers) if spot[1] < 0 else (value, *numbers), taken)
        if chip is not None:
            yield spot, chip_card(s, chip, element)


def _placed(s: PictureInput, spot: Spot, node: Box, numbers: tuple[Number, ...], taken: list[Box]) -> Chip | None:
    """The note at its node or, where it would cover a unit there, as narrow as the room between columns and in it."""
    chip = chip_of(s.metrics, numbers, widest_chip(s), s.digits, may_grow=True)
    choices = _beside(node, chip.box) if spot[1] < 0 else _over(node, chip.box)
    left, right = s.layout.corridors[spot[0] - 1]
    narrow = chip_of(s.metrics, numbers, min(right - left - 4, widest_chip(s)), s.digits, may_grow=True)
    between = _between(s, left, right, node, narrow.box)
    instead = None if spot[1] < 0 else node
    for one, places, may_cover in ((chip, choices, False), (narrow, between, False), (chip, choices, True)):
        place = settle(s, [places], taken, instead, may_cover)[0]
        if place is not None:
            return one.at(place)
    return None


def _beside(node: Box, label: Box) -> list[Box]:
    """Right, left and above of a diamond, from the floor of the picture upwards."""
    reach, rise = (node.width + label.width) / 2 + 4, (node.height + label.height) / 2 + 4
    heights = [node.bottom - label.height / 2 - up for up in (0, 12, 24, 40)]
    sides = [Box(node.x + side * reach, y, label.width, label.height) for y in heights for side in (1, -1)]
    return [
        *sides,
        *(Box(node.x + dx, node.y - rise, label.width, label.height) for dx in (0, 20, -20, 45, -45, 70, -70)),
    ]


def _over(node: Box, label: Box) -> list[Box]:
    """Around the place of a small node."""
    steps = [0.0] + [side * step for step in (10, 20, 30, 40, 55, 70, 90, 110) for side in (1, -1)]
    across = (0.0, -30.0, 30.0, -60.0, 60.0, 90.0, 120.0, -90.0, -120.0, 150.0, -150.0)
    return [Box(node.x + dx, node.y + dy, label.width, label.height) for dx in across for dy in steps]


def _between(s: PictureInput, left: float, right: float, node: Box, label: Box) -> list[Box]:
    """All over the room to the left of the layer, those places first that are as high as the node."""
    rows = int((s.layout.floor - label.height) / _STEP)
    heights = sorted((label.height / 2 + _STEP * row for row in range(max(rows, 0))), key=lambda y: abs(y - node.y))
    aside = max((right - left - label.width) / 2 - 3, 0.0)
    return [Box((left + right) / 2 + dx, y, *label[2:]) for y in heights for dx in dict.fromkeys((0.0, aside, -aside))]
