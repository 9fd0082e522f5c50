"""The cards of parameters: chips on edges, biases as nodes, and what travels back along the edges."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.colours import blend, faded
from explainer.trace.elements import Element, weight_element
from explainer.trace.symbols import Quantity
from explainer.views.canvas.cards import Card, Outline, Side, Text
from explainer.views.canvas.chips import Chip, chip_of
from explainer.views.canvas.forms import LINE
from explainer.views.canvas.geometry import Box
from explainer.views.canvas.layout import Spot
from explainer.views.canvas.numbers import Number
from explainer.views.canvas.scenery import Scenery
from explainer.views.canvas.writing import fitting, width_of, written


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
    """Return the label of what comes back along an edge, with its sign, in the colour of the backward phase."""
    element, colour = weight_element(index), s.palette.backward
    if s.is_dim(element):
        colour = faded(colour, blend(s.palette.panel, colour, 0.12), 0.4)
    text = written(number, s.layout.form.contribution_width - 12, True, s.digits)
    width = width_of(text, True) + 12
    inner = Box(0, 0, width, box.height)
    line = Text(text, inner, colour, True, element=element, symbol=number.symbol, value=number.value)
    fill = blend(s.palette.panel, colour, 0.12)
    return Card(box._replace(width=min(width, box.width)), Outline.PILL, fill, colour, 1.4, (line,))


def bias_cards(s: Scenery) -> Iterator[tuple[Spot, Card]]:
    """Go through the nodes of biases: a diamond for a whole layer, or a small node for each unit.

    Small nodes have their names where all those of their layer have room for them.
    """
    elements = {spot: s.facts.bias_element(*spot) for spot in s.layout.biases}
    numbers = {spot: s.facts.parameter(element.parameter)[0] for spot, element in elements.items()}
    nameless = {spot[0] for spot, box in s.layout.biases.items() if not _has_room(s, box, numbers[spot])}
    for spot, box in s.layout.biases.items():
        if spot[1] < 0:
            yield spot, _diamond(s, box, elements[spot], numbers[spot])
        else:
            yield spot, _small(s, box, elements[spot], numbers[spot], spot[0] not in nameless)


def _diamond(s: Scenery, box: Box, element: Element, number: Number) -> Card:
    ink, room = s.ink(element), box.width - 44
    value = fitting(number.value, room, True, s.digits)
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


def _has_room(s: Scenery, box: Box, number: Number) -> bool:
    """Tell whether a small node has room for the name of the bias beside all digits of its number."""
    chip = chip_of((number,), box.width, s.digits)
    alone = chip_of((number._replace(label=""),), box.width, s.digits)
    return chip.box.height <= box.height + 2 and chip.cells[-1].text == alone.cells[-1].text


def _small(s: Scenery, box: Box, element: Element, number: Number, is_named: bool) -> Card:
    """A flat node at its unit, which tells whose it is where there is no room for names."""
    chip = chip_of((number if is_named else number._replace(label=""),), box.width, s.digits)
    card = chip_card(s, chip.at(box), element)
    return card._replace(outline=Outline.ARROWS)
