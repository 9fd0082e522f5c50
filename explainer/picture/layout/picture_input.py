"""What a picture is made from, handed as one thing to the functions that make it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.picture.layout.layout import Layout
from explainer.picture.layout.sizes import MeasuredNetwork
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers import number as label_text
from explainer.picture.numbers.number import Number
from explainer.picture.numbers.numbers_of_line import LineNumbers
from explainer.picture.palette import Colour, Mix, Role, of_phase, of_weight, towards_background
from explainer.trace.lines.elements import Element

DIMMED = 0.42


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
    *(Mix(colour, Role.SHADE, DIMMED, is_text=True) for colour in (Role.TEXT, Role.MUTED)),
)


@dataclass(frozen=True, eq=False)
class PictureInput:
    """The numbers, where they are, how wide texts are, and what the person points at.

    An element under the mouse is never dimmed; `glow`, 0 to 1, warms the result while it arrives; `left` and `top` are
    how far the picture is scrolled.
    """

    numbers: LineNumbers
    shape: MeasuredNetwork
    layout: Layout
    metrics: LabelMetrics
    selected: Element | None = None
    hovered: Element | None = None
    glow: float = 0.0
    left: float = 0.0
    top: float = 0.0

    def is_like(self, other: PictureInput) -> bool:
        """Tell whether the other makes the same picture."""
        return self.layout is other.layout and self.numbers.is_like(other.numbers) and self._look == other._look

    @property
    def _look(self) -> tuple[object, ...]:
        return self.shape, self.selected, self.hovered, self.glow, self.left, self.top

    # colours

    @cached_property
    def accent(self) -> Colour:
        """The colour of the phase, or of text before the first step."""
        return of_phase(self.numbers.phase) if self.numbers.phase else Role.MUTED

    @cached_property
    def _lit(self) -> CardColours:
        return CardColours(self.accent, 2.4, Mix(Role.PANEL, self.accent, 0.08), Role.TEXT, Role.MUTED)

    def is_lit(self, element: Element) -> bool:
        return element in self.numbers.lit

    def is_dim(self, element: Element) -> bool:
        """Tell whether the step is about something else and the mouse is not over it."""
        return self.numbers.step is not None and not self.is_lit(element) and element != self.hovered

    def is_marked(self, element: Element) -> bool:
        """Tell whether the element is selected or under the mouse."""
        return element in (self.selected, self.hovered)

    def colours(self, element: Element) -> CardColours:
        return self._lit if self.is_lit(element) else _FAINT if self.is_dim(element) else _NORMAL

    def frame(self, element: Element) -> Colour | None:
        """The colour of the frame around the selected element, and around what the step is about while it or its
        symbol is under the mouse, which no other colour would tell; nothing around others."""
        if element == self.selected:
            return Role.TEXT
        return self.accent if element == self.hovered and self.is_lit(element) else None

    def signed(self, value: float, element: Element) -> Colour:
        """The colour of a parameter's number, by its sign."""
        colour = of_weight(value)
        return Mix(colour, Role.SHADE, DIMMED - 0.1, is_text=True) if self.is_dim(element) else colour

    def colour(self, number: Number, plain: Colour) -> Colour:
        """The colour of a number: the phase's for the result of the line."""
        return self.accent if number.is_result else plain

    # texts

    @property
    def digits(self) -> int:
        """How many significant digits numbers are written with."""
        return self.numbers.writing.digits

    def width(self, text: str, bold: bool = False) -> float:
        return self.metrics.width(text, bold)

    def fitting(self, value: float, room: float, bold: bool = False) -> str:
        """Return a number with all its digits, or with fewer where it would be wider than `room`."""
        return label_text.fitting(self.metrics, value, room, bold, self.digits)

    def written(self, number: Number, room: float, bold: bool = False) -> str:
        """Return a number as `fitting` does, with its plus where it shows one, and with what follows its sum."""
        return label_text.written(self.metrics, number, room, bold, self.digits)

    def shortened(self, text: str, room: float, bold: bool = False) -> str:
        """Return a text, cut with an ellipsis where it would be wider than `room`."""
        return label_text.shortened(self.metrics, text, room, bold)
