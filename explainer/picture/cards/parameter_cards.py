"""The cards of parameters: chips on edges, biases as nodes, and what travels back along the edges."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.labels.chips import Chip, chip_of
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Mix, Role
from explainer.picture.picture_input import PictureInput
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import Element, weight_element

_BACK: Colour = Role.BACKWARD


def chip_card(s: PictureInput, chip: Chip, element: Element) -> Card:
    """Return the card of a chip: names muted, the parameter coloured by its sign, the rest in the phase's colour."""
    colours = s.colours(element)
    texts = tuple(_cell(s, chip, i, element) for i in range(len(chip.cells)))
    fill = colours.fill
    if s.glow and any(number.is_result for number in chip.numbers):
        fill = Mix(colours.fill, s.accent, 0.35 * s.glow)
    width, front = min(colours.line_width, 1.6), s.is_lit(element) or s.is_marked(element)
    return Card(chip.box, Outline.PILL, fill, colours.line, width, texts, element, None, s.frame(element), front)


def _cell(s: PictureInput, chip: Chip, index: int, element: Element) -> CardText:
    text, number, box = chip.cells[index]
    if number is None:
        return CardText(text, box, s.colours(element).muted, side=Side.LEFT)
    if number.symbol and number.symbol.quantity is Quantity.WEIGHT:
        colour, owner = s.signed(number.value, element), element
    else:
        colour, owner = s.accent, None
    return CardText(text, box, colour, number.is_result, Side.RIGHT, owner, number.symbol, number.value)


def contribution_card(s: PictureInput, number: Number, box: Box, index: int) -> Card:
    """Return the label of what comes back along an edge, with its sign, in the colour of the backward phase."""
    element, colour = weight_element(index), _BACK
    if s.is_dim(element):
        colour = Mix(_BACK, Mix(Role.PANEL, _BACK, 0.12), 0.4, is_text=True)
    text = s.written(number, s.layout.form.contribution_width - 12, True)
    width = s.width(text, True) + 12
    inner = Box(0, 0, width, box.height)
    line = CardText(text, inner, colour, True, element=element, symbol=number.symbol, value=number.value)
    fill = Mix(Role.PANEL, colour, 0.12)
    return Card(box._replace(width=min(width, box.width)), Outline.PILL, fill, colour, 1.4, (line,))


def bias_cards(s: PictureInput) -> Iterator[tuple[Spot, Card]]:
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


def _diamond(s: PictureInput, box: Box, element: Element, number: Number) -> Card:
    colours, room = s.colours(element), box.width - 44
    value = s.fitting(number.value, room, True)
    texts = (
        CardText(
            value,
            Box(0, -2.5, room, LINE),
            s.signed(number.value, element),
            True,
            element=element,
            symbol=number.symbol,
            value=number.value,
        ),
        CardText(number.label, Box(0, 11, 40, LINE - 3), colours.muted),
    )
    return Card(
        box, Outline.DIAMOND, colours.fill, colours.line, colours.line_width, texts, element, None, s.frame(element)
    )


def _has_room(s: PictureInput, box: Box, number: Number) -> bool:
    """Tell whether a small node has room for the name of the bias beside all digits of its number."""
    chip = chip_of(s.metrics, (number,), box.width, s.digits)
    alone = chip_of(s.metrics, (number._replace(label=""),), box.width, s.digits)
    return chip.box.height <= box.height + 2 and chip.cells[-1].text == alone.cells[-1].text


def _small(s: PictureInput, box: Box, element: Element, number: Number, is_named: bool) -> Card:
    """A flat node at its unit, which tells whose it is where there is no room for names."""
    chip = chip_of(s.metrics, (number if is_named else number._replace(label=""),), box.width, s.digits)
    card = chip_card(s, chip.at(box), element)
    return card._replace(outline=Outline.ARROWS)
