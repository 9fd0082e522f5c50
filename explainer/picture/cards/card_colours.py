"""The colours of cards: by the phase, and by whether the step is about an element or the person points at it."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.numbers.number import Number
from explainer.picture.palette import Colour, Mix, Role, of_phase, of_weight, towards_background
from explainer.trace.lines.elements import Element

_DIMMED = 0.42


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
