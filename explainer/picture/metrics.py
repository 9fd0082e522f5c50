"""How large texts come out. Whatever draws them passes this in, so that pictures and pages are made without drawing."""

from __future__ import annotations

from collections.abc import Hashable
from typing import NamedTuple, Protocol


class LabelMetrics(Hashable, Protocol):
    """The widths of labels and numbers on the canvas."""

    def width(self, text: str, bold: bool = False) -> float:
        """Return how wide a text gets, in pixels of the picture."""


class TexSize(NamedTuple):
    """How large a typeset symbol is, from its baseline, in em."""

    width: float
    ascent: float
    descent: float


class PageMetrics(Hashable, Protocol):
    """The sizes of texts on a page: formulas in the book face, sentences in the plain one. All in pixels."""

    def em(self, points: float) -> float:
        """Return the size of a face of this many points."""

    def width(self, text: str, points: float) -> float:
        """Return how wide a text in the book face is."""

    def extent(self, points: float) -> tuple[float, float]:
        """Return how far digits and parentheses of the book face reach above and below the baseline."""

    def wrapped(self, text: str, points: float, width: float, bold: bool = False) -> tuple[float, float]:
        """Return how wide and how high a sentence is, broken at spaces to a width."""

    def tex(self, tex: str) -> TexSize | None:
        """Return the size of a typeset symbol, or None if it cannot be typeset, or not yet."""
