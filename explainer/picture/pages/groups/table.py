"""A small table on a page: rows of cells below one another, side by side where there is room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.ink import InkBox, padded

BETWEEN_ROWS = 4.0
_BETWEEN, _APART = 7.0, 20.0
"""Pixels between the cells of a row, and between two rows side by side."""
_SIZES = (12.0, 11.0, 10.0, 9.0)
_LONG = 8
"""A table with more rows is set a little smaller where two of them fit side by side then."""

Rows = Sequence[Sequence[InkBox]]


def add_table(column: PageColumn, rows_in: Callable[[float], Rows], right: Collection[int] = ()) -> None:
    """Set the rows that `rows_in` returns for a size, in the largest one in which they fit; read downwards where
    several are side by side. Cells of the columns `right` end at one edge. What fits in no size is broken."""
    rows = rows_in(_SIZES[0])
    for points in _SIZES[1:] if rows else ():
        is_long = len(rows) > _LONG and points >= _SIZES[2] and _beside(column, rows) == 1
        if _width(column, rows) <= column.width() and not is_long:
            break
        rows = rows_in(points)
    if rows and _width(column, rows) > column.width():
        for row in rows:
            column.rows(column.wrapped([padded(box, column.scale * _BETWEEN / 2) for box in row]))
        return
    for boxes in _lines(column, rows, right):
        column.put(boxes)
        column.space(BETWEEN_ROWS)


def _widths(rows: Rows) -> list[float]:
    return [max(box.width for box in cells) for cells in zip(*rows, strict=True)]


def _width(column: PageColumn, rows: Rows) -> float:
    widths = _widths(rows)
    return sum(widths) + column.scale * _BETWEEN * (len(widths) - 1)


def _beside(column: PageColumn, rows: Rows) -> int:
    """Return how many rows fit side by side."""
    apart = column.scale * _APART
    return max(1, int((column.width() + apart) / (_width(column, rows) + apart)))


def _lines(column: PageColumn, rows: Rows, right: Collection[int]) -> list[dict[float, InkBox]]:
    """Return the lines of the table, each with its cells by their left edges."""
    if not rows:
        return []
    widths, between = _widths(rows), column.scale * _BETWEEN
    step = _width(column, rows) + column.scale * _APART
    height = -(-len(rows) // _beside(column, rows))
    lines: list[dict[float, InkBox]] = [{} for _ in range(height)]
    for place, row in enumerate(rows):
        x = MARGIN + place // height * step
        for cell, (box, width) in enumerate(zip(row, widths, strict=True)):
            lines[place % height][x + (width - box.width if cell in right else 0.0)] = box
            x += width + between
    return lines
