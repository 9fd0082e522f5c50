"""The page of a derivation: each chain of equal lines, with the rule before every line and its value beside it."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.expression import Expression
from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import colour_of
from explainer.picture.pages.ink import InkBox, Page, in_row
from explainer.picture.palette import Colour, Role
from explainer.trace.derived.chain_writers import PRIME, chain_pieces, chain_text
from explainer.trace.derived.chains import Chain
from explainer.trace.derived.formulas import Told, chains_of, is_told, told
from explainer.trace.derived.rule_names import rules_told
from explainer.trace.derived.typed import Judged
from explainer.trace.formula.notation import BOX, Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.notations.naming import spoken_name
from explainer.trace.typeset.pieces import Pieces

_HEADING, _CAPTION, _RULE, _VALUE = 13.0, 11.5, 10.0, 12.0
_FORMULA = (14.5, 13.0, 12.0, 11.0, 10.0)
_INDENT, _GAP = 14.0, 16.0
_DEFINED = {
    Quantity.NET: "A net input is defined as this weighted sum.",
    Quantity.OUT: "An output is defined as what its activation makes of the net input.",
    Quantity.ERROR: "This is the definition of the error of an output.",
    Quantity.NEW: "An optimizer is defined by its rule.",
    Quantity.MEMORY: "An optimizer is defined by its rules.",
    Quantity.SCALAR: "An optimizer is defined by its rules.",
}
_SUM = "This line only adds up what other lines have made."
_OWN = "Your lines"
NOTHING = "Choose above whose formula is to be derived, or go to a line of the calculation."
_FROM_IT = "Nothing is derived here. Slopes, deltas and gradients are: choose one above, or go on to their lines."
_STABLE = (
    "Lectures write the first form. The last one is calculated: where the net input is far from 0 the output is "
    "rounded to 0 or 1, and log 0 has no value; from the net input the error has all its digits."
)
_WITHOUT_VALUE = (
    "A line with – or ∞ has no value here: the output is rounded to 0 or 1, so that something is divided by 0, or the "
    "logarithm is that of 0."
)


@dataclass(frozen=True)
class Derived:
    """What a page is about: the symbol whose formula is derived, and what is known."""

    known: Known
    symbol: Symbol
    writing: Writing
    own: tuple[Judged, ...] = ()
    """What the person has typed."""

    @property
    def scenario(self) -> Scenario:
        return self.known.scenario

    @cached_property
    def chains(self) -> tuple[Chain, ...]:
        return chains_of(self.known, self.symbol)

    @property
    def heading(self) -> str:
        return f"Why this formula for {self.name(self.symbol)}?"

    def name(self, symbol: Symbol) -> str:
        return spoken_name(self.scenario, symbol, self.writing.notation)

    def text(self, rule: Expression) -> str:
        return chain_text(rule, self.scenario, self.writing.notation)

    def pieces(self, rule: Expression) -> Pieces:
        return chain_pieces(rule, self.scenario, self.writing.notation)

    def value(self, chain: Chain, line: Told) -> str:
        """Return the value beside a line: an empty box where it is not computed yet."""
        is_there = is_told(self.known, self.symbol, chain)
        return self.writing.show(line.value) if is_there else BOX

    def own_value(self, own: Judged) -> str:
        return self.writing.show_inside(own.value)

    def notes(self) -> Iterator[str]:
        """Go through what is said below all lines."""
        if not self.chains:
            yield _DEFINED.get(self.symbol.quantity, _SUM)
            yield _FROM_IT
        elif self.symbol.quantity is Quantity.ERROR:
            yield _STABLE
        if self.has_gap:
            yield _WITHOUT_VALUE

    @property
    def has_gap(self) -> bool:
        """Whether a line has no value at numbers that are there."""
        known, symbol = self.known, self.symbol
        there = (chain for chain in self.chains if is_told(known, symbol, chain))
        return any(not math.isfinite(line.value) for chain in there for line in told(known, symbol, chain))

    def caption(self, chain: Chain) -> str:
        """Return what a chain is about, and what its slopes are by."""
        has_slopes = any(PRIME in self.text(line.expression) for line in chain.lines)
        by = f": u{PRIME} is the slope of u by {self.name(chain.by)}" if chain.by is not None and has_slopes else ""
        return f"{self.text(chain.made)}{by}"


def derived_tex(derived: Derived) -> Iterator[Pieces]:
    """Go through the formulas of the page in symbols."""
    for chain in derived.chains:
        yield derived.pieces(chain.made)
        for line in chain.lines:
            yield derived.pieces(line.expression)
    for own in derived.own:
        yield derived.pieces(own.rule)


def derived_text(derived: Derived) -> str:
    """Return the page as lines of text."""
    rows = [derived.heading]
    for chain in derived.chains:
        rows.append(derived.caption(chain))
        for line in told(derived.known, derived.symbol, chain):
            rule = f"  ({rules_told(line.line.rules)})" if line.line.rules else ""
            rows.append(f"= {derived.text(line.line.expression)} = {derived.value(chain, line)}{rule}")
    for own in derived.own:
        rows.append(f"{derived.text(own.rule)} = {derived.own_value(own)}  ({own.words})")
    return "\n".join((*rows, *derived.notes()))


def derived_page(derived: Derived, width: float, metrics: PageMetrics, scale: float) -> Page:
    """Lay out the page."""
    column = PageColumn(metrics, width, scale)
    column.paragraph(derived.heading, _HEADING, bold=True)
    for chain in derived.chains:
        column.space(14)
        column.paragraph(derived.caption(chain), _CAPTION, bold=True)
        for line in told(derived.known, derived.symbol, chain):
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


def _add_line(column: PageColumn, derived: Derived, chain: Chain, line: Told) -> None:
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
    rows = column.fitted(derived.pieces(line.line.expression), _FORMULA, colour, indent)
    first = in_row((lead, rows[0]))
    _put_value(column, [first, *rows[1:]], column.letters(derived.value(chain, line), _VALUE, Role.BACKWARD), indent)


def _add_own(column: PageColumn, derived: Derived, own: Judged) -> None:
    """Set a typed line: what is said of it, then the line and its value."""
    column.space(7)
    mark, colour = ("✓", Role.UPDATE) if own.is_equal else ("≠", Role.WEIGHT_MINUS)
    column.paragraph(f"{mark} {own.words}", _RULE, colour)
    column.space(3)
    rows = column.fitted(derived.pieces(own.rule), _FORMULA, partial(_colour, derived.known), _INDENT)
    _put_value(column, rows, column.letters(derived.own_value(own), _VALUE, Role.BACKWARD), _INDENT)


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
