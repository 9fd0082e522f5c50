"""The page of a nudge: what happened in words, the numbers below one another, and the error around the weight."""

from __future__ import annotations

import math
from typing import NamedTuple

from explainer.picture.palette import Palette
from explainer.state.nudging import Found
from explainer.trace.numbers import DIGITS
from explainer.trace.symbols import Symbol
from explainer.views.nudge import words
from explainer.views.nudge.chart import Chart
from explainer.views.nudge.words import Telling
from explainer.views.sheet import Page
from explainer.views.sheet.boxes import Box
from explainer.views.sheet.column import Column, beside

_SENTENCE, _NUMBER, _LABEL = 12.0, 13.5, 11.5
_COLUMNS = 3
_CHART = 135.0
"""Pixels, at scale 1, that the chart has at least."""


class Cell(NamedTuple):
    """A number of the page: what it is, how it is calculated, its text, and the symbol that leads to where it was
    made."""

    label: str
    formula: str
    number: str
    symbol: Symbol | None = None


def cells(told: Telling, symbol: Symbol | None) -> list[list[Cell]]:
    """Return the numbers of a nudge in rows: errors from left to right, slopes and the gradient, which `symbol` stands
    for, and below the slopes how far they are from it, once it is known."""
    nudge, show, w, e = told.nudge, told.writing.show, told.name, told.error
    here, above, below = words.told_apart((nudge.here, nudge.above, nudge.below), told.writing)
    errors = [Cell(f"{e}({w} − ε)", "", below), Cell(f"{e}({w})", "", here), Cell(f"{e}({w} + ε)", "", above)]
    slopes = [
        Cell("slope over ±ε", f"({e}({w} + ε) − {e}({w} − ε)) / 2ε", show(told.slopes[0])),
        Cell("slope over +ε", f"({e}({w} + ε) − {e}({w})) / ε", show(told.slopes[1])),
        Cell("gradient", "", show(told.gradient), symbol),
    ]
    if math.isnan(told.gradient):
        return [errors, slopes if told.is_trained else slopes[:2]]
    off = [show(slope - told.gradient) for slope in told.slopes]
    return [
        errors,
        slopes,
        [Cell("off by", "slope over ±ε − gradient", off[0]), Cell("off by", "slope over +ε − gradient", off[1])],
    ]


def page_text(told: Telling, symbol: Symbol | None) -> str:
    """Return the page as lines of text."""
    found = [cell for row in cells(told, symbol) for cell in row]
    lines = (" = ".join(part for part in cell[:3] if part) for cell in found)
    return "\n".join([*_sentences(told), *lines])


def _sentences(told: Telling) -> list[str]:
    return [text for text in (words.story(told), words.comparison(told), *words.cautions(told)) if text]


def note_page(text: str, width: float, palette: Palette, scale: float) -> Page:
    """Lay out a sentence alone."""
    column = Column(width, palette, scale)
    column.paragraph(text, _SENTENCE, palette.text)
    return column.page()


def nudge_page(
    told: Telling, found: Found, symbol: Symbol | None, size: tuple[float, float], palette: Palette, scale: float
) -> Page:
    """Lay out the page; the chart takes the height that is left, or makes the page higher."""
    column = Column(size[0], palette, scale)
    first, *others = _sentences(told)
    column.paragraph(first, _SENTENCE, palette.text)
    for text in others:
        column.space(5)
        column.paragraph(text, _SENTENCE, palette.text)
    column.space(12)
    _add_table(column, cells(told, symbol))
    column.space(4)
    height = max(scale * _CHART, size[1] - column.y - 24.0)
    column.ink(_chart(told, found, column.room(), height, palette, scale))
    return column.page()


def _add_table(column: Column, table: list[list[Cell]]) -> None:
    """Set the numbers below what they are, in columns of one width, or one below the other where they are too wide."""
    boxes = [[_cell(column, cell) for cell in row] for row in table]
    width = column.room() / _COLUMNS
    fits = all(box.width <= width for row in boxes for cell in row for box in cell)
    rows = boxes if fits else [[cell] for row in boxes for cell in row]
    for row in rows:
        for line, gap in zip(zip(*row, strict=True), (1.0, 7.0), strict=True):
            column.row(beside(line, width))
            column.space(gap)


def _cell(column: Column, cell: Cell) -> tuple[Box, Box]:
    colour = column.palette.backward if cell.symbol else column.palette.text
    label = column.letters(cell.label, _LABEL, column.palette.muted)
    return label, column.letters(cell.number, _NUMBER, colour, cell.symbol)


def _chart(told: Telling, found: Found, width: float, height: float, palette: Palette, scale: float) -> Chart:
    told = told._replace(writing=told.writing._replace(digits=min(told.writing.digits, DIGITS)))
    show, nudge = told.writing.show, told.nudge
    return Chart(
        width=width,
        ascent=0.0,
        descent=height,
        colour=palette.loss,
        offsets=found.offsets,
        errors=found.errors,
        nudge=nudge,
        found=told.slopes[1],
        slope=told.gradient,
        names=(f"{told.name} = {show(nudge.w)}", f"{told.error} = {show(nudge.here)}"),
        steps=(f"ε = {show(nudge.epsilon)}", words.signed(nudge.change, told.writing)),
        palette=palette,
        scale=scale,
    )
