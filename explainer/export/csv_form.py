"""How tables are written as CSV: RFC 4180 with lines ending in a line feed, or a variant for spreadsheets."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import NamedTuple, TextIO

from explainer.trace.formula.notation import Notation

Row = Iterable[str]
WriteRows = Callable[[Iterable[Row]], object]
_STARTS_OF_FORMULAS = ("=", "+", "-", "@", "\t", "\r")


class CsvForm(NamedTuple):
    """The variant for spreadsheets has semicolons, decimal commas and a byte-order mark; `notation` names symbols."""

    spreadsheet: bool = False
    notation: Notation = Notation.WORKED

    def begin(self, stream: TextIO) -> WriteRows:
        """Begin a table and return what writes its rows."""
        if self.spreadsheet:
            stream.write("\ufeff")
        return self.rows(stream)

    def rows(self, stream: TextIO) -> WriteRows:
        """Return what writes rows of cells to `stream`."""
        return csv.writer(stream, delimiter=";" if self.spreadsheet else ",", lineterminator="\n").writerows

    def number(self, text: str) -> str:
        """Return the text of a number with the decimal mark of this form."""
        return text.replace(".", ",") if self.spreadsheet else text


PLAIN = CsvForm()


def safe_text(text: str) -> str:
    """Return text that no spreadsheet takes for a formula to run: in parentheses where it begins like one."""
    return f"({text})" if text.startswith(_STARTS_OF_FORMULAS) else text
