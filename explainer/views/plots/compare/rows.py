"""What is written of two lines side by side."""

from __future__ import annotations

from math import isnan

from explainer.bugs.lab.two_lines import telling
from explainer.picture.palette import Palette
from explainer.trace.formula.notation import Writing, full, show
from explainer.trace.known.known import Known
from explainer.trace.notations.naming import spoken_name
from explainer.trace.side_by_side.line_pairs import LinePair, LinePairs
from explainer.views.plotting.parts.rows_table import RowMark, Rows

NO_LINE = "no such line"
SYMBOL, HERE, THERE, DIFFERENCE, LINE = range(5)
_SYMBOL_LETTERS, _LINE_LETTERS, _BESIDE_DIGITS = 14.2, 5.0, 5.7
_SHORT_DIGITS, _SHORT_LETTERS = 2, 8.6
"""How a difference is written where there is little room; its tip has all of it."""


class PairRows(Rows):
    """A row for each line of the update here; those that are apart are lit, those that are not reached pale."""

    first_number = HERE

    def __init__(self, pairs: LinePairs, known: Known, writing: Writing, is_narrow: bool) -> None:
        self._pairs, self._known, self._writing = pairs, known, writing
        number = writing.digits + _BESIDE_DIGITS
        self._difference_digits = _SHORT_DIGITS if is_narrow else writing.digits
        self.headings = ("symbol", "here", "there", "diff." if is_narrow else "difference", "line")
        difference = _SHORT_LETTERS if is_narrow else number + 2
        self.letters = (_SYMBOL_LETTERS, number, number, difference, _LINE_LETTERS)

    def __len__(self) -> int:
        return len(self._pairs)

    def pair(self, row: int) -> LinePair:
        """Return the numbers of a row, as far as they are known."""
        return self._pairs.known_at(row + 1, self._known)

    def is_reached(self, row: int) -> bool:
        return row < self._known.reached

    def mark(self, row: int) -> RowMark:
        if not self.is_reached(row):
            return RowMark.PALE
        return RowMark.LIT if self.pair(row).is_apart else RowMark.PLAIN

    def accent(self, row: int, palette: Palette) -> str:
        return palette.phase(self._pairs.trace[row + 1].phase)

    def text(self, row: int, column: int) -> str:
        pair = self.pair(row)
        match column:
            case 0:
                return self.name(row)
            case 1:
                return self._number(pair, pair.here)
            case 2:
                return NO_LINE if pair.there is None else self._number(pair, pair.there)
            case 3:
                is_told = pair.is_apart or isnan(pair.difference)
                return show(pair.difference, self._difference_digits) if is_told else "0"
        return f"{pair.number:,}"

    def _number(self, pair: LinePair, number: float) -> str:
        """Write a number with as many digits as it takes to tell it from the one beside it."""
        if pair.there is None or not pair.is_apart:
            return self._writing.show(number)
        return show(number, telling(pair.here, pair.there, self._writing))

    def tip(self, row: int, column: int) -> str:
        pair = self.pair(row)
        if column in (SYMBOL, LINE):
            sample = pair.symbol.sample
            of = f" of sample {self._known.rows[sample] + 1:,}" if sample >= 0 and self._known.samples > 1 else ""
            return f"A click goes to line {pair.number:,}, which makes {self.name(row)}{of}"
        if column == DIFFERENCE:
            return f"there − here: {full(pair.difference)}"
        number = pair.here if column == HERE else pair.there
        return NO_LINE if number is None else full(number)

    def name(self, row: int) -> str:
        return spoken_name(self._known.scenario, self._pairs.at(row + 1).symbol, self._writing.notation)
