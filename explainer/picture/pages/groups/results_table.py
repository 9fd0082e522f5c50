"""The results of some lines as a small table: the number of the line, what it makes, and the number that came out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.ink import InkBox, boxed
from explainer.picture.palette import Role, of_phase
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name, symbol_tex

MOST = 24
"""So many results are all in the table; of more the first and the last few."""
_LAST = 3
_NAME, _NUMBER, _LINE = 12.0, 12.0, 9.5
_BETWEEN, _APART, _ROWS = 7.0, 22.0, 5.0
"""Pixels between the cells of a result, between two results in a row, and between rows."""


class _ResultRow(NamedTuple):
    """The cells of a result, from left to right."""

    line: InkBox
    name: InkBox
    value: InkBox


def listed_lines(first: int, last: int, most: int = MOST) -> tuple[range, range]:
    """Return which lines of a group are in the table: all, or the first and the last few."""
    if last - first + 1 <= most:
        return range(first, last + 1), range(0)
    return range(first, first + most - _LAST), range(last + 1 - _LAST, last + 1)


def add_results(column: PageColumn, known: Known, lines: tuple[range, range], writing: Writing) -> None:
    """Set the results of lines in as many columns as fit, read downwards; a result that is not there yet is a dash."""
    for part, left_out in zip(lines, (len(lines[1]) and lines[1].start - lines[0].stop, 0), strict=True):
        _add_columns(column, [_row(column, known, number, writing) for number in part])
        if left_out:
            column.row(column.letters(f"⋮  {left_out:,} more", _LINE, Role.MUTED))
            column.space(_ROWS)


def results_tex(known: Known, lines: tuple[range, range], writing: Writing) -> Iterator[str]:
    """Go through the TeX of the names in the table."""
    for number in (*lines[0], *lines[1]):
        yield _tex(known.trace[number], writing)


def results_text(known: Known, lines: tuple[range, range], writing: Writing) -> Iterator[str]:
    """Go through the table as lines of text."""
    for number in (*lines[0], *lines[1]):
        symbol = known.trace[number].symbol
        yield f"{spoken_name(known.scenario, symbol, writing.notation)} = {writing.show_inside(known.value(symbol))}"


def _row(column: PageColumn, known: Known, number: int, writing: Writing) -> _ResultRow:
    step = known.trace[number]
    plain = spoken_name(known.scenario, step.symbol, writing.notation)
    name = column.type.typeset(_tex(step, writing), plain, column.scale * _NAME, of_phase(step.phase), step.symbol)
    colour = Role.TEXT if known.is_known(step.symbol) else Role.MUTED
    value = column.letters(writing.show(known.value(step.symbol)), _NUMBER, colour, step.symbol)
    return _ResultRow(column.letters(f"{number:,}", _LINE, Role.MUTED, step.symbol), boxed(name), value)


def _tex(step: Step, writing: Writing) -> str:
    """Return the symbol in one row, a fraction with a stroke."""
    return "/".join(symbol_tex(step.scenario, step.symbol, writing.notation))


def _add_columns(column: PageColumn, rows: Sequence[_ResultRow]) -> None:
    if not rows:
        return
    between, apart = _BETWEEN * column.scale, _APART * column.scale
    widths = [max(row[cell].width for row in rows) for cell in range(3)]
    whole = sum(widths) + 2 * between
    count = max(1, int((column.width() + apart) / (whole + apart)))
    height = -(-len(rows) // count)
    for i in range(height):
        column.put(dict(_placed(rows[i::height], widths, between, whole + apart)))
        column.space(_ROWS)


def _placed(
    rows: Iterable[_ResultRow], widths: Sequence[float], between: float, step: float
) -> Iterator[tuple[float, InkBox]]:
    """Go through the cells of results side by side with their left edges; the numbers of lines end at one edge."""
    for place, row in enumerate(rows):
        left = MARGIN + place * step
        yield left + widths[0] - row.line.width, row.line
        yield left + widths[0] + between, row.name
        yield left + widths[0] + widths[1] + 2 * between, row.value
