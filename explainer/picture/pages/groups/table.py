"""A small table on a page: rows of cells that stand below one another, side by side where there is room."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence

from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.ink import InkBox, padded

BETWEEN_ROWS = 4.0
_BETWEEN, _APART = 8.0, 24.0
"""Pixels between the cells of a row, and between two rows side by side."""
_SIZES = (12.0, 11.0, 10.0, 9.0)

Rows = Sequence[Sequence[InkBox]]


def add_table(column: PageColumn, rows_in: Callable[[float], Rows], right: Collection[int] = ()) -> None:
    """Set the rows that `rows_in` returns for a size, in the largest one in which they fit; read downwards where
    several are side by side. Cells of the columns `right` end at one edge. What fits in no size is broken."""
    for points in _SIZES:
        rows = rows_in(points)
        if not rows or _width(column, rows) <= column.width():
            break
    else:
        for row in rows:
            column.rows(column.wrapped([padded(box, column.scale * _BETWEEN / 2) for box in row]))
        return
    for boxes in _beside(column, rows, right):
        column.put(boxes)
        column.space(BETWEEN_ROWS)


def _widths(rows: Rows) -> list[float]:
    return [max(box.width for box in cells) for cells in zip(*rows, strict=True)]


def _width(column: PageColumn, rows: Rows) -> float:
    widths = _widths(rows)
    return sum(widths) + column.scale * _BETWEEN * (len(widths) - 1)


def _beside(column: PageColumn, rows: Rows, right: Collection[int]) -> list[dict[float, InkBox]]:
    """Return the lines of the table, each with its cells by their left edges."""
    if not rows:
        return []
    widths, between, apart = _widths(rows), column.scale * _BETWEEN, column.scale * _APART
    step = _width(column, rows) + apart
    beside = max(1, int((column.width() + apart) / step))
    height = -(-len(rows) // beside)
    lines: list[dict[float, InkBox]] = [{} for _ in range(height)]
    for place, row in enumerate(rows):
        x = MARGIN + place // height * step
        for cell, (box, width) in enumerate(zip(row, widths, strict=True)):
            lines[place % height][x + (width - box.width if cell in right else 0.0)] = box
            x += width + between
    return lines
