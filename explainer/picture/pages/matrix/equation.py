"""An equation in layer form as boxes: each operator, and what is between them, so that it can be broken into lines."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explainer.picture.pages.boxes import AXIS, InkBox, boxed, in_row, over, padded
from explainer.picture.pages.compositor import OPERATOR_SPACE, RISE, SCRIPT, SMALLEST, Compositor
from explainer.picture.pages.matrix.bracket import bracketed
from explainer.picture.palette import Role
from explainer.trace.matrix import Block
from explainer.trace.matrix.block import BlockName
from explainer.trace.matrix.written import (
    MINUS_BEFORE,
    BlockFraction,
    BlockRaised,
    Enclosed,
    EntryFigure,
    Part,
    Parts,
    Sign,
)

_BETWEEN, _BESIDE_BRACKETS = 0.16, 0.4
"""In em: the space between two factors that stand side by side, and around an operator among brackets."""


@dataclass(frozen=True)
class Setter:
    """Sets parts in one size; `block` sets a block in a size, with brackets where `is_filled`."""

    type: Compositor
    block: Callable[[Block, float], InkBox]
    points: float
    is_filled: bool = False

    @property
    def _em(self) -> float:
        return self.type.em(self.points)

    def row(self, parts: Parts) -> InkBox:
        """Return parts in a row."""
        boxes: list[InkBox] = []
        for i, part in enumerate(parts):
            if isinstance(part, BlockRaised):
                boxes.append(self._raised(part, boxes[-1]))
            else:
                boxes.append(self._spaced(part, is_first=not i or parts[i - 1] == MINUS_BEFORE))
        return in_row(boxes)

    def segments(self, parts: Parts) -> list[InkBox]:
        """Return the stretches that a row may be broken into, each but the first with its operator in front."""
        starts = [i for i, part in enumerate(parts) if i and isinstance(part, Sign) and part.may_break]
        return [self.row(parts[a:b]) for a, b in zip([0, *starts], [*starts, len(parts)], strict=True)]

    def _spaced(self, part: Part, is_first: bool) -> InkBox:
        box, em = self._box(part), self._em
        if isinstance(part, Sign):
            return padded(box, (_BESIDE_BRACKETS if self.is_filled else OPERATOR_SPACE) * em)
        if is_first or isinstance(part, EntryFigure):
            return box
        return InkBox(((box, _BETWEEN * em, 0.0),), box.width + _BETWEEN * em, box.ascent, box.descent)

    def _box(self, part: Part) -> InkBox:
        match part:
            case Block():
                return self.block(part, self.points)
            case Sign(text) | EntryFigure(text):
                return self._letters(text)
            case Enclosed(function, parts, kind):
                inner = self.row(parts)
                if kind != "(" or not self._has_brackets(parts):
                    inner = bracketed(inner, kind, self._em)
                return in_row([self._function(function), inner]) if function and function.plain else inner
            case BlockFraction(top, bottom):
                return over(self.row(top), self.row(bottom), self._em, Role.TEXT)
            case BlockRaised():
                raise ValueError("an exponent needs something before it")

    def _has_brackets(self, parts: Parts) -> bool:
        """Tell whether parts are a single matrix filled in: then parentheses around its brackets say nothing."""
        match parts:
            case (Block() as only,):
                return self.is_filled and not only.is_number
            case _:
                return False

    def _function(self, name: BlockName) -> InkBox:
        if name.tex.startswith(r"\mathrm") or name.plain in ("log", "exp", "√", "Σ"):
            return self._letters(name.plain)
        return boxed(self.type.typeset(name.tex, name.plain, self.points, Role.TEXT))

    def _letters(self, text: str) -> InkBox:
        return boxed(self.type.letters(text, self.points, Role.TEXT))

    def _raised(self, part: BlockRaised, base: InkBox) -> InkBox:
        """Return an exponent at the upper right corner of what it belongs to."""
        small = Setter(self.type, self.block, max(SMALLEST, SCRIPT * self.points), self.is_filled).row(part.parts)
        em = self._em
        rise = max(RISE * em, base.ascent - AXIS * em - small.ascent / 2)
        return InkBox(((small, 0.0, -rise),), small.width, small.ascent + rise, max(0.0, small.descent - rise))
