"""Sets type: texts, symbols and the pieces of a formula become boxes of ink, broken into rows where they are long."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.ink import (
    OVERHANG,
    EmptyBox,
    InkBox,
    LettersInk,
    Paragraph,
    Typeset,
    boxed,
    in_row,
    over,
    padded,
    shifted,
)
from explainer.picture.palette import Colour, Role, of_phase, of_weight
from explainer.trace.formula.notation import BOX
from explainer.trace.formula.symbols import Phase, Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.typeset.pieces import Fraction, Operator, Piece, Pieces, Raised, Tex, Text

WEIGHTS = frozenset({Quantity.WEIGHT, Quantity.BACKWARD_WEIGHT, Quantity.NEW})
_MADE_IN = {
    Quantity.OUT: Phase.FORWARD,
    Quantity.KEEP: Phase.FORWARD,
    Quantity.PASSED: Phase.FORWARD,
    Quantity.NET: Phase.FORWARD,
    Quantity.TARGET: Phase.LOSS,
    Quantity.ERROR: Phase.LOSS,
    Quantity.SAMPLE_ERROR: Phase.LOSS,
    Quantity.ERROR_SUM: Phase.LOSS,
    Quantity.BATCH_ERROR: Phase.LOSS,
    Quantity.UNIT_PENALTY: Phase.LOSS,
    Quantity.PENALTY: Phase.LOSS,
    Quantity.OBJECTIVE: Phase.LOSS,
    Quantity.BLAME: Phase.BACKWARD,
    Quantity.BLAME_PASSED: Phase.BACKWARD,
    Quantity.SLOPE: Phase.BACKWARD,
    Quantity.DELTA: Phase.BACKWARD,
    Quantity.CONTRIBUTION: Phase.BACKWARD,
    Quantity.GRADIENT: Phase.BACKWARD,
    Quantity.GRADIENT_SUM: Phase.BACKWARD,
    Quantity.BATCH_GRADIENT: Phase.BACKWARD,
    Quantity.MEMORY_BEFORE: Phase.UPDATE,
    Quantity.MEMORY: Phase.UPDATE,
    Quantity.SCALAR_BEFORE: Phase.UPDATE,
    Quantity.SCALAR: Phase.UPDATE,
}
ColourOf = Callable[[Symbol | None], Colour]
SMALLEST = 9.0
"""Points of the smallest print."""

# In em, as the book face itself has them in its table of mathematical constants, or a little airier.
OPERATOR_SPACE = 0.28
_COMMA_SPACE = 0.1
_BOX = 0.66, 0.66
"""In em: the width of an empty box with what is beside it, and its height, which is that of a digit."""
RISE = 0.42
SCRIPT = 0.72


def colour_of(known: Known, symbol: Symbol | None) -> Colour:
    """Return the colour of a symbol: a weight's by its sign, once that is known, else its phase's; settings are plain
    text."""
    if symbol is None:
        return Role.TEXT
    if symbol.quantity in WEIGHTS:
        return of_weight(known.value(symbol)) if known.is_known(symbol) else Role.TEXT
    phase = _MADE_IN.get(symbol.quantity)
    return of_phase(phase) if phase else Role.TEXT


@dataclass(frozen=True)
class Compositor:
    """Sets type whose sizes `metrics` tells."""

    metrics: PageMetrics

    def em(self, points: float) -> float:
        return self.metrics.em(points)

    def letters(self, text: str, points: float, colour: Colour, symbol: Symbol | None = None) -> LettersInk:
        """Return text in the book face at the origin; the empty box is drawn, since not every face has it."""
        ascent, descent = self.metrics.extent(points)
        if text == BOX:
            return self._empty_box(points, ascent, descent, colour, symbol)
        width = self.metrics.width(text, points)
        return LettersInk(
            width=width, ascent=ascent, descent=descent, colour=colour, symbol=symbol, text=text, points=points
        )

    def _empty_box(
        self, points: float, ascent: float, descent: float, colour: Colour, symbol: Symbol | None
    ) -> EmptyBox:
        width, height = (part * self.em(points) for part in _BOX)
        return EmptyBox(
            width=width,
            ascent=ascent,
            descent=descent,
            colour=colour,
            symbol=symbol,
            text=BOX,
            points=points,
            height=height,
        )

    def typeset(
        self, tex: str, plain: str, points: float, colour: Colour, symbol: Symbol | None = None
    ) -> Typeset | LettersInk:
        """Return a symbol at the origin, as plain text where it cannot be typeset, or not yet."""
        size = self.metrics.tex(tex)
        if size is None:
            return self.letters(plain, points, colour, symbol)
        width, ascent, descent = (part * self.em(points) for part in size)
        return Typeset(
            width=width, ascent=ascent, descent=descent, colour=colour, symbol=symbol, tex=tex, points=points
        )

    def paragraph(
        self, text: str, points: float, colour: Colour, width: float, bold: bool = False, symbol: Symbol | None = None
    ) -> Paragraph:
        """Return a sentence with its top at y = 0; its width grows where a single word needs more."""
        needed, height = self.metrics.wrapped(text, points, width, bold)
        return Paragraph(
            width=max(width, needed),
            ascent=0,
            descent=height,
            colour=colour,
            symbol=symbol,
            text=text,
            points=points,
            bold=bold,
        )

    # the pieces of a formula

    def row(self, pieces: Pieces, points: float, colour: ColourOf) -> InkBox:
        """Set pieces in one row."""
        return in_row([self._box(piece, points, colour) for piece in pieces])

    def rows(self, pieces: Pieces, points: float, colour: ColourOf, width: float) -> list[InkBox]:
        """Set pieces in rows no wider than `width`, broken before the operators that hold least.

        Only what has no operator in it may come out wider.
        """
        boxes = [self._box(piece, points, colour) for piece in pieces]
        holds = [piece.hold if isinstance(piece, Operator) else None for piece in pieces]
        ends = list(accumulate(box.width for box in boxes))
        rows, start = [], 0
        while start < len(boxes):
            end = _break(holds, ends, start, width)
            rows.append(in_row(boxes[start:end]))
            start = end
        return rows

    def width_of(self, pieces: Pieces, points: float) -> float:
        """Return how wide pieces are in one row, which is much quicker to tell than to set them."""
        return sum(self._width(piece, points) for piece in pieces)

    def _width(self, piece: Piece, points: float) -> float:
        match piece:
            case Text(text):
                return _BOX[0] * self.em(points) if text == BOX else self.metrics.width(text, points)
            case Tex(tex, plain):
                size = self.metrics.tex(tex)
                return self.metrics.width(plain, points) if size is None else size.width * self.em(points)
            case Operator(text):
                return self.metrics.width(text, points) + 2 * self._space(text, points)
            case Fraction(top, bottom):
                halves = max(self.width_of(top, points), self.width_of(bottom, points))
                return halves + 4 * OVERHANG * self.em(points)
            case Raised(pieces):
                return self.width_of(pieces, _raised(points))

    def _space(self, operator: str, points: float) -> float:
        return (OPERATOR_SPACE if operator else _COMMA_SPACE) * self.em(points)

    def _box(self, piece: Piece, points: float, colour: ColourOf) -> InkBox:
        match piece:
            case Text(text, symbol):
                return boxed(self.letters(text, points, colour(symbol), symbol))
            case Tex(tex, plain, symbol):
                return boxed(self.typeset(tex, plain, points, colour(symbol), symbol))
            case Operator(text):
                return padded(boxed(self.letters(text, points, colour(None))), self._space(text, points))
            case Fraction(top, bottom, symbol):
                halves = self.row(top, points, colour), self.row(bottom, points, colour)
                return over(*halves, self.em(points), colour(symbol))
            case Raised(pieces):
                return shifted(self.row(pieces, _raised(points), colour), -RISE * self.em(points))


def _raised(points: float) -> float:
    """Return the size of an exponent."""
    return max(SMALLEST, SCRIPT * points)


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
