"""An equation in layer form as boxes: each operator, and what is between them, so that it can be broken into lines."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from explainer.trace.layer_forms import Block
from explainer.trace.layer_forms.block import Name
from explainer.trace.layer_forms.written import MINUS_BEFORE, Enclosed, Figure, Fraction, Part, Parts, Raised, Sign
from explainer.views.fonts import pixels
from explainer.views.matrix.bracket import bracketed
from explainer.views.matrix.filling import SMALLEST, set_name
from explainer.views.sheet.boxes import AXIS, OPERATOR_SPACE, RISE, SCRIPT, Box, boxed, in_row, over, padded
from explainer.views.sheet.ink import Letters

_BETWEEN, _BESIDE_BRACKETS = 0.16, 0.4
"""In em: the space between two factors that stand side by side, and around an operator among brackets."""


@dataclass(frozen=True)
class Setter:
    """Sets parts in one size and colour; `block` draws a block in a size, with brackets where `is_filled`."""

    block: Callable[[Block, float], Box]
    points: float
    colour: str
    is_filled: bool = False

    def row(self, parts: Parts) -> Box:
        """Return parts in a row."""
        boxes: list[Box] = []
        for i, part in enumerate(parts):
            if isinstance(part, Raised):
                boxes.append(self._raised(part, boxes[-1]))
            else:
                boxes.append(self._spaced(part, is_first=not i or parts[i - 1] == MINUS_BEFORE))
        return in_row(boxes)

    def segments(self, parts: Parts) -> list[Box]:
        """Return the stretches that a row may be broken into, each but the first with its operator in front."""
        starts = [i for i, part in enumerate(parts) if i and isinstance(part, Sign) and part.may_break]
        return [self.row(parts[a:b]) for a, b in zip([0, *starts], [*starts, len(parts)], strict=True)]

    def _spaced(self, part: Part, is_first: bool) -> Box:
        box, em = self._box(part), pixels(self.points)
        if isinstance(part, Sign):
            return padded(box, (_BESIDE_BRACKETS if self.is_filled else OPERATOR_SPACE) * em)
        if is_first or isinstance(part, Figure):
            return box
        return Box(((box, _BETWEEN * em, 0.0),), box.width + _BETWEEN * em, box.ascent, box.descent)

    def _box(self, part: Part) -> Box:
        match part:
            case Block():
                return self.block(part, self.points)
            case Sign(text) | Figure(text):
                return self._letters(text)
            case Enclosed(function, parts, kind):
                inner = self.row(parts)
                if kind != "(" or not self._has_brackets(parts):
                    inner = bracketed(inner, kind, self.points, self.colour)
                return in_row([self._function(function), inner]) if function and function.plain else inner
            case Fraction(top, bottom):
                return over(self.row(top), self.row(bottom), self.points, self.colour)
            case Raised():
                raise ValueError("an exponent needs something before it")

    def _has_brackets(self, parts: Parts) -> bool:
        """Tell whether parts are a single matrix filled in: then parentheses around its brackets say nothing."""
        match parts:
            case (Block() as only,):
                return self.is_filled and not only.is_number
            case _:
                return False

    def _function(self, name: Name) -> Box:
        if name.tex.startswith(r"\mathrm") or name.plain in ("log", "exp", "√", "Σ"):
            return self._letters(name.plain)
        return set_name(name, self.points, self.colour)

    def _letters(self, text: str) -> Box:
        return boxed(Letters.of(text, self.points, self.colour))

    def _raised(self, part: Raised, base: Box) -> Box:
        """Return an exponent at the upper right corner of what it belongs to."""
        small = Setter(self.block, max(SMALLEST, SCRIPT * self.points), self.colour, self.is_filled).row(part.parts)
        em = pixels(self.points)
        rise = max(RISE * em, base.ascent - AXIS * em - small.ascent / 2)
        return Box(((small, 0.0, -rise),), small.width, small.ascent + rise, max(0.0, small.descent - rise))


def broken(segments: Sequence[Box], width: float) -> list[Box]:
    """Put segments in rows no wider than `width`; only one that is alone in its row may be wider."""
    rows: list[list[Box]] = [[]]
    for segment in segments:
        if rows[-1] and sum(box.width for box in rows[-1]) + segment.width > width:
            rows.append([])
        rows[-1].append(segment)
    return [in_row(row) for row in rows]
