"""The cards of a folded network: units in an overview, and the desk with the seats of one of them."""

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
    words_card,
)
from explainer.picture.cards.map_grounds import map_ground, readable, under_texts
from explainer.picture.cards.unit_cards import out_colour
from explainer.picture.geometry import Box
from explainer.picture.layout.form_widths import fitted_name
from explainer.picture.layout.overview import DOTS, NAMES, ONE_LINE, THREE_LINES, TWO_LINES
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE, SEAT_PAD
from explainer.picture.layout.subject import ERRORS, NOTHING, Subject
from explainer.picture.numbers.number import Number, shortened
from explainer.picture.palette import Colour, Mix, Role, of_weight, towards_background
from explainer.trace.formula.notation import show
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known_flow import together
from explainer.trace.lines.elements import Element, ElementKind, unit_element, weight_element


def overview_card(s: PictureInput, box: Box, layer: int, unit: int) -> Card:
    """Return a unit among all others: as much of it as there is room for."""
    lines = s.layout.shown[layer]
    if lines == DOTS:
        return _dot(s, box, layer, unit)
    element = unit_element(layer, unit)
    colours = colours_of(s, element)
    is_left_out = s.numbers.is_dropped(layer, unit)
    ground = map_ground(s, layer, unit) if lines in (TWO_LINES, THREE_LINES) and not is_left_out else None
    muted = readable(colours.muted, ground)
    out, room = s.numbers.out(layer, unit), box.width - 2 * SEAT_PAD
    name = _marked_name(s, layer, unit, room - (s.width(out.text(s.digits), True) + 6 if lines == ONE_LINE else 0))
    colour = out_colour(s, layer, unit)
    if lines == NAMES:
        texts: tuple[CardText, ...] = (CardText(name, Box(0, 0, room, LINE), colours.text),)
    elif lines == ONE_LINE:
        width = s.width(name)
        texts = (
            CardText(name, Box((width - room) / 2, 0, width, LINE), colours.muted, side=Side.LEFT),
            number_text(s, out, Box((width + 6) / 2, 0, room - width - 6, LINE), element, plain=colour),
        )
    else:
        top = -LINE / 2 if lines == TWO_LINES else -LINE
        texts = (
            CardText(name, Box(0, top, room, LINE), muted),
            number_text(
                s, out, Box(0, top + LINE, room, LINE), element, Side.CENTRE, colour,
                under=ground.high if ground else Role.SHADE,
            ),
        )  # fmt: skip
        if lines == THREE_LINES:
            delta = _delta(s, layer, unit, Box(0, LINE, room, LINE))
            texts += tuple(text._replace(colour=readable(text.colour, ground)) for text in delta)
    fill = Role.BACKGROUND if is_left_out else colours.fill
    return Card(
        box, Outline.SQUARE, fill, colours.line, colours.line_width, texts, element, frame_of(s, element),
        is_dashed=is_left_out, map=under_texts(s, ground, box, texts),
    )  # fmt: skip


def _marked_name(s: PictureInput, layer: int, unit: int, room: float) -> str:
    """The name of a unit, and what keeps it from learning: in a word, or as a mark where there is little room."""
    name = fitted_name(s.metrics, s.numbers.network.layers[layer].names[unit])
    condition = s.numbers.known.stuck(layer, unit)
    marks = ("dropped",) if s.numbers.is_dropped(layer, unit) else (condition.value, "!") if condition else ()
    return next((text for mark in marks if s.width(text := f"{name} {mark}") <= room), name)


def _delta(s: PictureInput, layer: int, unit: int, box: Box) -> tuple[CardText, ...]:
    element, number = unit_element(layer, unit), s.numbers.badge(Quantity.DELTA, layer, unit)
    sign, room = s.width(number.label), box.width
    return (
        label_text(s, number.label, Box((sign - room) / 2, box.y, sign, LINE), element),
        number_text(s, number, Box((sign + 4) / 2, box.y, room - sign - 4, LINE), element),
    )


def _dot(s: PictureInput, box: Box, layer: int, unit: int) -> Card:
    """A dot, the darker the larger the unit's out is; with an outline of the phase where the line is about it."""
    element, out = unit_element(layer, unit), s.numbers.out(layer, unit).value
    fill: Colour = Role.BACKGROUND
    if not math.isnan(out):
        fill = Mix(Role.BACKGROUND, Role.TEXT if layer == 0 else Role.FORWARD, 0.06 + 0.8 * math.tanh(abs(out)))
    is_lit = s.is_lit(element)
    line = accent_of(s) if is_lit else towards_background(Role.MUTED, 0.5)
    outline = Outline.SQUARE if layer == 0 else Outline.CIRCLE
    return Card(box, outline, fill, line, 2.0 if is_lit else 0.8, (), element, frame_of(s, element), is_lit)


