"""A block of an equation as ink: its name, or its numbers in rows and columns between brackets."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from math import isnan
from typing import NamedTuple

from explainer.picture.colours import blend
from explainer.picture.palette import Palette
from explainer.trace.known import Known
from explainer.trace.layer_forms import Block, LayerForm
from explainer.trace.layer_forms.block import Name
from explainer.trace.layer_forms.form import number_at
from explainer.trace.notation import Writing
from explainer.trace.numbers import DASH
from explainer.trace.symbols import Symbol
from explainer.views.fonts import pixels
from explainer.views.matrix.bracket import bracketed
from explainer.views.matrix.elision import kept
from explainer.views.sheet.boxes import AXIS, Box, boxed, in_row, padded
from explainer.views.sheet.colours import WEIGHTS, colour_of
from explainer.views.sheet.ink import Frame, Letters, Typeset

SMALLEST = 9.0
"""Points of the smallest print."""
_SMALL = 0.72
# In em.
_COLUMN_GAP, _ROW_GAP, _AROUND = 0.75, 0.45, 0.22
_TINT, _FILL = 0.82, 0.88
_ACROSS, _DOWN, _ASKEW = "⋯", "⋮", "⋱"


class Cell(NamedTuple):
    """A number or what stands for it, and where its decimal point is: columns are aligned there."""

    box: Box
    point: float


@dataclass(frozen=True, eq=False)
class Filling:
    """How the blocks of a form are drawn, with the numbers that are known."""

    form: LayerForm
    known: Known
    writing: Writing
    palette: Palette
    _numbers: dict[tuple[Symbol | None, float], Cell] = field(default_factory=dict, repr=False)

    def name(self, block: Block, points: float) -> Box:
        """Return a block by its name, in the colour of its numbers; those of weights differ by sign."""
        symbol = block.grid.at(block.grid.rows - 1, block.grid.columns - 1)
        colour = self.palette.text if symbol is None or symbol.quantity in WEIGHTS else self._colour(symbol)
        return set_name(block.name, points, colour)

    def numbers(self, block: Block, points: float) -> Box:
        """Return a block by its numbers: a single one as it is, others between brackets."""
        if block.is_number:
            return self._single(block.grid.at(0, 0), points)
        rows, columns = self._shown(block)
        box = bracketed(self._table(block, rows, columns, points), "[", points, self.palette.text)
        if None in rows or None in columns:
            return self._with_size(box, block, points)
        return box

    def labels(self, block: Block, names: Sequence[str], points: float) -> Box:
        """Return the names of a block's rows as a column that stands level with them."""
        rows, columns = self._shown(block)
        small = max(SMALLEST, _SMALL * points)
        texts = [_DOWN if row is None else names[row] for row in rows]
        boxes = [boxed(Letters.of(text, small, self.palette.muted)) for text in texts]
        heights = [_height_of([self._entry(block, row, column, points) for column in columns]) for row in rows]
        return _stacked([[Cell(box, box.width)] for box in boxes], heights, points)

    def _shown(self, block: Block) -> tuple[tuple[int | None, ...], tuple[int | None, ...]]:
        places = [place for symbol in self._marked() if (place := block.grid.place_of(symbol))]
        rows, columns = ({place[axis] for place in places} for axis in (0, 1))
        return kept(block.grid.rows, rows), kept(block.grid.columns, columns)

    def _marked(self) -> Iterable[Symbol]:
        return (self.form.step.symbol, *self.form.operands)

    def _table(self, block: Block, rows: Sequence[int | None], columns: Sequence[int | None], points: float) -> Box:
        cells = [[self._entry(block, row, column, points) for column in columns] for row in rows]
        return _stacked(cells, [_height_of(line) for line in cells], points)

    def _entry(self, block: Block, row: int | None, column: int | None, points: float) -> Cell:
        """Return what stands at a place; None is where some are left out."""
        if row is None or column is None:
            dots = (_ASKEW if column is None else _DOWN) if row is None else _ACROSS
            box = boxed(Letters.of(dots, points, self.palette.muted))
            return Cell(box, box.width / 2)
        symbol = block.grid.at(row, column)
        return self._with_marks(self._number(symbol, points), symbol, points)

    def _single(self, symbol: Symbol | None, points: float) -> Box:
        """Return a number that stands alone: framed where it is the result, else as it is."""
        cell = self._number(symbol, points)
        return self._with_marks(cell, symbol, points).box if symbol == self.form.step.symbol else cell.box

    def _number(self, symbol: Symbol | None, points: float) -> Cell:
        """Return a number or its dash; the same symbol often stands in several blocks."""
        key = symbol, points
        if key not in self._numbers:
            number = number_at(symbol, self.known)
            self._numbers[key] = self._dash(symbol, points) if isnan(number) else self._told(symbol, number, points)
        return self._numbers[key]

    def _dash(self, symbol: Symbol | None, points: float) -> Cell:
        dash = boxed(Letters.of(DASH, points, self.palette.muted, symbol))
        return Cell(dash, dash.width / 2)

    def _told(self, symbol: Symbol | None, number: float, points: float) -> Cell:
        colour = self._colour(symbol) if symbol else self.palette.text
        text = self.writing.show(number)
        whole = Letters.of(text.partition(".")[0], points, colour)
        return Cell(boxed(Letters.of(text, points, colour, symbol)), whole.width)

    def _with_marks(self, cell: Cell, symbol: Symbol | None, points: float) -> Cell:
        """Put the result in a frame of the phase's colour and a tint behind what it is made of."""
        around = _AROUND * pixels(points)
        box = _spaced(cell.box, around)
        if symbol is not None and symbol == self.form.step.symbol:
            colour = self.palette.phase(self.form.step.phase)
            box = _framed(box, colour, blend(colour, self.palette.panel, _FILL))
        elif symbol is not None and symbol in self.form.operands:
            tint = blend(self._colour(symbol), self.palette.panel, _TINT)
            box = _framed(box, tint, tint)
        return Cell(box, cell.point + around)

    def _with_size(self, box: Box, block: Block, points: float) -> Box:
        """Write how large a matrix is of which only a part is shown."""
        text = f"{block.grid.rows} × {block.grid.columns}"
        size = Letters.of(text, max(SMALLEST, _SMALL * points), self.palette.muted)
        drop = box.descent + size.ascent + 0.3 * pixels(points)
        width = max(box.width, size.width)
        parts = (box, (width - box.width) / 2, 0.0), (size, (width - size.width) / 2, drop)
        return Box(parts, width, box.ascent, drop + size.descent)

    def _colour(self, symbol: Symbol) -> str:
        return colour_of(self.known, symbol, self.palette)


