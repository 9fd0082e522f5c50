"""What a page is made of: things to draw, each knowing where it stands and how much room it takes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self

from explainer.picture.geometry import Rect
from explainer.picture.palette import Colour
from explainer.trace.formula.symbols import Symbol


@dataclass(frozen=True, kw_only=True)
class Ink:
    """Something drawn from x rightwards, between y - ascent and y + descent; y is its baseline. All in pixels."""

    x: float = 0.0
    y: float = 0.0
    width: float
    ascent: float
    descent: float
    colour: Colour
    symbol: Symbol | None = None

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y - self.ascent, self.width, self.ascent + self.descent)

    def moved(self, dx: float, dy: float) -> Self:
        """Return the ink elsewhere: a copy by hand, since every ink of a page is moved, and `replace` is slow."""
        moved = object.__new__(type(self))
        moved.__dict__.update(self.__dict__, x=self.x + dx, y=self.y + dy)
        return moved


@dataclass(frozen=True, kw_only=True)
class LettersInk(Ink):
    """Text in the book face."""

    text: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Typeset(Ink):
    """A symbol in TeX that is prepared."""

    tex: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Bar(Ink):
    """The line of a fraction."""


@dataclass(frozen=True, kw_only=True)
class ResultFrame(Ink):
    """A rounded frame around a result, filled with a paler colour."""

    fill: Colour


@dataclass(frozen=True, kw_only=True)
class Paragraph(Ink):
    """Text in the plain face, broken at spaces to its width; its top is at y."""

    text: str
    points: float
    bold: bool