def edge_name_card(s: PictureInput, box: Box, index: int) -> Card:
    """Return the name of a weight on its edge, in the colour of its sign."""
    weight, is_lit = s.numbers.parameter(index), s.is_lit(weight_element(index))
    colour = of_weight(weight.value) if is_lit else Role.MUTED
    text = CardText(weight.label, Box(0, 0, box.width, box.height), colour, is_lit)
    return Card(box, Outline.PILL, Role.BACKGROUND, None, 0, (text,))


def desk_card(s: PictureInput, box: Box) -> Card:
    """Return the ground of the desk, with what is on it in words."""
    room = box.width - 4 * SEAT_PAD
    words = shortened(s.metrics, _title(s, s.layout.subject), room) if s.layout.subject else ""
    line = CardText(words, Box(0, SEAT_PAD + LINE / 2 - box.height / 2, room, LINE), Role.MUTED, side=Side.LEFT)
    return Card(box, Outline.SQUARE, Role.SHADE, None, 0, (line,))


def _title(s: PictureInput, subject: Subject) -> str:
    if subject.unit == NOTHING:
        return "No numbers here now: whose they are would tell what is asked for"
    if subject.unit == ERRORS:
        return "The errors of the outputs, and what they add up to"
    name = s.numbers.network.layers[subject.layer].names[subject.unit]
    return f"What goes out of {name}, and what comes back" if subject.is_back else f"What comes into {name}"


def caption_card(s: PictureInput, box: Box, index: int) -> Card:
    """Return what a weight leads from, or to where that is the unit in question."""
    weight, network = s.numbers.network.parameter(index), s.numbers.network
    is_back = s.layout.subject is not None and s.layout.subject.is_back
    layer, unit = (weight.layer, weight.unit) if is_back else (weight.layer - 1, weight.source)
    name, element = fitted_name(s.metrics, network.layers[layer].names[unit]), unit_element(layer, unit)
    words = f"to {name}" if is_back else f"from {name}"
    number = s.numbers.badge(Quantity.DELTA, layer, unit) if is_back else s.numbers.passed(layer, unit)
    return Card(box, Outline.NONE, None, None, 0, _captioned(s, words, number, box, element, is_back))


def _captioned(
    s: PictureInput, words: str, number: Number, box: Box, element: Element, has_sign: bool
) -> tuple[CardText, ...]:
    """Words at the left, and at the right a number, with its sign where it has one."""
    wide, sign = s.width(words), s.width(number.label) if has_sign else 0.0
    room = s.width(number.text(s.digits), True)
    right = box.width / 2
    texts = (
        label_text(s, words, Box((wide - box.width) / 2, 0, wide, LINE), element),
        number_text(s, number, Box(right - room / 2, 0, room, LINE), element, plain=None if has_sign else Role.TEXT),
    )
    before = Box(right - room - 4 - sign / 2, 0, sign, LINE)
    return (*texts, label_text(s, number.label, before, element)) if has_sign else texts


def output_card(s: PictureInput, box: Box, unit: int) -> Card:
    """Return the name of an output over its error."""
    return words_card(fitted_name(s.metrics, s.numbers.network.layers[-1].names[unit]), box)


def fold_card(s: PictureInput, box: Box) -> Card:
    """Return what stands for the weights that have no seat: how many there are, and what they add up to together."""
    fold, element = s.layout.fold, Element(ElementKind.FOLD)
    if s.layout.subject is not None and s.layout.subject.unit == ERRORS:
        return _folded(s, box, element, _errors_left_out(s), "")
    weights = [s.numbers.network.parameter(index) for index in fold.weights] if fold else []
    total = together(s.numbers.known, weights, fold is not None and fold.is_back)
    return _folded(s, box, element, len(weights), "" if math.isnan(total) else f"together {show(total, s.digits)}")


def _errors_left_out(s: PictureInput) -> int:
    return s.numbers.network.layers[-1].units - sum(1 for key in s.layout.boxes if key[0] == "error")


def _folded(s: PictureInput, box: Box, element: Element, count: int, together: str) -> Card:
    rows = [f"… {count:,} more", *([together] if together else [])]
    texts = tuple(
        CardText(row, Box(0, (i + 0.5 - len(rows) / 2) * LINE, box.width - SEAT_PAD, LINE), Role.MUTED)
        for i, row in enumerate(rows)
    )
    return Card(
        box, Outline.PILL, Role.BACKGROUND, towards_background(Role.MUTED, 0.5), 1, texts, element,
        frame_of(s, element),
    )  # fmt: skip
