"""A person's numbers in a CSV file: a row for each, with the columns symbol and value, perhaps update and sample."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from explainer.engine.scenario.printed_number import PrintedNumber, read_typed
from explainer.engine.scenario.written_answer import WrittenAnswer
from explainer.files.checks import ScenarioError
from explainer.files.data.csv_rows import CsvRows, csv_rows
from explainer.files.ordinary_file import as_given
from explainer.files.wording import quoted

_NEEDED = ("symbol", "value")
_WHOLE = ("update", "sample")
PASTED = "what was pasted"
_MOST = 10**6
_DASHES = "-\N{EN DASH}\N{EM DASH}\N{MINUS SIGN}"
"""Such a cell is blank: nothing was worked out."""
_COMMAS = "numbers with a decimal comma need quotes, or ; between the cells"


def read_answers(path: Path) -> list[WrittenAnswer]:
    """Return the answers in a file, those that are not blank. Raises ScenarioError with file and line."""
    return _read(csv_rows(path, as_given(path)))


def read_pasted(text: str) -> list[WrittenAnswer]:
    """Return the answers in a text, or in cells of a spreadsheet. Raises ScenarioError with the line."""
    return _read(CsvRows(PASTED, text.encode("utf-8", "replace")))


def _read(rows: CsvRows) -> list[WrittenAnswer]:
    columns = _columns(rows, _NEEDED)
    return list(_answers(rows, columns))


def read_people(path: Path) -> list[dict[str, str]]:
    """Return the rows of a list of people by column, each with an `id`. Raises ScenarioError with file and line."""
    rows = csv_rows(path, as_given(path))
    columns = _columns(rows, ("id",))
    people = [{name: _cell(row, place) for name, place in columns.items()} for row in rows]
    known: set[str] = set()
    for person in people:
        if person["id"] in known:
            raise ScenarioError(f"{rows.file}: the id {quoted(person['id'])} is there twice")
        known.add(person["id"])
    return people


def _columns(rows: CsvRows, needed: Sequence[str]) -> dict[str, int]:
    """Return where each column is, by its name in small letters."""
    names = [name.strip().lower() for name in next(iter(rows), [])]
    for name in needed:
        if name not in names:
            rows.refuse(f"there is no column {quoted(name)}; the first line names the columns")
    return {name: names.index(name) for name in names}


def _answers(rows: CsvRows, columns: dict[str, int]) -> Iterator[WrittenAnswer]:
    width = max(columns.values()) + 1
    for row in rows:
        if any(cell.strip() for cell in row[width:]):
            rows.refuse(f"more cells than columns; {_COMMAS}")
        symbol, value = (_cell(row, columns[name]) for name in _NEEDED)
        if value.strip(_DASHES) and not symbol:
            rows.refuse(f"{quoted(value)} is the value of no symbol")
        if value.strip(_DASHES):
            update, sample = (_whole(rows, row, columns, name) for name in _WHOLE)
            number = _number(value)
            yield WrittenAnswer(symbol, number, update or 1, sample, rows.line, "" if number else value)


def _cell(row: list[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _number(value: str) -> PrintedNumber | None:
    try:
        return number_in(value)
    except ScenarioError:
        return None


def number_in(text: str) -> PrintedNumber:
    """Return the number that a person has typed. Raises ScenarioError with one sentence where it is none."""
    try:
        number = read_typed(text)
        float(number.value)
    except ValueError:
        raise ScenarioError(f"{quoted(text)} is not a number; write one such as 0.15, 0,15, -2 or 1/3") from None
    except ZeroDivisionError:
        raise ScenarioError(f"{quoted(text)} divides by zero") from None
    except OverflowError:
        raise ScenarioError(f"{quoted(text)} is too large to calculate with") from None
    return number


def _whole(rows: CsvRows, row: list[str], columns: dict[str, int], name: str) -> int | None:
    cell = _cell(row, columns[name]) if name in columns else ""
    if not cell:
        return None
    if not (cell.isascii() and cell.isdigit() and 0 < len(cell) < 8 and 1 <= int(cell) <= _MOST):
        rows.refuse(f"{name}: expected a whole number from 1 to {_MOST:,}, got {quoted(cell)}")
    return int(cell)
