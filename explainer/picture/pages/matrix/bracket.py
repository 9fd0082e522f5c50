"""Brackets, parentheses and bars as tall as what stands between them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from explainer.picture.pages.boxes import InkBox, boxed, in_row, padded
from explainer.picture.pages.ink import Ink
from explainer.picture.palette import Colour, Role

BracketKind = Literal["[", "(", "|"]

_WIDTH, _SPACE, _STROKE = 0.3, 0.08, 0.075
"""In em: of a bracket, and between it and what it is around; and of its line."""


@dataclass(frozen=True, kw_only=True)
class Bracket(Ink):
    """One side of a pair, which stands left or right of something."""

    kind: BracketKind
    is_left: bool
    stroke: float


def bracketed(box: InkBox, kind: BracketKind, em: float, colour: Colour = Role.TEXT) -> InkBox:
    """Return a box between brackets of its height."""
    sides = (
        boxed(
            Bracket(
                width=_WIDTH * em,
                ascent=box.ascent + _SPACE * em,
                descent=box.descent + _SPACE * em,
                colour=colour,
                kind=kind,
                is_left=is_left,
                stroke=max(1.0, _STROKE * em),
            )
        )
        for is_left in (True, False)
    )
    left, right = sides
    return in_row([left, padded(box, _SPACE * em), right])
