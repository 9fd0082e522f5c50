"""The cards of units: circles or flat boxes with net above out, and targets beside the outputs."""

from __future__ import annotations

from explainer.picture.cards.card_colours import CardColours, accent_of, colour_of_number, colours_of, frame_of
from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Placement
from explainer.picture.layout.sizes import BESIDE_NUMBER, LINE, TARGET_HEIGHT_STACKED
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Role
from explainer.trace.known.stuck_units import Condition
from explainer.trace.lines.elements import Element, ElementKind, unit_element
from explainer.trace.notations.naming import unit_captions

_CAPTION = 62.0
_SHORT, _MARK = {Condition.SATURATED: "sat."}, "!"
_TARGET_KINDS = (ElementKind.TARGET, ElementKind.ERROR)


def unit_card(p: Placement, box: Box, layer: int, unit: int) -> Card:
    """Return the card of a unit; an input has its value only."""
    s, spot, element = p.of, (layer, unit), unit_element(layer, unit)
    colours, outline, rule = colours_of(s, element), Outline.SQUARE, None
    if not layer:
        texts = _input_texts(s, spot, colours)
    elif s.layout.form.is_round:
        outline, rule = Outline.CIRCLE, Box(0, 0, box.width * 0.82, 0)
        texts = _circle_texts(s, spot, colours)
    else:
        room = s.layout.form.number
        rule = Box((box.width - room) / 2 - 4, 0, room, 0)
        texts = _flat_texts(s, spot, colours)
    is_left_out = layer > 0 and s.numbers.is_dropped(layer, unit)
    fill = Role.BACKGROUND if is_left_out else colours.fill
    frame = frame_of(s, element)
    return Card(
        box, outline, fill, colours.line, colours.line_width, texts, element, rule, frame, is_dashed=is_left_out
    )


def _name(s: PictureInput, spot: Spot) -> str:
    return s.numbers.network.layers[spot[0]].names[spot[1]]


def _value(
    s: PictureInput,
    number: Number,
    box: Box,
    plain: Colour,
    element: Element,
    bold: bool = False,
    side: Side = Side.CENTRE,
) -> CardText:
    text = s.written(number, box.width, bold)
    return CardText(text, box, colour_of_number(s, number, plain), bold, side, element, number.symbol, number.value)


def _circle_texts(s: PictureInput, spot: Spot, colours: CardColours) -> tuple[CardText, ...]:
    element, (width, height) = unit_element(*spot), s.layout.units[spot][2:]
    ends = height / 2 - 17
    return (
        CardText(s.shortened(_name(s, spot), 54), Box(0, -ends, 56, LINE), colours.muted, bold=s.is_lit(element)),
        _value(s, s.numbers.net(*spot), Box(0, -9, width - 10, LINE), colours.text, element),
        _value(s, s.numbers.out(*spot), Box(0, 9.5, width - 8, LINE), colours.text, element, bold=True),
        _caption(s, spot, Box(0, ends, _CAPTION, LINE), colours),
    )


def _caption(s: PictureInput, spot: Spot, box: Box, colours: CardColours) -> CardText:
    """What is under the out: that it is one, or what keeps the unit from learning."""
    if s.numbers.is_dropped(*spot):
        return CardText("dropped", box, colours.muted)
    condition = s.numbers.known.stuck(*spot)
    if condition is None:
        return CardText(unit_captions(s.numbers.writing.notation)[1], box, colours.muted)
    return CardText(condition.value, box, colours.text)


def _beside(s: PictureInput, spot: Spot, box: Box, colours: CardColours) -> tuple[CardText, ...]:
    """The name of a unit and, below it, what keeps the unit from learning: in short where there is not more room."""
    name, condition = s.shortened(_name(s, spot), box.width), s.numbers.known.stuck(*spot)
    if condition is None or s.numbers.is_dropped(*spot):
        return (CardText(name, box, colours.muted, side=Side.LEFT),)
    words = (condition.value, _SHORT.get(condition, _MARK), _MARK)
    word = next((word for word in words if s.width(word) <= box.width), _MARK)
    rows = (name, colours.muted), (word, colours.text)
    return tuple(
        CardText(text, box._replace(y=y), colour, side=Side.LEFT)
        for (text, colour), y in zip(rows, (-8, 8), strict=True)
    )


def _flat_texts(s: PictureInput, spot: Spot, colours: CardColours) -> tuple[CardText, ...]:
    element, width = unit_element(*spot), s.layout.units[spot].width
    room = s.layout.form.number
    x, beside = width / 2 - 4 - room / 2, width - room - BESIDE_NUMBER
    return (
        *_beside(s, spot, Box(4 + beside / 2 - width / 2, 0, beside, LINE), colours),
        _value(s, s.numbers.net(*spot), Box(x, -8, room, LINE), colours.text, element, side=Side.RIGHT),
        _value(s, s.numbers.out(*spot), Box(x, 8, room, LINE), colours.text, element, bold=True, side=Side.RIGHT),
    )


def _input_texts(s: PictureInput, spot: Spot, colours: CardColours) -> tuple[CardText, ...]:
    element, box = unit_element(*spot), s.layout.units[spot]
    apart = box.height / 6 if s.layout.form.is_round else 8
    return (
        CardText(s.shortened(_name(s, spot), box.width - 8), Box(0, -apart, box.width - 6, LINE), colours.muted),
        _value(s, s.numbers.out(*spot), Box(0, apart, box.width - 4, LINE), colours.text, element, bold=True),
    )


def target_card(p: Placement, box: Box, unit: int) -> Card:
    """Return the box beside an output with its target and its error."""
    s, top = p.of, len(p.of.numbers.network.layers) - 1
    target, error = (Element(kind, top, unit) for kind in _TARGET_KINDS)
    colours, wanted, made = colours_of(s, target), s.numbers.target(unit), s.numbers.error(unit)
    colour = Role.LOSS if not s.is_dim(error) else colours_of(s, error).text
    label, sign, room = s.width(wanted.label), s.width(made.label, True), box.width - 8
    stacked = box.height == TARGET_HEIGHT_STACKED
    rows, beside = ((-17.0, -1.0, 17.0), room) if stacked else ((-9.0, -9.0, 9.0), room - label - 4)
    texts = (
        CardText(wanted.label, Box((label - room) / 2, rows[0], label, LINE), colours.muted),
        _value(s, wanted, _at_right(beside, room, rows[1]), colours.text, target, False, Side.RIGHT),
        CardText(made.label, Box((sign - room) / 2, rows[2], sign, LINE), colour, True),
        _value(s, made, _at_right(room - sign - 3, room, rows[2]), colour, error, True, Side.RIGHT),
    )
    line = accent_of(s) if s.is_lit(target) or s.is_lit(error) else None
    return Card(box, Outline.SQUARE, Role.SHADE, line, 2.0, texts, frame=frame_of(s, target) or frame_of(s, error))


def _at_right(width: float, room: float, y: float) -> Box:
    return Box((room - width) / 2, y, width, LINE + 2)
