"""The cards of units: circles or flat boxes with net above out, the badges above and below them, the folds."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.layout.layout import Spot
from explainer.picture.layout.sizes import BADGE_HEIGHT, BESIDE_NUMBER, LINE, TARGET_HEIGHT_STACKED
from explainer.picture.numbers.number import MORE, Number
from explainer.picture.palette import Colour, Mix, Role, of_phase, towards_background
from explainer.picture.picture_input import CardColours, PictureInput
from explainer.trace.formula.symbols import Phase, Quantity
from explainer.trace.known.stuck_units import Condition
from explainer.trace.lines.elements import Element, ElementKind, unit_element
from explainer.trace.notations.naming import unit_captions

_PAD, _BETWEEN, _CAPTION = 14.0, 4.0, 62.0
_ZERO = 9.0
"""The room of one more digit: most numbers over a unit begin with a zero behind the point."""
_MADE_IN = {
    Quantity.KEEP: Phase.FORWARD,
    Quantity.PASSED: Phase.FORWARD,
    Quantity.UNIT_PENALTY: Phase.LOSS,
}
_SHORT, _MARK = {Condition.SATURATED: "sat."}, "!"
_TARGET_KINDS = (ElementKind.TARGET, ElementKind.ERROR)


def unit_card(s: PictureInput, spot: Spot) -> Card:
    """Return the card of a unit; an input has its value only."""
    element, box = unit_element(*spot), s.layout.units[spot]
    colours = s.colours(element)
    round_ = s.layout.form.is_round
    if spot[0]:
        outline = Outline.CIRCLE if round_ else Outline.SQUARE
        texts = _circle_texts(s, spot, colours) if round_ else _flat_texts(s, spot, colours)
    else:
        outline, texts = Outline.SQUARE, _input_texts(s, spot, colours)
    rule = None
    if spot[0]:
        room = s.layout.form.number
        rule = Box(0, 0, box.width * 0.82, 0) if round_ else Box((box.width - room) / 2 - 4, 0, room, 0)
    card = Card(box, outline, colours.fill, colours.line, colours.line_width, texts, element, rule, s.frame(element))
    return _left_out(s, card) if spot[0] and s.facts.is_dropped(*spot) else card


def _left_out(s: PictureInput, card: Card) -> Card:
    """The same card as that of a unit that dropout has left out."""
    return card._replace(fill=Role.BACKGROUND, is_dashed=True)


def _name(s: PictureInput, spot: Spot) -> str:
    return s.facts.network.layers[spot[0]].names[spot[1]]


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
    return CardText(text, box, s.colour(number, plain), bold, side, element, number.symbol, number.value)


def _circle_texts(s: PictureInput, spot: Spot, colours: CardColours) -> tuple[CardText, ...]:
    element, (width, height) = unit_element(*spot), s.layout.units[spot][2:]
    ends = height / 2 - 17
    return (
        CardText(s.shortened(_name(s, spot), 54), Box(0, -ends, 56, LINE), colours.muted, bold=s.is_lit(element)),
        _value(s, s.facts.net(*spot), Box(0, -9, width - 10, LINE), colours.text, element),
        _value(s, s.facts.out(*spot), Box(0, 9.5, width - 8, LINE), colours.text, element, bold=True),
        _caption(s, spot, Box(0, ends, _CAPTION, LINE), colours),
    )


def _caption(s: PictureInput, spot: Spot, box: Box, colours: CardColours) -> CardText:
    """What stands under the out: that it is one, or what keeps the unit from learning."""
    if s.facts.is_dropped(*spot):
        return CardText("dropped", box, colours.muted)
    condition = s.facts.condition(*spot)
    if condition is None:
        return CardText(unit_captions(s.facts.writing.notation)[1], box, colours.muted)
    return CardText(condition.value, box, colours.text)


def _beside(s: PictureInput, spot: Spot, box: Box, colours: CardColours) -> tuple[CardText, ...]:
    """The name of a unit and, below it, what keeps the unit from learning: in short where there is not more room."""
    name, condition = s.shortened(_name(s, spot), box.width), s.facts.condition(*spot)
    if condition is None or s.facts.is_dropped(*spot):
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
        _value(s, s.facts.net(*spot), Box(x, -8, room, LINE), colours.text, element, side=Side.RIGHT),
        _value(s, s.facts.out(*spot), Box(x, 8, room, LINE), colours.text, element, bold=True, side=Side.RIGHT),
    )


def _input_texts(s: PictureInput, spot: Spot, colours: CardColours) -> tuple[CardText, ...]:
    element, box = unit_element(*spot), s.layout.units[spot]
    apart = box.height / 6 if s.layout.form.is_round else 8
    return (
        CardText(s.shortened(_name(s, spot), box.width - 8), Box(0, -apart, box.width - 6, LINE), colours.muted),
        _value(s, s.facts.out(*spot), Box(0, apart, box.width - 4, LINE), colours.text, element, bold=True),
    )


def delta_card(s: PictureInput, spot: Spot) -> Card | None:
    """Return the badge with the delta under a unit, once it is computed."""
    number = s.facts.delta(*spot)
    if number is None:
        return None
    element = unit_element(*spot)
    place, colour = s.layout.below(spot), Role.BACKWARD
    text = f"{number.label} {s.fitting(number.value, place.width - _PAD - s.width('δ ', True), True)}"
    fill, ink = _faint(colour) if s.is_dim(element) else (colour, Role.PANEL)
    box = place._replace(width=s.width(text, True) + _PAD)
    return _badge(box, fill, ink, (text, number), element)


def _faint(colour: Colour) -> tuple[Colour, Colour]:
    """The surface and the ink of a badge that the step is not about."""
    fill = towards_background(colour, 0.85)
    return fill, Mix(colour, fill, 0.3, is_text=True)


def _badge(box: Box, fill: Colour, ink: Colour, content: tuple[str, Number], element: Element) -> Card:
    text, number = content
    inner = Box(0, 0, box.width, box.height)
    line = CardText(text, inner, ink, bold=True, element=element, symbol=number.symbol, value=number.value)
    return Card(box, Outline.PILL, fill, None, 0, (line,), element)


def above_cards(s: PictureInput, spot: Spot) -> Iterator[Card]:
    """Go through the badges over a unit: what is on its way to its delta, or its penalty."""
    numbers = s.facts.above(*spot)
    if not numbers:
        return
    element = unit_element(*spot)
    left, right = s.layout.reach(spot[0])
    room = (right - left + _BETWEEN) / len(numbers) - _BETWEEN - _PAD
    texts = [_badge_text(s, number, room) for number in numbers]
    widths = [s.width(text, True) + _PAD for text in texts]
    whole = s.layout.above(spot, sum(widths) + _BETWEEN * (len(widths) - 1))
    x = whole.left
    for number, text, width in zip(numbers, texts, widths, strict=True):
        box = Box(x + width / 2, whole.y, width, BADGE_HEIGHT)
        x += width + _BETWEEN
        if s.is_dim(element):
            fill, ink = _faint(_made_in(number))
        elif number.is_result or len(numbers) == 1:
            fill, ink = s.accent, Role.PANEL
        else:
            fill, ink = Mix(Role.PANEL, s.accent, 0.14), s.accent
        yield _badge(box, fill, ink, (text, number), element)


def _badge_text(s: PictureInput, number: Number, room: float) -> str:
    room = min(room - s.width(f"{number.label} ", True), s.layout.form.number + _ZERO)
    text = s.fitting(number.value, room, True)
    return f"{number.label} {text}{MORE if number.is_partial else ''}"


def _made_in(number: Number) -> Role:
    """The colour of the phase that a number over a unit was made in."""
    quantity = number.symbol.quantity if number.symbol else None
    return of_phase(_MADE_IN.get(quantity, Phase.BACKWARD) if quantity else Phase.BACKWARD)


def fold_cards(s: PictureInput) -> Iterator[Card]:
    """Go through the marks that stand for units that are not drawn."""
    for box, layer, hidden in s.layout.folds:
        element = Element(ElementKind.FOLD, layer)
        colour = Role.TEXT if s.is_marked(element) else Role.MUTED
        text = CardText(f"… {hidden} more" if hidden else "fold ▴", Box(0, 0, box.width, LINE), colour)
        line = towards_background(Role.MUTED, 0.5)
        yield Card(box, Outline.PILL, Role.BACKGROUND, line, 1, (text,), element, None, s.frame(element))


def column_cards(s: PictureInput) -> Iterator[Card]:
    """Go through the words over columns: which layer it is, and what its units make of their net inputs."""
    for box, layer in s.layout.headings:
        text = _column_heading(s, layer, box.width)
        line = CardText(text, Box(0, 0, box.width, LINE), Role.MUTED)
        yield Card(box, Outline.NONE, None, None, 0, (line,), lift=2)


def _column_heading(s: PictureInput, layer: int, room: float) -> str:
    """The activation with the number of its layer, or alone where there is not room for both."""
    of = s.facts.network.layers[layer]
    activation = of.activation.replace("_", " ") if layer else "inputs"
    whole = f"layer {of.number} · {activation}" if layer else activation
    return whole if s.width(whole) <= room else s.shortened(activation, room)


def target_card(s: PictureInput, unit: int) -> Card:
    """Return the box beside an output with its target and its error."""
    top, box = len(s.facts.network.layers) - 1, s.layout.targets[unit]
    target, error = (Element(kind, top, unit) for kind in _TARGET_KINDS)
    colours, wanted, made = s.colours(target), s.facts.target(unit), s.facts.error(unit)
    colour = Role.LOSS if not s.is_dim(error) else s.colours(error).text
    label, room = s.width(wanted.label), box.width - 8
    stacked = s.width(s.facts.writing.show(wanted.value)) > room - label - 4
    rows = (-17.0, -1.0, 17.0) if stacked else (-9.0, -9.0, 9.0)
    beside, sign = room if stacked else room - label - 4, s.width(made.label, True)
    texts = (
        CardText(wanted.label, Box((label - room) / 2, rows[0], label, LINE), colours.muted),
        _value(s, wanted, _at_right(beside, room, rows[1]), colours.text, target, False, Side.RIGHT),
        CardText(made.label, Box((sign - room) / 2, rows[2], sign, LINE), colour, True),
        _value(s, made, _at_right(room - sign - 3, room, rows[2]), colour, error, True, Side.RIGHT),
    )
    lit = s.is_lit(target) or s.is_lit(error)
    box = box._replace(height=TARGET_HEIGHT_STACKED) if stacked else box
    fill = Role.SHADE
    frame = s.frame(target) or s.frame(error)
    return Card(box, Outline.SQUARE, fill, s.accent if lit else None, 2.0, texts, frame=frame)


def _at_right(width: float, room: float, y: float) -> Box:
    return Box((room - width) / 2, y, width, LINE + 2)
