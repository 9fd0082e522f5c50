"""How a line is set: how large its text and its formula are, and numbers that tell the line they come from."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from explainer.picture.pages.compositor import SMALLEST, ColourOf, Compositor
from explainer.picture.pages.ink import InkBox, boxed
from explainer.picture.palette import Role
from explainer.trace.formula.notation import YOURS
from explainer.trace.formula.symbols import Symbol
from explainer.trace.typeset.pieces import Piece, Text

_LABEL = 9.0
_LEAST_WORDS = 0.86
_ABOVE_LABEL = 1.0
_REACH = 0.5
"""In em: how much wider than its number a label may be before it needs room of its own."""


class LineScale(NamedTuple):
    """How many times as large as usual sentences are set, and the formula; long lines may be `least` times as large,
    and the full value `note` times as large as words beside it."""

    text: float = 1.0
    formula: float = 1.0
    least: float = 1.0
    note: float = 0.6


USUAL = LineScale()


class Fit(NamedTuple):
    """How a line is made to fit: a sum of numbers is folded into `rows`, formula and words are set smaller, and
    the row with the products worked out may be left out."""

    rows: int
    formula: float = 1.0
    words: float = 1.0
    has_products: bool = True

    def of(self, scale: LineScale) -> LineScale:
        """Return a smaller scale; words are never set smaller than usual print by it."""
        words = max(self.words * scale.text, min(scale.text, _LEAST_WORDS))
        return LineScale(words, self.formula * scale.formula, self.formula * scale.least, scale.note)


class Across(NamedTuple):
    """Where a line begins and how wide it may be."""

    left: float
    width: float


class LineRow(NamedTuple):
    """Boxes on one baseline, by their left edges."""

    boxes: Mapping[float, InkBox]

    @property
    def ascent(self) -> float:
        return max(box.ascent for box in self.boxes.values())

    @property
    def descent(self) -> float:
        return max(box.descent for box in self.boxes.values())

    @property
    def height(self) -> float:
        return self.ascent + self.descent


def height_of(rows: Sequence[LineRow], between: float) -> float:
    """Return how high rows below one another are."""
    return sum(row.height for row in rows) + between * max(len(rows) - 1, 0)


@dataclass(frozen=True)
class NumberedCompositor(Compositor):
    """Sets numbers with the line that made them in small print below, where there is one, and a mark where they are a
    person's own."""

    line_of: Callable[[Symbol], int | None] = field(default=lambda symbol: None)
    scale: float = 1.0
    is_own: Callable[[Symbol], bool] = field(default=lambda symbol: False)

    def label(self, piece: Piece) -> int | None:
        """Return which line a number is from; None of what is given, and of anything but numbers."""
        if not isinstance(piece, Text) or piece.symbol is None or piece.text in "()/":
            return None
        return self.line_of(piece.symbol)

    def _width(self, piece: Piece, points: float) -> float:
        width, line = super()._width(piece, points), self.label(piece)
        return self._with_label(width, self._label(line, piece), points) if line else width

    @property
    def _small(self) -> float:
        return max(_LABEL * self.scale, SMALLEST)

    def _label(self, line: int, piece: Piece) -> InkBox:
        symbol = piece.symbol if isinstance(piece, Text) else None
        mark = f" {YOURS}" if symbol is not None and self.is_own(symbol) else ""
        return boxed(self.letters(f"line {line}{mark}", self._small, Role.MUTED, symbol))

    def _with_label(self, width: float, label: InkBox, points: float) -> float:
        """Return how wide a number is with the label below it, which may reach out."""
        return max(width, label.width - _REACH * self.em(points))

    def _box(self, piece: Piece, points: float, colour: ColourOf) -> InkBox:
        box, line = super()._box(piece, points, colour), self.label(piece)
        if not line:
            return box
        label = self._label(line, piece)
        width = self._with_label(box.width, label, points)
        down = box.descent + _ABOVE_LABEL * self.scale + label.ascent
        parts = (box, (width - box.width) / 2, 0.0), (label, (width - label.width) / 2, down)
        return InkBox(parts, width, box.ascent, down + label.descent)
