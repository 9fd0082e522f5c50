"""Which other lines the page of a line has room for, and where: those that led to it above, those to come below."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from explainer.picture.pages.ink import InkBox
from explainer.picture.pages.lines.pale_lines import Look, PaleLines
from explainer.picture.pages.lines.placing import PlacedLine
from explainer.picture.pages.lines.seats import MOST_ABOVE, MOST_BELOW, Seats
from explainer.trace.known.known import Known
from explainer.trace.lines.uses import operand_lines

_SKIPPED = 0.8
"""How high the mark of lines that are left out is, in rows."""


class PaleRow(NamedTuple):
    """Another line, or the mark of those that are left out, which is line 0; `top` is that of its row."""

    box: InkBox
    top: float
    line: int


def lines_around(known: Known) -> Iterator[int]:
    """Go through the other lines that the page of a line may have: those to come, and those before."""
    if known.step is None:
        return
    number, trace = known.line, known.trace
    yield from range(number + 1, min(number + MOST_BELOW, len(trace)) + 1)
    yield from _wanted(operand_lines(trace, known.step)[-MOST_ABOVE:], number, MOST_ABOVE)


def rows_around(known: Known, pale: PaleLines, at: Seats, placed: PlacedLine) -> Iterator[PaleRow]:
    """Go through the other lines that there is room for: those above from the last one on, then those below."""
    yield from _above(known, pale, at, placed.top)
    yield from _below(known, pale, at, placed.bottom)


def _above(known: Known, pale: PaleLines, at: Seats, top: float) -> Iterator[PaleRow]:
    if known.step is None:
        return
    made, after = operand_lines(known.trace, known.step), known.line
    y = top - at.row
    for number in reversed(_chosen(made, known.line, min(at.above, int((top - 1.0) / at.row + 0.01)))):
        if number != after - 1 and after != known.line:
            yield PaleRow(pale.skipped(), y, 0)
            y -= _SKIPPED * at.row
        yield PaleRow(pale.row(number, Look.OPERAND if number in made else Look.BEFORE), y, number)
        y, after = y - at.row, number


def _below(known: Known, pale: PaleLines, at: Seats, bottom: float) -> Iterator[PaleRow]:
    tops = (at.bottom + i * at.row for i in range(at.below))
    seen = [top for top in tops if top >= bottom - 0.5]
    for number, top in enumerate(seen, known.line + 1):
        if number <= len(known.trace):
            yield PaleRow(pale.row(number, Look.GHOST), top, number)


def _wanted(made: Sequence[int], number: int, most: int) -> Iterator[int]:
    """Go through the lines before line `number` that are wanted: those that made its operands, the last of them first,
    then those right before it."""
    yield from reversed(made)
    yield from (line for line in range(number - 1, max(number - 1 - most, 0), -1) if line not in made)


def _chosen(made: Sequence[int], number: int, rows: float) -> list[int]:
    """Return which of the lines before line `number` there is room for; a mark of lines left out takes room, too."""
    chosen: list[int] = []
    for line in _wanted(made[-MOST_ABOVE:], number, int(rows)):
        trial = sorted((*chosen, line))
        gaps = sum(after != before + 1 for before, after in pairwise(trial))
        if len(trial) + _SKIPPED * gaps <= rows:
            chosen = trial
    return chosen
