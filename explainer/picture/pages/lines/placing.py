"""Puts the parts of a line into their seats; what is too large for its seat pushes those after it down."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from explainer.picture.pages.ink import Ink
from explainer.picture.pages.lines.line_block import LineBlock
from explainer.picture.pages.lines.line_type import LineRow, height_of
from explainer.picture.pages.lines.seats import Seats


class PlacedLine(NamedTuple):
    """The ink of a line, where its sentence begins, from where to where its ground goes, the baseline of its
    result, and how much room is beside the sentence for a link to where the formula comes from."""

    inks: list[Ink]
    sentence: float
    top: float
    bottom: float
    result: float
    why: float


def place(block: LineBlock, at: Seats, left: float) -> PlacedLine:
    """Return a line in its seats. A sentence that is too long begins higher, where there is room for rows above."""
    inks: list[Ink] = []
    over = max(block.sentence.descent - (at.formula_top - at.gap - at.sentence), 0.0)
    top = at.sentence - min(over, at.top - 0.4 * at.row if at.above else 0.0)
    inks += block.sentence.at(left, top)
    end = top + block.sentence.descent
    numbers = sum(height_of(group, at.gap) + at.gap for group in block.numbers)
    latest = at.result - block.result[0].ascent - at.gap - numbers
    y = max(min(_formula_top(block.formula, at), latest - height_of(block.formula, at.gap)), end + at.gap)
    end = _stack(inks, block.formula, y, at.gap)
    end = _spread(inks, block.numbers, max(min(at.numbers, latest + at.gap), end + at.gap), at)
    y = max(at.result - block.result[0].ascent, end + at.gap)
    result = y + block.result[0].ascent
    end = _stack(inks, block.result, y, at.gap)
    if block.note is not None:
        y = max(at.note, end + at.gap / 2)
        inks += block.note.at(left, y)
        end = y + block.note.descent
    padding = at.sentence - at.top
    return PlacedLine(inks, top, top - padding, max(at.bottom, end + padding), result, block.why_width)


def _formula_top(rows: Sequence[LineRow], at: Seats) -> float:
    """Return where the formula begins: a single row has its seat by its baseline, more are in the middle."""
    if len(rows) == 1:
        return at.formula - rows[0].ascent
    return (at.formula_top + at.numbers - at.gap - height_of(rows, at.gap)) / 2


def _spread(inks: list[Ink], groups: Sequence[Sequence[LineRow]], start: float, at: Seats) -> float:
    """Spread the rows of numbers evenly over their seat, from `start` on; return where they end."""
    height = sum(height_of(group, at.gap) for group in groups)
    space = max((at.numbers_end - start - height) / (len(groups) + 1), 0.0)
    end, y = start, start + space
    for group in groups:
        end = _stack(inks, group, y, at.gap)
        y = end + max(space, at.gap)
    return end


def _stack(inks: list[Ink], rows: Sequence[LineRow], y: float, gap: float) -> float:
    """Put rows below one another from `y` on; return where the last one ends."""
    for row in rows:
        for left, box in row.boxes.items():
            inks += box.at(left, y + row.ascent)
        y += row.height + gap
    return y - gap
