"""A card: everything that is drawn of one element, as a value, and its colours. Two equal cards look the same."""

from __future__ import annotations

from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from explainer.picture.geometry import Box, Point
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Mix, Role, of_phase, of_weight, towards_background
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element

_DIMMED = 0.42


class Outline(Enum):
    NONE = 0
    PILL = 1
    SQUARE = 2
    CIRCLE = 3
    DIAMOND = 4
    ARROWS = 5


class Side(Enum):
    LEFT = 0
    CENTRE = 1
    RIGHT = 2


class CardText(NamedTuple):
    """A piece of text in a box relative to the card's centre. A number tells its element and its symbol."""

    text: str
    box: Box
    colour: Colour
    bold: bool = False
    side: Side = Side.CENTRE
    element: Element | None = None
    symbol: Symbol | None = None
    value: float = 0.0


class Card(NamedTuple):
    """A shape at `box` in the picture with texts in it; `rule` is a thin line, `frame` marks the selected element,
    `is_front` what covers others, `is_dashed` an outline of what is left out, `lift` what stays above all while
    the picture is scrolled: 1 for its ground, 2 for itself."""

    box: Box
    outline: Outline
    fill: Colour | None
    line: Colour | None
    line_width: float
    texts: tuple[CardText, ...]
    element: Element | None = None
    rule: Box | None = None
    frame: Colour | None = None
    is_front: bool = False
    is_dashed: bool = False
    lift: int = 0

    @property
    def elements(self) -> frozenset[Element]:
        """What the card is about: its own element, and those whose numbers are in it."""
        found = {self.element, *(text.element for text in self.texts)}
        return frozenset(element for element in found if element is not None)

    def text_at(self, point: Point) -> CardText | None:
        """Return the number at a point of the picture, if there is one."""
        local = Point(point.x - self.box.x, point.y - self.box.y)
        return next((text for text in self.texts if text.element and text.box.contains(local)), None)

    def place_of(self, element: Element) -> Box | None:
        """Return where the number of an element is in the picture, or the card where it is that element."""
        for text in self.texts:
            if text.element == element:
                return text.box.at(Point(self.box.x + text.box.x, self.box.y + text.box.y))
        return self.box if self.element == element else None


class CardColours(NamedTuple):
    """The colours of one state: of outlines, surfaces, text, and text of less weight."""

    line: Colour
    line_width: float
    fill: Colour
    text: Colour
    muted: Colour


_NORMAL = CardColours(towards_background(Role.MUTED, 0.5), 1.2, Role.PANEL, Role.TEXT, Role.MUTED)
_FAINT = CardColours(
    towards_background(Role.MUTED, 0.68),
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
    return CardColours(accent, 2.4, Mix(Role.PANEL, accent, 0.08), Role.TEXT, Role.MUTED)


def frame_of(s: PictureInput, element: Element) -> Colour | None:
    """Return the colour of the frame around the selected element, and around what the step is about while it or its
    symbol is under the mouse, which no other colour would tell; nothing around others."""
    if element == s.selected:
        return Role.TEXT
    return accent_of(s) if element == s.hovered and s.is_lit(element) else None


def colour_of_value(s: PictureInput, value: float, element: Element) -> Colour:
    """Return the colour of a parameter's number, by its sign."""
    colour = of_weight(value)
    return Mix(colour, Role.SHADE, _DIMMED - 0.1, is_text=True) if s.is_dim(element) else colour


def colour_of_number(s: PictureInput, number: Number, plain: Colour) -> Colour:
    """Return the colour of a number: the phase's for the result of the line."""
    return accent_of(s) if number.is_result else plain
