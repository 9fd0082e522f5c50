"""The page of a derivation: each chain of equal lines, with the rule before every line and its value beside it."""

from __future__ import annotations

from functools import partial

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import ColourOf, colour_of
from explainer.picture.pages.ink import InkBox, Page, in_row
from explainer.picture.pages.lines.derived import Derived
from explainer.picture.palette import Colour, Role
from explainer.trace.derived.chains import Chain
from explainer.trace.derived.formulas import ToldLine
from explainer.trace.derived.rule_names import rules_told
from explainer.trace.derived.typed import Judged
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.typeset.pieces import Pieces

_HEADING, _CAPTION, _RULE, _VALUE = 13.0, 11.5, 10.0, 12.0
_FORMULA = (14.5, 13.0, 12.0, 11.0, 10.0, 9.0)
_INDENT, _GAP = 14.0, 16.0
_OWN = "Your lines"


def derived_page(derived: Derived, width: float, metrics: PageMetrics, scale: float) -> Page:
    """Lay out the page."""
    column = PageColumn(metrics, width, scale)
    column.paragraph(derived.heading, _HEADING, bold=True)
    for departure in derived.departures():
        column.space(6)
        column.paragraph(departure, _RULE + 1, Role.WRONG)
    for chain, lines in zip(derived.chains, derived.lines, strict=True):
        column.space(14)
        column.paragraph(derived.caption(chain), _CAPTION, bold=True)
        for line in lines:
            _add_line(column, derived, chain, line)
    if derived.own:
        column.space(14)
        column.paragraph(_OWN, _CAPTION, bold=True)
    for own in derived.own:
        _add_own(column, derived, own)
    for note in derived.notes():
        column.space(12)
        column.paragraph(note, _RULE + 1, Role.TEXT)
    return column.page()


def _add_line(column: PageColumn, derived: Derived, chain: Chain, line: ToldLine) -> None:
    """Set a line: its rules in small print, then = the expression, and at the right its value."""
    column.space(7)
    if line.line.rules:
        column.paragraph(rules_told(line.line.rules), _RULE, Role.MUTED)
        column.space(3)
    colour = partial(_colour, derived.known)
    lead = column.letters("=  ", _FORMULA[1], Role.MUTED)
    if not line.line.rules or chain.lines[0] is line.line:
        made = in_row(column.fitted(derived.pieces(chain.made), (_FORMULA[0],), colour))
        lead = in_row((made, column.letters("  =  ", _FORMULA[1], Role.MUTED)))
    indent = _INDENT + lead.width / column.scale
    rows = _fitted(column, derived.pieces(line.line.expression), colour, indent)
    first = in_row((lead, rows[0]))
    _put_value(column, [first, *rows[1:]], column.letters(derived.value(chain, line), _VALUE, Role.BACKWARD), indent)


def _add_own(column: PageColumn, derived: Derived, own: Judged) -> None:
    """Set a typed line: what is said of it, then the line and its value."""
    column.space(7)
    mark, colour = ("✓", Role.UPDATE) if own.is_equal else ("≠", Role.WEIGHT_MINUS)
    column.paragraph(f"{mark} {own.words}", _RULE, colour)
    column.space(3)
    rows = _fitted(column, derived.pieces(own.rule), partial(_colour, derived.known), _INDENT)
    _put_value(column, rows, column.letters(derived.own_value(own), _VALUE, Role.BACKWARD), _INDENT)


def _fitted(column: PageColumn, pieces: Pieces, colour: ColourOf, indent: float) -> list[InkBox]:
    """Return pieces as rows, as large as they fit into one."""
    room, width = column.width(indent), column.type.width_of
    fits = (points for points in _FORMULA if width(pieces, column.scale * points) <= room)
    return column.fitted(pieces, (next(fits, _FORMULA[-1]),), colour, indent)


def _put_value(column: PageColumn, rows: list[InkBox], value: InkBox, indent: float) -> None:
    """Set rows, and the value at the right end of the last one, or below it where there is no room."""
    left = MARGIN + column.scale * _INDENT
    right = MARGIN + column.width() - value.width
    lefts = [left, *([MARGIN + column.scale * indent] * (len(rows) - 1))]
    for at, row in zip(lefts[:-1], rows[:-1], strict=True):
        column.put({at: row})
        column.space(5)
    if lefts[-1] + rows[-1].width + column.scale * _GAP <= right:
        column.put({lefts[-1]: rows[-1], right: value})
    else:
        column.put({lefts[-1]: rows[-1]})
        column.space(2)
        column.put({right: value})


def _colour(known: Known, symbol: object) -> Colour:
    return colour_of(known, symbol) if isinstance(symbol, Symbol) else Role.TEXT
