"""What is in each row and where: the code, its comment, and the numbers in a column of their own."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from PySide6.QtGui import QFont, QFontDatabase, QFontInfo, QFontMetricsF

from explainer.trace.code.listing import Listing
from explainer.trace.code.values import values_of
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known import Known
from explainer.views.look.fonts import PLAIN_FAMILY, plain_font

_CODE_SHARE = 0.62
"""How much of the room the code has at most before the column of numbers."""


class CodeRow(NamedTuple):
    """One line of the listing as it is now; the numbers beside it may need several lines."""

    code: str
    comment: str
    values: tuple[str, ...]
    phase: Phase | None
    is_wrong: bool = False

    @property
    def is_known(self) -> bool:
        return self.values != (BOX,)


class CodeColumns(NamedTuple):
    """Where things are, in pixels from the left: for each row its values and its comment; how wide all is.

    Values that are `below` begin a line lower, because the code needs the room.
    """

    values: tuple[float, ...]
    comments: tuple[float, ...]
    below: tuple[bool, ...]
    width: float


def rows_of(listing: Listing, known: Known, writing: Writing) -> tuple[CodeRow, ...]:
    """Return every line with its numbers, as far as they are known."""
    return tuple(
        CodeRow(line.text, f"# {line.comment}" if line.comment else "", tuple(lines), phase, line.is_wrong)
        for line, phase in zip(listing.lines, listing.phases, strict=True)
        for lines in [values_of(line, known, writing).split("\n")]
    )


def columns_of(rows: Sequence[CodeRow], metrics: QFontMetricsF, left: float, room: float) -> CodeColumns:
    """Put the values of all rows in one column and comments behind them, if they can be in a width of `room`.

    A row whose code or values are too long for that has its values in the next line, so that they are seen.
    """
    gap = metrics.horizontalAdvance("  ")
    ends = [left + metrics.horizontalAdvance(row.code) + (gap if row.code.strip() else 0) for row in rows]
    widths = [max(map(metrics.horizontalAdvance, row.values)) for row in rows]
    most = room * _CODE_SHARE
    column = max((end for width, end in zip(widths, ends, strict=True) if width and end <= most), default=left)
    values = tuple(max(left + gap, min(column, room - width - gap)) for width in widths)
    below = tuple(bool(width) and end > x for x, end, width in zip(values, ends, widths, strict=True))
    comments = tuple(
        x + width + gap if width and not is_below else end
        for x, end, width, is_below in zip(values, ends, widths, below, strict=True)
    )
    comment_ends = [x + metrics.horizontalAdvance(row.comment) for x, row in zip(comments, rows, strict=True)]
    value_ends = [x + width for x, width in zip(values, widths, strict=True)]
    return CodeColumns(values, comments, below, max(*comment_ends, *value_ends) + gap)


def tops_of(rows: Sequence[CodeRow], columns: CodeColumns, line_height: float, top: float) -> tuple[float, ...]:
    """Return where each row begins, in pixels from the top, and where the last ends."""
    lines = (len(row.values) + is_below for row, is_below in zip(rows, columns.below, strict=True))
    return tuple(accumulate((count * line_height for count in lines), initial=top))


def code_font(points: float) -> QFont:
    """Return the face of code in this size."""
    fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
    fixed.setPointSizeF(points)
    fixed.setFamilies([*fixed.families(), PLAIN_FAMILY])  # which has the empty box, should the first one lack it
    return fixed if QFontInfo(fixed).fixedPitch() else plain_font(points)
