"""Tables as CSV text: RFC 4180 with lines ending in a line feed, or a variant for spreadsheets with decimal commas."""

from __future__ import annotations

import csv
from collections.abc import Callable, Generator, Iterable
from typing import TextIO

Row = Iterable[str]
WriteRows = Callable[[Iterable[Row]], object]
Pieces = Generator[int, None, int]
"""A table being written piece by piece: yields how many rows each piece had, returns how many updates there were."""


def table_writer(stream: TextIO, spreadsheet: bool = False) -> WriteRows:
    """Begin a table and return what writes its rows; the spreadsheet variant begins with a byte-order mark."""
    if spreadsheet:
        stream.write("\ufeff")
    return row_writer(stream, spreadsheet)


def row_writer(stream: TextIO, spreadsheet: bool) -> WriteRows:
    """Return what writes rows of cells to `stream`."""
    return csv.writer(stream, delimiter=";" if spreadsheet else ",", lineterminator="\n").writerows


def finish(pieces: Pieces) -> int:
    """Write all the rest of a table and return how many updates it has."""
    while True:
        try:
            next(pieces)
        except StopIteration as end:
            return int(end.value)


def decimal_comma(number: str) -> str:
    return number.replace(".", ",")
