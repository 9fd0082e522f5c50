"""A card: everything that is drawn of one element, as a value. Two equal cards look the same."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from explainer.picture.geometry import Box, Point
from explainer.picture.palette import Colour
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element


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
