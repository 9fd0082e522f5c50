"""Tables as CSV text: RFC 4180 with lines ending in a line feed, or a variant for spreadsheets with decimal commas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable
from typing import TextIO

Row = Iterable[str]
WriteRows = Callable[[Iterable[Row]], object]


def table_writer(stream: TextIO, spreadsheet: bool = False) -> WriteRows:
    """Return what writes rows of cells to `stream`; the spreadsheet variant begins with a byte-order mark."""
    if spreadsheet:
        stream.write("\ufeff")
    return csv.writer(stream, delimiter=";" if spreadsheet else ",", lineterminator="\n").writerows


def decimal_comma(number: str) -> str:
    return number.replace(".", ",")
