"""The cards of units: what they put out, what is over and under them, targets and errors, and what they add up to."""

from __future__ import annotations

import math

from explainer.picture.cards.cards import (
    Card,
    CardText,
    Outline,
    Side,
    accent_of,
    colours_of,
    frame_of,
    label_text,
    number_text,
)
from explainer.picture.cards.map_grounds import map_ground, readable, under_texts
from explainer.picture.geometry import Box
from explainer.picture.layout.form_widths import fitted_name
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import INPUT_HEIGHT, LINE, SEAT_PAD
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.seats import WORDS
from explainer.picture.numbers.status_line import totals
from explainer.picture.palette import Colour, Mix, Role, of_phase, towards_background
from explainer.trace.formula.symbols import Quantity
from explainer.trace.lines.elements import Element, ElementKind, unit_element
from explainer.trace.lines.line_of_symbol import MADE_BY
from explainer.trace.lines.operations import Operation, phase_of

_CAPTION, _BESIDE = 62.0, 4.0


def unit_card(s: PictureInput, box: Box, layer: int, unit: int) -> Card:
    """Return a unit: its name, what it puts out, and what keeps it from learning; of an input its value."""
    element = unit_element(layer, unit)
    colours, name = colours_of(s, element), s.numbers.network.layers[layer].names[unit]
    is_left_out = layer > 0 and s.numbers.is_dropped(layer, unit)
    ground = None if is_left_out else map_ground(s, layer, unit)
    muted = readable(colours.muted, ground)
    apart = box.height / 2 - 17 if layer else 8.5
    inner = box.width - 8
    texts = [
        CardText(fitted_name(s.metrics, name), Box(0, -apart, inner, LINE), muted, bold=s.is_lit(element)),
        number_text(
            s, s.numbers.out(layer, unit), Box(0, 0 if layer else apart, inner, LINE), element, Side.CENTRE,
            out_colour(s, layer, unit), is_strong=not is_left_out, under=ground.high if ground else Role.SHADE,
        ),
    ]  # fmt: skip
    if not layer and s.layout.form.has_input_gradients and box.height > INPUT_HEIGHT:
        texts = [text._replace(box=text.box._replace(y=text.box.y - LINE / 2)) for text in texts]
        texts += _input_gradient(s, unit, Box(0, apart + LINE / 2, inner, LINE), element)
    if layer:
        caption = _caption(s, layer, unit, Box(0, apart, _CAPTION, LINE))
        texts.append(caption._replace(colour=readable(caption.colour, ground)))
    return Card(
        box, Outline.CIRCLE if layer else Outline.SQUARE, Role.BACKGROUND if is_left_out else colours.fill,
        colours.line, colours.line_width + 0.6 * s.is_lit(element), tuple(texts), element, frame_of(s, element),
        is_dashed=is_left_out, map=under_texts(s, ground, box, tuple(texts)),
    )  # fmt: skip


def _input_gradient(s: PictureInput, unit: int, box: Box, element: Element) -> list[CardText]:
    """How the error changes with an input, under its value, with the sign of that."""
    number = s.numbers.badge(Quantity.BLAME, 0, unit)
    label = s.width(number.label)
    beside = Box(box.left + label / 2, box.y, label, LINE)
    room = box.width - label - _BESIDE
    return [
        label_text(s, number.label, beside, element),
        number_text(s, number, Box(box.right - room / 2, box.y, room, LINE), element),
    ]


def out_colour(s: PictureInput, layer: int, unit: int) -> Colour:
    """Return the colour of what a unit puts out: pale where dropout passes nothing of it on."""
    return Role.MUTED if layer and s.numbers.is_dropped(layer, unit) else Role.TEXT


def _caption(s: PictureInput, layer: int, unit: int, box: Box) -> CardText:
    """What is under the out: that it is one, or what keeps the unit from learning."""
    colours = colours_of(s, unit_element(layer, unit))
    if s.numbers.is_dropped(layer, unit):
        return CardText("dropped", box, colours.muted)
    condition = s.numbers.known.stuck(layer, unit)
    if condition is None:
        return CardText(s.numbers.out(layer, unit).label, box, colours.muted)
    return CardText(condition.value, box, colours.text)


