"""A block of an equation as ink: its name, or its numbers in rows and columns between brackets."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import pairwise
from math import isnan
from typing import Literal, NamedTuple

from explainer.picture.pages.compositor import SMALLEST, WEIGHTS, Compositor, colour_of
from explainer.picture.pages.ink import AXIS, Ink, InkBox, boxed, framed, in_row, padded
from explainer.picture.palette import Colour, Mix, Role, of_phase
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.matrix.form import Block, LayerForm, number_at

BracketKind = Literal["[", "(", "|"]

_WIDTH, _SPACE, _STROKE = 0.3, 0.08, 0.075
"""In em: of a bracket, and between it and what it is around; and of its line."""
MOST = 8
"""Up to this many rows or columns are all shown, where there is room."""
_MOST_MARKED, _FIRST = 3, 3
_SMALL = 0.72

# In em.
_COLUMN_GAP, _ROW_GAP, _AROUND = 0.75, 0.45, 0.22
_TINT, _FILL = 0.82, 0.88
_ACROSS, _DOWN, _ASKEW = "⋯", "⋮", "⋱"


@dataclass(frozen=True, kw_only=True)
class Bracket(Ink):
    """One side of a pair, which is left or right of something."""

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


def kept(count: int, marked: Collection[int], most: int = MOST) -> tuple[int | None, ...]:
    """Return which of `count` rows or columns are shown, in order, with None where some are left out; of `most` all.

    Where most are marked none stands out, and the first few and the last serve for all.
    """
    if count <= most:
        return tuple(range(count))
    if 0 < len(marked) <= _MOST_MARKED:
        beside = 1 if most >= MOST else 0
        near = {at + step for at in marked for step in range(-beside, beside + 1)}
    else:
        near = set(range(min(_FIRST, max(most - 2, 1))))
    shown = sorted({0, count - 1, *(at for at in near if 0 <= at < count)})
    return tuple(_with_gaps(shown, most >= MOST or len(shown) < most))


def _with_gaps(shown: list[int], has_room: bool) -> Iterator[int | None]:
    """Put None between neighbours that are apart; where there is room a single one between them is shown instead."""
    yield shown[0]
    for before, at in pairwise(shown):
        if at - before == 2 and has_room:
            yield before + 1
        elif at - before > 1:
            yield None
        yield at


class AlignedNumber(NamedTuple):
    """A number or what stands for it, and where its decimal point is: columns are aligned there."""

    box: InkBox
    point: float


@dataclass(frozen=True, eq=False)
class Filling:
    """How the blocks of a form are drawn, with the numbers that are known.

    `results` are framed and `operands` tinted, by default those of the form's line. Of a matrix as many `rows` and
    `columns` are all shown, of a larger one a few.
    """

    form: LayerForm
    known: Known
    writing: Writing
    type: Compositor
    results: frozenset[Symbol] | None = None
    operands: frozenset[Symbol] | None = None
    rows: int = MOST
    columns: int = MOST
    _numbers: dict[tuple[Symbol | None, float], AlignedNumber] = field(default_factory=dict, repr=False)

    def name(self, block: Block, points: float) -> InkBox:
        """Return a block by its name, in the colour of its numbers; those of weights differ by sign."""
        symbol = block.grid.at(block.grid.rows - 1, block.grid.columns - 1)
        colour = Role.TEXT if symbol is None or symbol.quantity in WEIGHTS else self._colour(symbol)
        return boxed(self.type.typeset(block.name.tex, block.name.plain, points, colour))

    def numbers(self, block: Block, points: float) -> InkBox:
        """Return a block by its numbers: a single one as it is, others between brackets."""
        if block.is_number:
            return self._single(block.grid.at(0, 0), points)
        rows, columns = self._shown(block)
        box = bracketed(self._table(block, rows, columns, points), "[", self.type.em(points))
        if None in rows or None in columns:
            return self._with_size(box, block, points)
        return box

    def labels(self, block: Block, names: Sequence[str], points: float) -> InkBox:
        """Return the names of a block's rows as a column that is level with them."""
        rows, columns = self._shown(block)
        small = max(SMALLEST, _SMALL * points)
        texts = [_DOWN if row is None else names[row] for row in rows]
        boxes = [boxed(self.type.letters(text, small, Role.MUTED)) for text in texts]
        heights = [_height_of([self._entry(block, row, column, points) for column in columns]) for row in rows]
        return _stacked([[AlignedNumber(box, box.width)] for box in boxes], heights, self.type.em(points))

    def _shown(self, block: Block) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
        places = [place for symbol in self._marked() if (place := block.grid.place_of(symbol))]
        rows, columns = ({place[axis] for place in places} for axis in (0, 1))
        return kept(block.grid.rows, rows, self.rows), kept(block.grid.columns, columns, self.columns)

    @cached_property
    def _framed(self) -> frozenset[Symbol]:
        return frozenset({self.form.step.symbol}) if self.results is None else self.results

    @cached_property
    def _tinted(self) -> frozenset[Symbol]:
        return self.form.operands if self.operands is None else self.operands

    def _marked(self) -> Iterable[Symbol]:
        return (*self._framed, *self._tinted)

    def _table(self, block: Block, rows: Sequence[int | None], columns: Sequence[int | None], points: float) -> InkBox:
        cells = [[self._entry(block, row, column, points) for column in columns] for row in rows]
        return _stacked(cells, [_height_of(line) for line in cells], self.type.em(points))

    def _entry(self, block: Block, row: int | None, column: int | None, points: float) -> AlignedNumber:
        """Return what is at a place; None is where some are left out."""
        if row is None or column is None:
            dots = (_ASKEW if column is None else _DOWN) if row is None else _ACROSS
            box = boxed(self.type.letters(dots, points, Role.MUTED))
            return AlignedNumber(box, box.width / 2)
        symbol = block.grid.at(row, column)
        return self._with_marks(self._number(symbol, points), symbol, points)

    def _single(self, symbol: Symbol | None, points: float) -> InkBox:
        """Return a number that is alone: framed where it is the result, else as it is."""
        cell = self._number(symbol, points)
        return self._with_marks(cell, symbol, points).box if symbol in self._framed else cell.box

    def _number(self, symbol: Symbol | None, points: float) -> AlignedNumber:
        """Return a number or its empty box; the same symbol is often in several blocks."""
        key = symbol, points
        if key not in self._numbers:
            number = number_at(symbol, self.known)
            self._numbers[key] = self._empty(symbol, points) if isnan(number) else self._told(symbol, number, points)
        return self._numbers[key]

    def _empty(self, symbol: Symbol | None, points: float) -> AlignedNumber:
        box = boxed(self.type.letters(BOX, points, Role.MUTED, symbol))
        return AlignedNumber(box, box.width / 2)

    def _told(self, symbol: Symbol | None, number: float, points: float) -> AlignedNumber:
        colour = self._colour(symbol) if symbol else Role.TEXT
        text = self.writing.show(number)
        whole = self.type.letters(text.partition(".")[0], points, colour)
        return AlignedNumber(boxed(self.type.letters(text, points, colour, symbol)), whole.width)

    def _with_marks(self, cell: AlignedNumber, symbol: Symbol | None, points: float) -> AlignedNumber:
        """Put the result in a frame of the phase's colour and a tint behind what it is made of."""
        around = _AROUND * self.type.em(points)
        box = _spaced(cell.box, around)
        if symbol in self._framed:
            colour = of_phase(self.form.step.phase)
            box = framed(box, colour, Mix(colour, Role.PANEL, _FILL))
        elif symbol is not None and symbol in self._tinted:
            tint = Mix(self._colour(symbol), Role.PANEL, _TINT)
            box = framed(box, tint, tint)
        return AlignedNumber(box, cell.point + around)

    def _with_size(self, box: InkBox, block: Block, points: float) -> InkBox:
        """Write how large a matrix is of which only a part is shown."""
        text = f"{block.grid.rows} × {block.grid.columns}"
        size = self.type.letters(text, max(SMALLEST, _SMALL * points), Role.MUTED)
        drop = box.descent + size.ascent + 0.3 * self.type.em(points)
        width = max(box.width, size.width)
        parts = (box, (width - box.width) / 2, 0.0), (size, (width - size.width) / 2, drop)
        return InkBox(parts, width, box.ascent, drop + size.descent)

    def _colour(self, symbol: Symbol) -> Colour:
        return colour_of(self.known, symbol)


