"""The cards of labels: chips on edges, biases as nodes, what travels back along edges, badges over and under units."""

from __future__ import annotations

from explainer.picture.cards.cards import (
    Card,
    CardText,
    Outline,
    Side,
    accent_of,
    colour_of_value,
    colours_of,
    frame_of,
)
from explainer.picture.geometry import Box
from explainer.picture.layout.chips import Chip, ChipText
from explainer.picture.layout.measured import Badge
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Placement
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Mix, Role, of_phase, towards_background
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.lines.elements import Element, unit_element, weight_element

_MADE_IN = {
    Quantity.KEEP: Phase.FORWARD,
    Quantity.PASSED: Phase.FORWARD,
    Quantity.UNIT_PENALTY: Phase.LOSS,
}


# parameters


def weight_card(p: Placement, box: Box, index: int) -> Card:
    """Return the chip of a weight."""
    return _chip_card(p.of, p.chips["chip", index], box, weight_element(index))


def note_card(p: Placement, box: Box, layer: int, unit: int) -> Card:
    """Return what the line says of a bias besides its value."""
    return _chip_card(p.of, p.chips["bias note", layer, unit], box, p.of.numbers.bias_element(layer, unit))


def bias_card(p: Placement, box: Box, layer: int, unit: int) -> Card:
    """Return the node of a bias: a diamond for a whole layer, or a small one for a unit."""
    element = p.of.numbers.bias_element(layer, unit)
    if unit < 0:
        return _diamond(p.of, box, element)
    card = _chip_card(p.of, p.chips["bias", layer, unit], box, element)
    return card._replace(outline=Outline.ARROWS)


def _chip_card(s: PictureInput, chip: Chip, box: Box, element: Element) -> Card:
    """A chip: names muted, the parameter coloured by its sign, the rest in the phase's colour."""
    colours = colours_of(s, element)
    texts = tuple(_cell(s, cell, element) for cell in chip.cells)
    fill = colours.fill
    if s.glow and any(number.is_result for number in chip.numbers):
        fill = Mix(colours.fill, accent_of(s), 0.35 * s.glow)
    width, front = min(colours.line_width, 1.6), s.is_lit(element) or s.is_marked(element)
    return Card(box, Outline.PILL, fill, colours.line, width, texts, element, None, frame_of(s, element), front)


def _cell(s: PictureInput, cell: ChipText, element: Element) -> CardText:
    text, number, box = cell
    if number is None:
        return CardText(text, box, colours_of(s, element).muted, side=Side.LEFT)
    if number.symbol and number.symbol.quantity is Quantity.WEIGHT:
        colour, owner = colour_of_value(s, number.value, element), element
    else:
        colour, owner = accent_of(s), None
    return CardText(text, box, colour, number.is_result, Side.RIGHT, owner, number.symbol, number.value)


def _diamond(s: PictureInput, box: Box, element: Element) -> Card:
    number, colours, room = s.numbers.parameter(element.parameter)[0], colours_of(s, element), box.width - 44
    value, colour = s.fitting(number.value, room, True), colour_of_value(s, number.value, element)
    texts = (
        _number(value, number, Box(0, -2.5, room, LINE), colour, element),
        CardText(number.label, Box(0, 11, 40, LINE - 3), colours.muted),
    )
    frame = frame_of(s, element)
    return Card(box, Outline.DIAMOND, colours.fill, colours.line, colours.line_width, texts, element, None, frame)


def contribution_card(p: Placement, box: Box, index: int) -> Card:
    """Return the label of what comes back along an edge, with its sign, in the colour of the backward phase."""
    s, badge, element = p.of, p.measured.contributions[index], weight_element(index)
    colour: Colour = Role.BACKWARD
    if s.is_dim(element):
        colour = Mix(colour, Mix(Role.PANEL, colour, 0.12), 0.4, is_text=True)
    line = _number(badge.text, badge.number, Box(0, 0, badge.width, box.height), colour, element)
    return Card(box, Outline.PILL, Mix(Role.PANEL, colour, 0.12), colour, 1.4, (line,))


def _number(text: str, number: Number, box: Box, colour: Colour, element: Element) -> CardText:
    return CardText(text, box, colour, True, element=element, symbol=number.symbol, value=number.value)


# badges


def delta_card(p: Placement, box: Box, layer: int, unit: int) -> Card:
    """Return the badge with the delta under a unit."""
    element, colour = unit_element(layer, unit), Role.BACKWARD
    fill, ink = _faint(colour) if p.of.is_dim(element) else (colour, Role.PANEL)
    return _badge(box, fill, ink, p.measured.deltas[layer, unit], element)


def above_card(p: Placement, box: Box, layer: int, unit: int, place: int) -> Card:
    """Return one of the badges over a unit: what is on its way to its delta, or its penalty."""
    s, element, badges = p.of, unit_element(layer, unit), p.measured.above[layer, unit]
    number = badges[place].number
    if s.is_dim(element):
        fill, ink = _faint(_made_in(number))
    elif number.is_result or len(badges) == 1:
        fill, ink = accent_of(s), Role.PANEL
    else:
        fill, ink = Mix(Role.PANEL, accent_of(s), 0.14), accent_of(s)
    return _badge(box, fill, ink, badges[place], element)


def _faint(colour: Colour) -> tuple[Colour, Colour]:
    """The surface and the ink of a badge that the step is not about."""
    fill = towards_background(colour, 0.85)
    return fill, Mix(colour, fill, 0.3, is_text=True)


def _badge(box: Box, fill: Colour, ink: Colour, badge: Badge, element: Element) -> Card:
    line = _number(badge.text, badge.number, Box(0, 0, box.width, box.height), ink, element)
    return Card(box, Outline.PILL, fill, None, 0, (line,), element)


def _made_in(number: Number) -> Role:
    """The colour of the phase that a number over a unit was made in."""
    quantity = number.symbol.quantity if number.symbol else None
    return of_phase(_MADE_IN.get(quantity, Phase.BACKWARD) if quantity else Phase.BACKWARD)
