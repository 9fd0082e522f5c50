"""Blocks of numbers as text, as they are copied and pasted."""

from __future__ import annotations

import re

import numpy as np

from explainer.engine.arrays import Array
from explainer.files.wording import counted
from explainer.views.controls.number_parsing import EntryError, as_typed, parse_number

MOST_CELLS, _WIDEST = 100_000, 32
_ONE_DECIMAL_COMMA = re.compile(r"\s*[+-]?\d+,\d+\s*", re.ASCII)
_NOTHING = "There are no numbers on the clipboard. Copy some rows first, with tabs, semicolons or commas between them."


def read_block(text: str) -> Array:
    """Return the numbers in `text`, of shape (rows, columns): one row a line, with tabs, semicolons or commas between.

    A single 0,5 is one number, as everywhere. Raises EntryError with a sentence for the person.
    """
    _check_size(text)
    lines = text.rstrip().splitlines()
    if not lines:
        raise EntryError(_NOTHING)
    separator = _separator(text, lines)
    rows = [line.split(separator) if separator else [line] for line in lines]
    for number, row in enumerate(rows, start=1):
        if len(row) != len(rows[0]):
            raise EntryError(
                f"Nothing was pasted: row {number:,} has {counted(len(row), 'cell')}, but row 1 has {len(rows[0]):,}."
            )
    return np.array([_parsed(row, number) for number, row in enumerate(rows, start=1)])


def _check_size(text: str) -> None:
    """Refuse what would keep the window waiting, before a number of it is read."""
    between = "\t;\n" if "\t" in text or ";" in text else ",\n"
    if sum(map(text.count, between)) > MOST_CELLS or len(text) > MOST_CELLS * _WIDEST:
        raise EntryError(
            f"Nothing was pasted: there is more on the clipboard than {MOST_CELLS:,} numbers. Import it as a CSV file."
        )


def _separator(text: str, lines: list[str]) -> str:
    for separator in "\t;":
        if separator in text:
            return separator
    if not all(_ONE_DECIMAL_COMMA.fullmatch(line) for line in lines):
        return ","
    if len(lines) > 1:
        raise EntryError(
            f"Nothing was pasted: {as_typed(lines[0])} may be one number or two. "
            "Write 0.5 for one, and 0; 5 or 0, 5 for two."
        )
    return ""


def _parsed(row: list[str], number: int) -> list[float]:
    numbers = []
    for column, cell in enumerate(row, start=1):
        try:
            numbers.append(parse_number(cell))
        except EntryError as error:
            raise EntryError(f"Nothing was pasted: row {number:,}, column {column:,}: {error}") from None
    return numbers


def write_block(numbers: Array) -> str:
    """Return the numbers with tabs and line ends between them, each with all its digits."""
    return "\n".join("\t".join(map(repr, row)) for row in numbers.tolist())