def _spaced(box: InkBox, around: float) -> InkBox:
    wide = padded(box, around)
    return InkBox(wide.parts, wide.width, wide.ascent + around, wide.descent + around)


def _height_of(line: Sequence[AlignedNumber]) -> tuple[float, float]:
    return max(cell.box.ascent for cell in line), max(cell.box.descent for cell in line)


def _stacked(lines: Sequence[Sequence[AlignedNumber]], heights: Sequence[tuple[float, float]], em: float) -> InkBox:
    """Put lines of cells below one another, the middle of all on the axis that operators are on."""
    lefts, width = _columns(lines, _COLUMN_GAP * em)
    parts: list[tuple[InkBox, float, float]] = []
    y = 0.0
    for i, (line, (ascent, descent)) in enumerate(zip(lines, heights, strict=True)):
        y += ascent + (_ROW_GAP * em if i else 0.0)
        parts += [(cell.box, left - cell.point, y) for cell, left in zip(line, lefts, strict=True)]
        y += descent
    ascent = y / 2 + AXIS * em
    return InkBox(tuple((box, x, down - ascent) for box, x, down in parts), width, ascent, y - ascent)


def _columns(lines: Sequence[Sequence[AlignedNumber]], gap: float) -> tuple[list[float], float]:
    """Return where the decimal points of each column are, and how wide all columns are."""
    points: list[float] = []
    x = 0.0
    for column in zip(*lines, strict=True):
        x += max(cell.point for cell in column) + (gap if points else 0.0)
        points.append(x)
        x += max(cell.box.width - cell.point for cell in column)
    return points, x