def set_name(name: Name, points: float, colour: str) -> Box:
    """Return a name in TeX, or as plain text until that is prepared."""
    return boxed(Typeset.of(name.tex, points, colour) or Letters.of(name.plain, points, colour))


def beside(left: Box, right: Box, points: float) -> Box:
    """Return labels and what they are beside."""
    return in_row([padded(left, 0.2 * pixels(points)), right])


def _framed(box: Box, colour: str, fill: str) -> Box:
    frame = Frame(width=box.width, ascent=box.ascent, descent=box.descent, colour=colour, fill=fill)
    return Box(((frame, 0.0, 0.0), (box, 0.0, 0.0)), box.width, box.ascent, box.descent)


def _spaced(box: Box, around: float) -> Box:
    wide = padded(box, around)
    return Box(wide.parts, wide.width, wide.ascent + around, wide.descent + around)


def _height_of(line: Sequence[Cell]) -> tuple[float, float]:
    return max(cell.box.ascent for cell in line), max(cell.box.descent for cell in line)


def _stacked(lines: Sequence[Sequence[Cell]], heights: Sequence[tuple[float, float]], points: float) -> Box:
    """Put lines of cells below one another, the middle of all on the axis that operators stand on."""
    em = pixels(points)
    lefts, width = _columns(lines, _COLUMN_GAP * em)
    parts: list[tuple[Box, float, float]] = []
    y = 0.0
    for i, (line, (ascent, descent)) in enumerate(zip(lines, heights, strict=True)):
        y += ascent + (_ROW_GAP * em if i else 0.0)
        parts += [(cell.box, left - cell.point, y) for cell, left in zip(line, lefts, strict=True)]
        y += descent
    ascent = y / 2 + AXIS * em
    return Box(tuple((box, x, down - ascent) for box, x, down in parts), width, ascent, y - ascent)


def _columns(lines: Sequence[Sequence[Cell]], gap: float) -> tuple[list[float], float]:
    """Return where the decimal points of each column stand, and how wide all columns are."""
    points: list[float] = []
    x = 0.0
    for column in zip(*lines, strict=True):
        x += max(cell.point for cell in column) + (gap if points else 0.0)
        points.append(x)
        x += max(cell.box.width - cell.point for cell in column)
    return points, x
