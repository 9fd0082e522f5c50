"""A table of numbers in a CSV file: a line with the names of the columns, then one for each row.

Where cells are separated by semicolons or tabs, numbers may have a decimal comma.
"""

from __future__ import annotations

import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from difflib import get_close_matches
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import NamedTuple, NoReturn

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError
from explainer.files.data.class_column import ClassColumn
from explainer.files.data.csv_rows import CsvRows, csv_rows
from explainer.files.wording import counted, one_line, quoted, unknown

_LONGEST_NAME = 60
_NUMBER = re.compile(r"[+-]?[0-9]*[.,]?[0-9]+([eE][+-]?[0-9]+)?", re.ASCII)
_NAMES_TO_COMPARE = 1000
_NAMES_TO_LIST = 20
_ROWS_OF_HEAD = 50

ToNumber = Callable[[str], float]


class CsvHead(NamedTuple):
    """The `names` of columns, "" where there is none, and those of them with `words` in the first rows."""

    names: tuple[str, ...]
    words: tuple[str, ...]


class CsvTable(NamedTuple):
    """The `names` of columns, `rows`, their numbers, of shape (rows, columns), and the file that they are from."""

    names: tuple[str, ...]
    rows: Array
    file: Path | None = None
    classes: tuple[str, ...] = ()
    """Those of a column of classes, in which there are places among them in the place of numbers."""

    def columns(self, names: Sequence[str]) -> Array:
        """Return the numbers in these columns, of shape (rows, names). Raises ScenarioError where there is none."""
        return frozen(self.rows[:, positions(self.names, names)])


def read_head(path: Path) -> CsvHead:
    """Return the names of the columns of a CSV file, and which of them hold words in most of the first rows. Raises
    ScenarioError with file and line if it cannot be used."""
    rows = csv_rows(path)
    names = _names(rows)
    number, words = _with_decimal_comma if rows.separator != "," else _number, Counter[str]()
    first = list(islice(rows, _ROWS_OF_HEAD))
    for row in first:
        words.update(name for name, cell in zip(names, row, strict=False) if name and _is_word(cell, number))
    return CsvHead(names, tuple(name for name, count in words.items() if 2 * count > len(first)))


def _is_word(cell: str, number: ToNumber) -> bool:
    try:
        number(cell)
    except ValueError:
        return bool(cell.strip())
    return False


def read_table(path: Path, wanted: Sequence[str] | None = None, classes: str = "") -> CsvTable:
    """Return the `wanted` columns of a CSV file, or all that have names; the others may hold anything. The column
    `classes` holds words or numbers that name classes.

    Raises ScenarioError naming the file, and the line and the column where there are any.
    """
    rows = csv_rows(path)
    names = _names(rows)
    chosen = tuple(dict.fromkeys(filter(None, names) if wanted is None else wanted))
    try:
        columns = positions(names, chosen)
    except ScenarioError as error:
        rows.refuse(str(error))
    of_classes, number = ClassColumn(), _with_decimal_comma if rows.separator != "," else _number
    converters = [of_classes.place if classes == name else number for name in chosen]
    numbers = _numbers(rows, names, columns, converters)
    return CsvTable(chosen, numbers, path, tuple(of_classes.met))


def positions(names: Sequence[str], wanted: Sequence[str]) -> list[int]:
    """Return where each wanted name is in `names`. Raises ScenarioError, with the nearest name, where one does
    not."""
    position = {name: index for index, name in enumerate(names) if name}
    for name in wanted:
        if name not in position:
            _refuse_name(name, names)
    return [position[name] for name in wanted]


def _refuse_name(name: str, names: Sequence[str]) -> NoReturn:
    """A table may have very many columns with very long names; a sentence needs few."""
    usable = [name for name in names[:_NAMES_TO_COMPARE] if name.isprintable() and 0 < len(name) <= _LONGEST_NAME]
    near = get_close_matches(name[:_LONGEST_NAME], usable, n=1)
    raise ScenarioError(unknown(name, "the name of a column", near or usable[:_NAMES_TO_LIST]))


def _names(rows: CsvRows) -> tuple[str, ...]:
    """Return the names in the first row; a column may have none, and can then not be asked for."""
    names = tuple(map(one_line, next(iter(rows), [])))
    if not any(names):
        raise ScenarioError(f"{rows.file}: the first line must name the columns, but there is nothing in it")
    if _are_numbers(names):
        rows.refuse("there are numbers where the names of the columns belong; write a line with the names above them")
    seen = {""}
    for name in names:
        if name in seen and name:
            rows.refuse(f"two columns are called {quoted(name)}; the first line must name each column once")
        seen.add(name)
    return names


def _are_numbers(names: Sequence[str]) -> bool:
    """Tell whether the first row is one of numbers; counting the columns from 0 or 1 names them too."""
    if not all(_NUMBER.fullmatch(name) for name in names):
        return False
    counts = [str(place) for place in range(len(names) + 1)]
    return list(names) not in (counts[:-1], counts[1:])


def _numbers(rows: CsvRows, names: Sequence[str], columns: Sequence[int], converters: Sequence[ToNumber]) -> Array:
    """Return the numbers in these columns, each by its converter, of shape (rows, columns)."""
    pairs = list(zip(columns, converters, strict=True))
    values = array("d")
    if (rows.most_rows - 2) * len(columns) > MOST_DATA_NUMBERS:  # the names, and the end of the last line
        _refuse_size(rows)
    for row in rows:
        if len(row) != len(names):
            rows.refuse(f"expected {counted(len(names), 'cell')}, one for each column, got {len(row)}")
        try:
            values.extend([number(row[column]) for column, number in pairs])
        except ValueError:
            _refuse_number(rows, row, names, pairs)
        if len(values) > MOST_DATA_NUMBERS:
            _refuse_size(rows)
    if not values:
        raise ScenarioError(f"{rows.file}: there are no rows below the names of the columns")
    return frozen(np.frombuffer(values).reshape(-1, len(columns)))


def _refuse_size(rows: CsvRows) -> NoReturn:
    raise ScenarioError(f"{rows.file}: more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have")


def _number(cell: str) -> float:
    """Return a finite number. Raises ValueError, also for 1_000, which is a number to Python alone."""
    value = float(cell)
    if "_" in cell or not isfinite(value):
        raise ValueError(cell)
    return value


def _with_decimal_comma(cell: str) -> float:
    return _number(cell.replace(",", "."))


def _refuse_number(
    rows: CsvRows, row: Sequence[str], names: Sequence[str], pairs: Sequence[tuple[int, ToNumber]]
) -> None:
    """Raise ScenarioError about the first of these columns that holds no number."""
    for column, number in pairs:
        try:
            number(row[column])
        except ValueError:
            rows.refuse(_wrong(row[column].strip()), f", column {quoted(names[column])}")


def _wrong(cell: str) -> str:
    if not cell:
        return "the cell is empty; give a number"
    try:
        finite = isfinite(float(cell.replace(",", ".")))
    except ValueError:
        finite = True
    return f"{quoted(cell)} is not a {'' if finite else 'finite '}number"
