"""The results of some lines as a small table: the number of the line, what it makes, and the number that came out."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from explainer.picture.pages.column import PageColumn
from explainer.picture.pages.groups.table import BETWEEN_ROWS, add_table
from explainer.picture.pages.ink import InkBox, boxed
from explainer.picture.palette import Role, of_phase
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name, symbol_tex

MOST, _FIRST, _LAST = 32, 21, 3
"""Up to this many results are all in the table; of more, the first and last ones."""
_LINE = 9.5


def listed_lines(first: int, last: int) -> tuple[range, range]:
    """Return which lines of a group are in the table: all, or the first and the last few."""
    if last - first + 1 <= MOST:
        return range(first, last + 1), range(0)
    return range(first, first + _FIRST), range(last + 1 - _LAST, last + 1)


def add_results(column: PageColumn, known: Known, lines: tuple[range, range], writing: Writing) -> None:
    """Set the results of lines in as many columns as fit, read downwards; a result that is not there yet is a dash."""
    for part, left_out in zip(lines, (len(lines[1]) and lines[1].start - lines[0].stop, 0), strict=True):
        add_table(column, partial(_rows, column, known, part, writing), right={0})
        if left_out:
            column.row(column.letters(f"… {left_out:,} more", _LINE, Role.MUTED))
            column.space(BETWEEN_ROWS)


def results_tex(known: Known, lines: tuple[range, range], writing: Writing) -> Iterator[str]:
    """Go through the TeX of the names in the table."""
    for number in (*lines[0], *lines[1]):
        yield _tex(known.trace[number], writing)


def results_text(known: Known, lines: tuple[range, range], writing: Writing) -> Iterator[str]:
    """Go through the table as lines of text."""
    for number in (*lines[0], *lines[1]):
        symbol = known.trace[number].symbol
        yield f"{spoken_name(known.scenario, symbol, writing.notation)} = {writing.show_inside(known.value(symbol))}"


def _rows(
    column: PageColumn, known: Known, numbers: range, writing: Writing, points: float
) -> list[tuple[InkBox, InkBox, InkBox]]:
    return [_row(column, known, number, writing, points) for number in numbers]


def _row(
    column: PageColumn, known: Known, number: int, writing: Writing, points: float
) -> tuple[InkBox, InkBox, InkBox]:
    step = known.trace[number]
    plain = spoken_name(known.scenario, step.symbol, writing.notation)
    name = column.type.typeset(_tex(step, writing), plain, column.scale * points, of_phase(step.phase), step.symbol)
    colour = Role.TEXT if known.is_known(step.symbol) else Role.MUTED
    value = column.letters(writing.show(known.value(step.symbol)), points, colour, step.symbol)
    return column.letters(f"{number:,}", _LINE, Role.MUTED, step.symbol), boxed(name), value


def _tex(step: Step, writing: Writing) -> str:
    """Return the symbol in one row, a fraction with a stroke."""
    return "/".join(symbol_tex(step.scenario, step.symbol, writing.notation))
