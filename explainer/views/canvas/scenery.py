"""What a picture is made from, handed as one thing to the functions that make its cards; and the colours they use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from explainer.picture.colours import blend, faded
from explainer.picture.palette import Palette
from explainer.trace.elements import Element
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.layout import Layout, Shape
from explainer.views.canvas.numbers import Number

DIMMED = 0.42


class Ink(NamedTuple):
    """The colours of one state: of outlines, surfaces, text, and text of less weight."""

    line: str
    line_width: float
    fill: str
    text: str
    muted: str


@dataclass(frozen=True, eq=False)
class Scenery:
    """The numbers, where they stand, the colours, and what the person points at.

    an element under the mouse is never dimmed; `glow`, 0 to 1, warms the result while it
    arrives; `left` and `top` are how far the picture is scrolled.
    """

    facts: Facts
    shape: Shape
    layout: Layout
    palette: Palette
    selected: Element | None = None
    hovered: Element | None = None
    glow: float = 0.0
    left: float = 0.0
    top: float = 0.0

    def is_like(self, other: Scenery) -> bool:
        """Tell whether the other makes the same picture."""
        same = self.layout is other.layout and self.palette is other.palette
        return same and self.facts.tell_the_same_as(other.facts) and self._look == other._look

    @property
    def _look(self) -> tuple[object, ...]:
        return self.shape, self.selected, self.hovered, self.glow, self.left, self.top

    @property
    def digits(self) -> int:
        """How many significant digits numbers are written with."""
        return self.facts.writing.digits

    @cached_property
    def accent(self) -> str:
        """The colour of the phase, or of text before the first step."""
        return self.palette.phase(self.facts.phase) if self.facts.phase else self.palette.muted

    @cached_property
    def _inks(self) -> tuple[Ink, Ink, Ink]:
        palette, dim = self.palette, self.palette.towards_background
        normal = Ink(dim(palette.muted, 0.5), 1.2, palette.panel, palette.text, palette.muted)
        lit = Ink(self.accent, 2.4, blend(palette.panel, self.accent, 0.08), palette.text, palette.muted)
        pale = (faded(colour, palette.shade, DIMMED) for colour in (palette.text, palette.muted))
        faint = Ink(dim(palette.muted, 0.68), 1.0, palette.panel, *pale)
        return normal, lit, faint

    def is_lit(self, element: Element) -> bool:
        return element in self.facts.lit

    def is_dim(self, element: Element) -> bool:
        """Tell whether the step is about something else and the mouse is not over it."""
        return self.facts.step is not None and not self.is_lit(element) and element != self.hovered

    def is_marked(self, element: Element) -> bool:
        """Tell whether the element is selected or under the mouse."""
        return element in (self.selected, self.hovered)

    def ink(self, element: Element) -> Ink:
        normal, lit, faint = self._inks
        return lit if self.is_lit(element) else faint if self.is_dim(element) else normal

    def frame(self, element: Element) -> str:
        """The colour of the frame around the selected element, and around what the step is about while it or its
        symbol is under the mouse, which no other colour would tell; nothing around others."""
        if element == self.selected:
            return self.palette.text
        return self.accent if element == self.hovered and self.is_lit(element) else ""

    def signed(self, value: float, element: Element) -> str:
        """The colour of a parameter's number, by its sign."""
        colour = self.palette.weight(value)
        return faded(colour, self.palette.shade, DIMMED - 0.1) if self.is_dim(element) else colour

    def colour(self, number: Number, plain: str) -> str:
        """The colour of a number: the phase's for the result of the line."""
        return self.accent if number.is_result else plain
