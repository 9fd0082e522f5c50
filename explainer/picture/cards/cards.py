"""A card: everything that is drawn of one thing, as a value, and its colours. Two equal cards look the same."""

from __future__ import annotations

import math
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from explainer.picture.geometry import Box, Point
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Mix, Role, of_phase, of_weight, towards_background
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.elements import Element, ElementKind
from explainer.trace.lines.line_of_symbol import MADE_BY
from explainer.trace.lines.operations import phase_of

_DIMMED = 0.42
MARKER_EDGE = Mix(Role.MARKER, Role.TEXT, 0.45)
"""Around what is spoken of: the colour of the marker, dark enough to be seen as a line."""


class Outline(Enum):
    NONE = 0
    PILL = 1
    SQUARE = 2
    CIRCLE = 3
    RULE = 4
    """A line along the upper edge, as over a sum."""


class Side(Enum):
    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class CardText(NamedTuple):
    """A piece of text in a box relative to the card's centre. A number tells its element and its symbol; `ground` is
    painted behind the result of the line, as wide as its text."""

    text: str
    box: Box
    colour: Colour
    bold: bool = False
    side: Side = Side.CENTRE
    element: Element | None = None
    symbol: Symbol | None = None
    value: float = 0.0
    ground: Colour | None = None
    ground_width: float = 0.0


class Arrow(NamedTuple):
    """An upright arrow at `x` from one height to another, relative to the card's centre."""

    x: float
    start: float
    end: float
    colour: Colour


class MapGround(NamedTuple):
    """A map that fills a card: `side` × `side` shades row by row from the top, 0 for `low` and 255 for `high`; and
    where in it the sample is, as shares of its width and height."""

    shades: bytes
    side: int
    low: Colour
    high: Colour
    dot: Point
    dot_colour: Colour


class Card(NamedTuple):
    """A shape at `box` in the picture with texts in it; `frame` marks the selected element, `is_front` what covers
    others, `is_dashed` an outline of what is left out."""

    box: Box
    outline: Outline
    fill: Colour | None
    line: Colour | None
    line_width: float
    texts: tuple[CardText, ...]
    element: Element | None = None
    frame: Colour | None = None
    is_front: bool = False
    is_dashed: bool = False
    arrow: Arrow | None = None
    map: MapGround | None = None

    @property
    def elements(self) -> frozenset[Element]:
        """What the card is about: its own element, and those whose numbers are in it."""
        found = {self.element, *(text.element for text in self.texts)}
        return frozenset(element for element in found if element is not None)

    def text_at(self, point: Point) -> CardText | None:
        """Return the number at a point of the picture, if there is one."""
        local = Point(point.x - self.box.x, point.y - self.box.y)
        return next((text for text in self.texts if text.element and text.box.contains(local)), None)

    def box_of(self, text: CardText) -> Box:
        """Return where one of the card's texts is in the picture."""
        return text.box.at(Point(self.box.x + text.box.x, self.box.y + text.box.y))


class CardColours(NamedTuple):
    """The colours of one state: of outlines, surfaces, text, and text of less weight."""

    line: Colour
    line_width: float
    fill: Colour
    text: Colour
    muted: Colour


_NORMAL = CardColours(towards_background(Role.MUTED, 0.6), 1.0, Role.PANEL, Role.TEXT, Role.MUTED)
_FAINT = CardColours(
    towards_background(Role.MUTED, 0.75),
    1.0,
    Role.PANEL,
    *(Mix(colour, Role.SHADE, _DIMMED, is_text=True) for colour in (Role.TEXT, Role.MUTED)),
)


def accent_of(s: PictureInput) -> Colour:
    """Return the colour of the phase, or of text before the first step."""
    return of_phase(s.numbers.phase) if s.numbers.phase else Role.MUTED


def colours_of(s: PictureInput, element: Element) -> CardColours:
    """Return the colours of an element's card."""
    return _lit(accent_of(s)) if s.is_lit(element) else _FAINT if s.is_dim(element) else _NORMAL


@lru_cache(maxsize=8)
def _lit(accent: Colour) -> CardColours:
    return CardColours(accent, 1.8, Mix(Role.PANEL, accent, 0.08), Role.TEXT, Role.MUTED)


def rule_of(s: PictureInput, number: Number) -> Colour:
    """Return the colour of a line over a number: that of the phase where the step is about the number itself."""
    if number.is_result or number.is_operand:
        return accent_of(s)
    return (_FAINT if s.numbers.step else _NORMAL).line


def frame_of(s: PictureInput, element: Element) -> Colour | None:
    """Return the colour of the frame around what is spoken of, where a seat does not show it better, the selected
    element, and what the step is about while it or its symbol is under the mouse, which no other colour would tell;
    nothing around others."""
    is_seated = element.kind is ElementKind.UNIT and s.layout.subject is None
    if element in s.spoken_elements and not is_seated:
        return MARKER_EDGE
    if element == s.selected:
        return Role.TEXT
    return accent_of(s) if element == s.hovered and s.is_lit(element) else None


# numbers: the result of the line, what it is made of, and the rest


def number_text(
    s: PictureInput,
    number: Number,
    box: Box,
    element: Element | None,
    side: Side = Side.RIGHT,
    plain: Colour | None = None,
    is_strong: bool = False,
    under: Colour = Role.SHADE,
) -> CardText:
    """Return a number in its place: of the line's result large and on a ground of its own, pale where the line is
    about something else, and as with a marker pen where it is spoken of. `plain` is its colour where that is not the
    one of what it is, `under` what it is on."""
    colour = plain or _colour_of(number)
    ground: Colour | None = None
    if number.symbol is not None and number.symbol in s.spoken_seats:
        colour, ground = Role.TEXT, Role.MARKER
    elif number.is_result:
        ground = Mix(Role.PANEL, accent_of(s), 0.22 + 0.4 * s.glow)
        colour = Mix(accent_of(s), ground, 0, is_text=True)
    elif s.numbers.step is not None and not number.is_operand and (element is None or element != s.hovered):
        colour = Mix(colour, under, _DIMMED, is_text=True)
    bold = number.is_result or number.is_operand or is_strong
    text = number.text(s.digits)
    width = s.width(text, bold) + 6 if ground else 0.0
    return CardText(text, box, colour, bold, side, element, number.symbol, number.value, ground, width)


def _colour_of(number: Number) -> Colour:
    """The colour of a number at rest: of a parameter by its sign, of others that of the phase that makes them."""
    if math.isnan(number.value):
        return Role.MUTED
    if number.symbol is None:
        return Role.FORWARD
    if number.symbol.quantity is Quantity.WEIGHT:
        return of_weight(number.value)
    made_by = MADE_BY.get(number.symbol.quantity)
    return of_phase(phase_of(made_by)) if made_by else Role.TEXT


def label_text(s: PictureInput, text: str, box: Box, element: Element, side: Side = Side.LEFT) -> CardText:
    """Return a label beside a number."""
    return CardText(text, box, colours_of(s, element).muted, side=side)


def words_card(text: str, box: Box, colour: Colour = Role.MUTED, side: Side = Side.CENTRE) -> Card:
    """Return words without anything around them."""
    line = CardText(text, Box(0, 0, *box[2:]), colour, side=side)
    return Card(box, Outline.NONE, None, None, 0, (line,))
