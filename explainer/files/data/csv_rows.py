"""The rows of a CSV file as texts, each with the line it begins in, counted as an editor does."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator
from io import BytesIO, TextIOWrapper
from pathlib import Path
from typing import NoReturn

from explainer.files.checks import MOST_COLUMNS, MOST_DATA_NUMBERS, ScenarioError
from explainer.files.ordinary_file import content_of, shown

_LINE_BREAK = re.compile(rb"\r\n?|\n")


class CsvRows:
    """The rows that are not blank, to go through once; `line` is where the last one begins, and there are no more than
    `most_rows`.

    Cells are separated by what the first line has most of: commas, semicolons or tabs. Only one row at a time is in
    memory as cells. Raises ScenarioError with the line where the file is not CSV in UTF-8.
    """

    def __init__(self, file: str, content: bytes) -> None:
        self.file = file
        self.line = 1
        self._cells = 0
        self.most_rows = content.count(b"\n") + 1
        self._check_text(content)
        self.separator = _separator(content)
        self._rows = self._rows_in(self._lines_in(content))

    def __iter__(self) -> Iterator[list[str]]:
        return self._rows

    def refuse(self, sentence: str, column: str = "") -> NoReturn:
        """Raise ScenarioError with the file and the line of the last row before the sentence."""
        raise ScenarioError(f"{self.file}, line {self.line}{column}: {sentence}") from None

    def _rows_in(self, lines: Iterator[str]) -> Iterator[list[str]]:
        reader = csv.reader(lines, delimiter=self.separator, skipinitialspace=True, strict=True)
        try:
            for row in reader:
                if len(row) > 1 or (row and row[0].strip()):
                    yield row
                self.line, self._cells = reader.line_num + 1, 0
        except csv.Error as error:
            self.refuse(_in_words(str(error)))

    def _lines_in(self, content: bytes) -> Iterator[str]:
        """Go through the lines of the text; a row has several where there are line breaks inside quotes."""
        for line in TextIOWrapper(BytesIO(content), encoding="utf-8-sig", newline=""):
            self._cells += line.count(self.separator) + 1
            if self._cells > MOST_COLUMNS:
                self.refuse(f"more than the {MOST_COLUMNS:,} cells that a row may have")
            yield line

    def _check_text(self, content: bytes) -> None:
        if self.most_rows > MOST_DATA_NUMBERS:
            raise ScenarioError(f"{self.file}: more than the {MOST_DATA_NUMBERS:,} lines that a table may have")
        if (zero := content.find(0)) >= 0:
            self._refuse_byte(content[:zero], "this is not text, there is a zero byte in it")
        try:
            content.decode("utf-8")
        except UnicodeDecodeError as error:
            self._refuse_byte(content[: error.start], "this is not text in UTF-8")

    def _refuse_byte(self, before: bytes, wrong: str) -> NoReturn:
        self.line = len(_LINE_BREAK.findall(before)) + 1
        self.refuse(f"{wrong}; save the table as CSV in UTF-8")


def csv_rows(path: Path, name: str = "") -> CsvRows:
    """Return the rows of a file, which sentences call by that name. Raises ScenarioError where it cannot be read."""
    return CsvRows(name or shown(path), content_of(path))


def _separator(content: bytes) -> str:
    """Return what separates cells: what is there more often, outside quotes, in the first line that is not blank."""
    first = re.search(rb"[^\s\xef\xbb\xbf][^\r\n]*", content)
    bare = re.sub(rb'"[^"]*"?', b"", first[0] if first else b"")
    return max(",;\t", key=lambda separator: bare.count(separator.encode()))


def _in_words(error: str) -> str:
    if "limit" in error:
        return f"a cell has more than {csv.field_size_limit():,} characters, too many for one; is a quote not closed?"
    return "quotes are not closed, or something follows them in the same cell"
