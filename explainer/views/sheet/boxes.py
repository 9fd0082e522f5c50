"""Pieces of a formula become boxes of ink with a common baseline, and rows of boxes are broken to a width."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from explainer.trace.pieces import Fraction, Operator, Piece, Pieces, Raised, Tex, Text
from explainer.trace.symbols import Symbol
from explainer.views.fonts import pixels
from explainer.views.sheet.ink import Bar, Ink, Letters, Typeset, advance, advance_of_tex

Colour = Callable[[Symbol | None], str]

SMALLEST_EXPONENT = 9.0
"""Points."""

# In em, as the book face itself has them in its table of mathematical constants, or a little airier.
OPERATOR_SPACE = 0.28
_COMMA_SPACE = 0.1
AXIS = 0.26
_BAR = 0.066
_GAP = 0.18
_OVERHANG = 0.06
RISE = 0.42
SCRIPT = 0.72


@dataclass(frozen=True)
class Box:
    """Ink and smaller boxes, each at its (x, y) in the box, whose baseline is y = 0 and whose left edge is x = 0."""

    parts: tuple[tuple[Ink | Box, float, float], ...]
    width: float
    ascent: float
    descent: float

    def at(self, x: float, y: float) -> Iterator[Ink]:
        """Go through the ink of the box where it comes to stand when the box is put at (x, y)."""
        for part, dx, dy in self.parts:
            if isinstance(part, Box):
                yield from part.at(x + dx, y + dy)
            else:
                yield part.moved(x + dx, y + dy)


def box_of(pieces: Pieces, points: float, colour: Colour) -> Box:
    """Set `pieces` in one row."""
    return in_row([_box(piece, points, colour) for piece in pieces])


def width_of(pieces: Pieces, points: float) -> float:
    """Return how wide `pieces` are in one row, which is much quicker to tell than to set them."""
    return sum(_width(piece, points) for piece in pieces)


def _width(piece: Piece, points: float) -> float:
    match piece:
        case Text(text):
            return advance(text, points)
        case Tex(tex, plain):
            return advance_of_tex(tex, plain, points)
        case Operator(text):
            return advance(text, points) + 2 * (OPERATOR_SPACE if text else _COMMA_SPACE) * pixels(points)
        case Fraction(top, bottom):
            return max(width_of(top, points), width_of(bottom, points)) + 4 * _OVERHANG * pixels(points)
        case Raised(pieces):
            return width_of(pieces, max(SMALLEST_EXPONENT, SCRIPT * points))


def lines_of(pieces: Pieces, points: float, colour: Colour, width: float) -> list[Box]:
    """Set `pieces` in rows no wider than `width`, broken before the operators that hold least.

    Only what has no operator in it may come out wider.
    """
    boxes = [_box(piece, points, colour) for piece in pieces]
    holds = [piece.hold if isinstance(piece, Operator) else None for piece in pieces]
    ends = list(accumulate(box.width for box in boxes))
    lines, start = [], 0
    while start < len(boxes):
        end = _break(holds, ends, start, width)
        lines.append(in_row(boxes[start:end]))
        start = end
    return lines


def _break(holds: Sequence[int | None], ends: Sequence[float], start: int, width: float) -> int:
    """Return where the row that begins at `start` ends."""
    limit = (ends[start - 1] if start else 0.0) + width
    best: int | None = None
    for i in range(start + 1, len(ends)):
        if ends[i - 1] > limit and best is not None:
            return best
        hold = holds[i]
        if hold is not None and (best is None or hold <= (holds[best] or 0)):
            best = i
    return best if best is not None and ends[-1] > limit else len(ends)


def in_row(boxes: Sequence[Box]) -> Box:
    """Return boxes side by side on one baseline."""
    lefts = accumulate((box.width for box in boxes), initial=0.0)
    return Box(
        tuple((box, left, 0.0) for box, left in zip(boxes, lefts, strict=False)),
        sum(box.width for box in boxes),
        max(box.ascent for box in boxes),
        max(box.descent for box in boxes),
    )


def _box(piece: Piece, points: float, colour: Colour) -> Box:
    match piece:
        case Text(text, symbol):
            return boxed(Letters.of(text, points, colour(symbol), symbol))
        case Tex(tex, plain, symbol):
            drawn = Typeset.of(tex, points, colour(symbol), symbol)
            return boxed(drawn or Letters.of(plain, points, colour(symbol), symbol))
        case Operator(text):
            space = (OPERATOR_SPACE if text else _COMMA_SPACE) * pixels(points)
            return padded(boxed(Letters.of(text, points, colour(None))), space)
        case Fraction(top, bottom, symbol):
            return over(box_of(top, points, colour), box_of(bottom, points, colour), points, colour(symbol))
        case Raised(pieces):
            return shifted(box_of(pieces, max(SMALLEST_EXPONENT, SCRIPT * points), colour), -RISE * pixels(points))


def boxed(ink: Ink) -> Box:
    """Return a box of a single ink at the origin."""
    return Box(((ink, 0.0, 0.0),), ink.width, ink.ascent, ink.descent)


def padded(box: Box, space: float) -> Box:
    """Return a box with `space` on its left and right."""
    return Box(((box, space, 0.0),), box.width + 2 * space, box.ascent, box.descent)


def shifted(box: Box, dy: float) -> Box:
    """Return a box moved down by `dy`."""
    return Box(((box, 0.0, dy),), box.width, box.ascent - dy, box.descent + dy)


def over(top: Box, bottom: Box, points: float, colour: str) -> Box:
    """Return a fraction of two boxes."""
    em = pixels(points)
    thickness, gap, overhang = max(1.0, round(_BAR * em)), _GAP * em, _OVERHANG * em
    width = max(top.width, bottom.width) + 2 * overhang
    bar_top, bar_bottom = AXIS * em + thickness / 2, AXIS * em - thickness / 2
    rise, fall = bar_top + gap + top.descent, gap + bottom.ascent - bar_bottom
    parts: tuple[tuple[Ink | Box, float, float], ...] = (
        (top, (width - top.width) / 2, -rise),
        (Bar(width=width, ascent=thickness, descent=0.0, colour=colour), 0.0, -bar_bottom),
        (bottom, (width - bottom.width) / 2, fall),
    )
    return padded(Box(parts, width, rise + top.ascent, fall + bottom.descent), overhang)
