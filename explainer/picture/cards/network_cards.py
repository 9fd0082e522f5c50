"""The cards of the network: units, targets, folds, and the words over, around and under it."""

from __future__ import annotations

from explainer.picture.cards.cards import (
    Card,
    CardColours,
    CardText,
    Outline,
    Side,
    accent_of,
    colour_of_number,
    colours_of,
    frame_of,
)
from explainer.picture.geometry import Box
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.placement import Placement
from explainer.picture.layout.sizes import BESIDE_NUMBER, LINE, TARGET_HEIGHT_STACKED
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.status_line import BETWEEN, heading
from explainer.picture.palette import Colour, Mix, Role, towards_background
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
    s, top = p.of, p.of.numbers.network.top
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


def heading_card(p: Placement, box: Box) -> Card:
    """Return the chip that says where the calculation is."""
    s, inner = p.of, Box(0, 0, box.width, LINE)
    fill = Mix(Role.BACKGROUND, accent_of(s), 0.09) if s.numbers.step else Role.SHADE
    return Card(box, Outline.PILL, fill, None, 0, (CardText(heading(s.numbers), inner, accent_of(s), True),), lift=2)


def ground_card(p: Placement, box: Box, place: int) -> Card:
    """Return what a tall picture disappears behind."""
    return Card(box, Outline.PILL, Role.BACKGROUND, None, 0, (), lift=1)


def status_card(p: Placement, box: Box, place: int) -> Card:
    """Return a field of the status line."""
    s, field = p.of, p.measured.status[place]
    element, number, width = field.element, field.number, box.width
    if element is None or number is None:
        return _words(field.label, box, width - 8)
    colours, label = colours_of(s, element), s.width(field.label)
    room, is_lit = width - 8 - label - BETWEEN, s.is_lit(element)
    value = Box(width / 2 - 4 - room / 2, 0, room, LINE)
    colour = accent_of(s) if is_lit else colours.text
    texts = (
        CardText(field.label, Box(4 - width / 2 + label / 2, 0, label, LINE), colours.muted, side=Side.LEFT),
        CardText(field.value, value, colour, True, Side.LEFT, element, number.symbol, number.value),
    )
    line = accent_of(s) if is_lit else None
    return Card(box, Outline.PILL, None, line, 1.2, texts, element, None, frame_of(s, element), lift=2)


def column_card(p: Placement, box: Box, place: int) -> Card:
    """Return the words over a column: the number of the layer and its activation, alone where there is little room."""
    s = p.of
    layer = s.layout.headings[place].layer
    of = s.numbers.network.layers[layer]
    activation = of.activation.replace("_", " ") if layer else "inputs"
    whole = f"layer {of.number} · {activation}" if layer else activation
    return _words(whole if s.width(whole) <= box.width else s.shortened(activation, box.width), box, box.width)


def _words(text: str, box: Box, width: float) -> Card:
    line = CardText(text, Box(0, 0, width, LINE), Role.MUTED)
    return Card(box, Outline.NONE, None, None, 0, (line,), lift=2)


def fold_card(p: Placement, box: Box, place: int) -> Card:
    """Return the mark that stands for units that are not drawn, or for folding them again."""
    _, layer, hidden = p.of.layout.folds[place]
    element = Element(ElementKind.FOLD, layer)
    colour = Role.TEXT if p.of.is_marked(element) else Role.MUTED
    text = CardText(f"… {hidden} more" if hidden else "fold ▴", Box(0, 0, box.width, LINE), colour)
    line = towards_background(Role.MUTED, 0.5)
    return Card(box, Outline.PILL, Role.BACKGROUND, line, 1, (text,), element, None, frame_of(p.of, element))