def badge_card(s: PictureInput, box: Box, layer: int, unit: int, place: int) -> Card:
    """Return a number over or under a unit, with its sign and, in two lines, the plain word for it."""
    form, element = s.layout.form.unit(layer), unit_element(layer, unit)
    quantity = (*form.above, *form.below)[place]
    number = s.numbers.badge(quantity, layer, unit)
    is_there = not math.isnan(number.value)
    colour = of_phase(phase_of(MADE_BY.get(quantity, Operation.DROPOUT)))
    fill: Colour = Role.BACKGROUND
    line: Colour = towards_background(Role.MUTED, 0.6)
    muted = colours_of(s, element).muted
    if number.is_result or number.is_operand:
        fill, line = Mix(Role.PANEL, colour, 0.12), colour
    elif is_there:
        fill, line = Mix(Role.BACKGROUND, colour, 0.08), towards_background(colour, 0.6)
    texts = (_two_lines if s.layout.badge_lines == 2 else _one_line)(s, number, quantity, box, element, muted)
    return Card(box, Outline.PILL, fill, line, 1.4, texts, element, is_dashed=not is_there)


def _two_lines(
    s: PictureInput, number: Number, quantity: Quantity, box: Box, element: Element, muted: Colour
) -> tuple[CardText, ...]:
    words = f"{WORDS[quantity]} {number.label}" if quantity in WORDS else number.label
    width = box.width - 2 * SEAT_PAD
    return (
        CardText(words, Box(0, -LINE / 2, width, LINE), muted),
        number_text(s, number, Box(0, LINE / 2, width, LINE), element, Side.CENTRE, is_strong=True),
    )


def _one_line(
    s: PictureInput, number: Number, quantity: Quantity, box: Box, element: Element, muted: Colour
) -> tuple[CardText, ...]:
    label, room = s.width(number.label), box.width - 2 * SEAT_PAD
    return (
        CardText(number.label, Box((label - room) / 2, 0, label, LINE), muted, side=Side.LEFT),
        number_text(s, number, Box((label + 4) / 2, 0, room - label - 4, LINE), element, is_strong=True),
    )


def error_card(s: PictureInput, box: Box, unit: int) -> Card:
    """Return the target and the error of an output."""
    top = s.numbers.network.top
    target, error = Element(ElementKind.TARGET, top, unit), Element(ElementKind.ERROR, top, unit)
    texts = (
        *_row(s, s.numbers.target(unit), box, -LINE / 2, target),
        *_row(s, s.numbers.error(unit), box, LINE / 2, error),
    )
    line = accent_of(s) if s.is_lit(target) or s.is_lit(error) else None
    return Card(box, Outline.SQUARE, Role.SHADE, line, 1.6, texts, frame=frame_of(s, target) or frame_of(s, error))


def _row(s: PictureInput, number: Number, box: Box, y: float, element: Element) -> tuple[CardText, ...]:
    label, room = s.width(number.label), box.width - 2 * SEAT_PAD
    return (
        label_text(s, number.label, Box((label - room) / 2, y, label, LINE), element),
        number_text(s, number, Box((label + 4) / 2, y, room - label - 4, LINE), element),
    )


def totals_card(s: PictureInput, box: Box) -> Card:
    """Return what the errors add up to, for the sample and for the batch."""
    shown = list(totals(s.numbers))
    pitch = (box.height - SEAT_PAD - 4) / len(shown)
    texts: list[CardText] = []
    for i, (element, number) in enumerate(shown):
        y = (i + 0.5 - len(shown) / 2) * pitch
        texts += _row(s, number, box, y, element) if pitch < 2 * LINE else _stacked(s, number, box, y, element)
    is_lit = any(s.is_lit(element) for element, _ in shown)
    line = accent_of(s) if is_lit else towards_background(Role.LOSS, 0.5)
    return Card(box, Outline.SQUARE, Role.PANEL, line, 1.6 if is_lit else 1.2, tuple(texts))


def _stacked(s: PictureInput, number: Number, box: Box, y: float, element: Element) -> tuple[CardText, ...]:
    """A number under its label."""
    width = box.width - 2 * SEAT_PAD
    return (
        label_text(s, number.label, Box(0, y - LINE / 2, width, LINE), element, Side.CENTRE),
        number_text(s, number, Box(0, y + LINE / 2, width, LINE), element, Side.CENTRE, is_strong=True),
    )
