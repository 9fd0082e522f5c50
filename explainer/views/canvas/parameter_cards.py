"""The cards of parameters: chips on edges, biases as nodes, and what travels back along the edges."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.trace.elements import Element, weight_element
from explainer.trace.symbols import Quantity
from explainer.views.canvas.cards import Card, Outline, Side, Text
from explainer.views.canvas.chips import Chip, chip_of
from explainer.views.canvas.forms import CONTRIBUTION_WIDTH, LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.labels import WIDEST_CHIP
from explainer.views.canvas.layout import Spot
from explainer.views.canvas.numbers import Number
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.settling import settle
from explainer.views.canvas.writing import fitting, width_of
from explainer.views.theme import blend


def chip_card(s: Scenery, chip: Chip, element: Element) -> Card:
    """Return the card of a chip: names muted, the parameter coloured by its sign, the rest in the phase's colour."""
    ink = s.ink(element)
    texts = tuple(_cell(s, chip, i, element) for i in range(len(chip.cells)))
    fill = ink.fill
    if s.glow and any(number.is_result for number in chip.numbers):
        fill = blend(ink.fill, s.accent, 0.35 * s.glow)
    width, front = min(ink.line_width, 1.6), s.is_lit(element) or s.is_marked(element)
    return Card(chip.box, Outline.PILL, fill, ink.line, width, texts, element, None, s.frame(element), front)


def _cell(s: Scenery, chip: Chip, index: int, element: Element) -> Text:
    text, number, box = chip.cells[index]
    if number is None:
        return Text(text, box, s.ink(element).muted, side=Side.LEFT)
    if number.symbol and number.symbol.quantity is Quantity.WEIGHT:
        colour, owner = s.signed(number.value, element), element
    else:
        colour, owner = s.accent, None
    return Text(text, box, colour, number.is_result, Side.RIGHT, owner, number.symbol, number.value)


def contribution_card(s: Scenery, number: Number, box: Box, index: int) -> Card:
    """Return the label of what comes back along an edge, in the colour of the backward phase."""
    element, colour = weight_element(index), s.palette.backward
    if s.is_dim(element):
        colour = s.palette.towards_background(colour, 0.4)
    text = fitting(number.value, CONTRIBUTION_WIDTH - 12, True)
    width = width_of(text, True) + 12
    inner = Box(0, 0, width, box.height)
    line = Text(text, inner, colour, True, element=element, symbol=number.symbol, value=number.value)
    fill = blend(s.palette.panel, colour, 0.12)
    return Card(box._replace(width=min(width, box.width)), Outline.PILL, fill, colour, 1.4, (line,))


def bias_cards(s: Scenery) -> Iterator[tuple[Spot, Card]]:
    """Go through the nodes of biases: a diamond for a whole layer, or a small node for each unit."""
    for spot, box in s.layout.biases.items():
        element = s.facts.bias_element(*spot)
        number = s.facts.parameter(element.parameter)[0]
        yield spot, _diamond(s, box, element, number) if spot[1] < 0 else _small(s, box, element, number)


def _diamond(s: Scenery, box: Box, element: Element, number: Number) -> Card:
    ink, room = s.ink(element), box.width - 44
    value = fitting(number.value, room, True)
    texts = (
        Text(
            value,
            Box(0, -2.5, room, LINE),
            s.signed(number.value, element),
            True,
            element=element,
            symbol=number.symbol,
            value=number.value,
        ),
        Text(number.label, Box(0, 11, 40, LINE - 3), ink.muted),
    )
    return Card(box, Outline.DIAMOND, ink.fill, ink.line, ink.line_width, texts, element, None, s.frame(element))


def _small(s: Scenery, box: Box, element: Element, number: Number) -> Card:
    """A flat node at its unit; where there is no room for its name, the unit beside it tells whose it is."""
    chip = chip_of((number,), box.width)
    if chip.box.height > box.height + 2:
        chip = chip_of((number._replace(label=""),), box.width)
    card = chip_card(s, chip.at(box), element)
    return card._replace(outline=Outline.ARROWS)


def bias_notes(s: Scenery, taken: list[Box]) -> Iterator[tuple[Spot, Card]]:
    """Go through what the line says of biases besides their value: beside a diamond, or instead of a small node."""
    for spot, node in s.layout.biases.items():
        element = s.facts.bias_element(*spot)
        value, *numbers = s.facts.parameter(element.parameter)
        if not numbers:
            continue
        chip = chip_of((*numbers,) if spot[1] < 0 else (value, *numbers), WIDEST_CHIP)
        choices = _beside(node, chip.box) if spot[1] < 0 else _over(node, chip.box)
        place = settle(s, [choices], taken, None if spot[1] < 0 else node)[0]
        if place is not None:
            yield spot, chip_card(s, chip.at(place), element)


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
    steps = [0.0] + [side * step for step in (10, 20, 30, 40, 55, 70) for side in (1, -1)]
    across = (0.0, -30.0, 30.0, -60.0, 60.0, 90.0, 120.0, -90.0, -120.0)
    return [Box(node.x + dx, node.y + dy, label.width, label.height) for dx in across for dy in steps]
