"""The rows of a trace file, one after the other: plain or spreadsheet variant, nothing kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

from explainer.verify.errors import TraceError, shown
from explainer.verify.formula_parser import NUMBER

HEADER = (
    "step",
    "epoch",
    "update",
    "sample",
    "phase",
    "operation",
    "layer",
    "unit",
    "parameter",
    "symbol",
    "formula",
    "substitution",
    "value",
)
LONGEST_LINE = 2**21
"""In bytes."""

_VALUE = re.compile(rf"-?{NUMBER}")
_QUOTED = {sign: re.compile(rf'(?:"([^"]*+(?:""[^"]*+)*+)"|([^"{sign}]*))(?:{sign}|$)') for sign in ",;"}


class RowShape(NamedTuple):
    """What a row has in common with the same row of every other update."""

    phase: str
    operation: str
    layer: str
    unit: str
    parameter: str
    symbol: str
    formula: str
    of_sample: bool


class TraceRow(NamedTuple):
    """One row; `number` counts from 1 below the header, `sample` is empty where the row is about the whole batch."""

    number: int
    step: int
    epoch: int
    update: int
    sample: str
    shape: RowShape
    substitution: str
    value: float

    @property
    def line(self) -> int:
        return self.number + 1


def read_rows(stream: BinaryIO) -> Iterator[TraceRow]:
    """Yield the rows of a trace file. Raises TraceError with the line that cannot be used."""
    lines = _lines(stream)
    header = next(lines, "").removeprefix("\ufeff")
    delimiter = ";" if ";" in header else ","
    _check_header(header.split(delimiter))
    for number, line in enumerate(lines, start=1):
        yield _row(number, _cells(line, delimiter, number + 1), delimiter == ";")


def _lines(stream: BinaryIO) -> Iterator[str]:
    number = 0
    while line := stream.readline(LONGEST_LINE + 1):
        number += 1
        if len(line) > LONGEST_LINE:
            raise TraceError(f"line {number}: longer than {LONGEST_LINE // 2**20} MiB, so this is no trace file")
        try:
            yield line.decode("utf-8").removesuffix("\n").removesuffix("\r")
        except UnicodeDecodeError:
            raise TraceError(f"line {number}: not UTF-8 text") from None


def _check_header(cells: list[str]) -> None:
    missing = [name for name in HEADER if name not in cells]
    if missing:
        raise TraceError(f"line 1: expected the columns of a trace, step by step; not there: {', '.join(missing)}")
    if tuple(cells) != HEADER:
        raise TraceError(f"line 1: expected exactly the columns {', '.join(HEADER)}, in this order")


def _cells(line: str, delimiter: str, number: int) -> list[str]:
    cells = line.split(delimiter) if '"' not in line else _quoted_cells(line, delimiter, number)
    if len(cells) != len(HEADER):
        raise TraceError(f"line {number}: expected {len(HEADER)} cells, got {len(cells)}")
    return cells


def _quoted_cells(line: str, delimiter: str, number: int) -> list[str]:
    cells: list[str] = []
    position = 0
    while len(cells) <= len(HEADER):
        found = _QUOTED[delimiter].match(line, position)
        if found is None:
            raise TraceError(f"line {number}: an opening quotation mark without a closing one")
        cells.append(found[2] if found[1] is None else found[1].replace('""', '"'))
        position = found.end()
        if not found[0].endswith(delimiter):
            break
    return cells


def _row(number: int, cells: list[str], decimal_comma: bool) -> TraceRow:
    step, epoch, update, sample, phase, operation, layer, unit, parameter, symbol, formula, substitution, value = cells
    line = number + 1
    if sample:
        _count(sample, "sample", line)
    return TraceRow(
        number,
        _count(step, "step", line),
        _count(epoch, "epoch", line),
        _count(update, "update", line),
        sample,
        RowShape(phase, operation, layer, unit, parameter, symbol, formula, bool(sample)),
        substitution,
        _number(value, decimal_comma, line),
    )


def _count(cell: str, column: str, line: int) -> int:
    if cell.isascii() and cell.isdigit() and cell[0] != "0" and len(cell) <= 15:
        return int(cell)
    raise TraceError(f"line {line}: {column}: expected a whole number from 1, got {shown(cell)}")


def _number(cell: str, decimal_comma: bool, line: int) -> float:
    text = cell.translate(_COMMA_TO_POINT) if decimal_comma else cell
    if not _VALUE.fullmatch(text):
        raise TraceError(f"line {line}: value: expected a number, got {shown(cell)}")
    return float(text)


_COMMA_TO_POINT = str.maketrans(",.", ".,")


_NET = re.compile(r"z[0-9]+_[0-9]+")


def check_notation(first: TraceRow) -> None:
    """Raise TraceError where the first row is that of a net input in another notation than the worked one, in which
    its symbol is net_ and the name of the unit."""
    shape = first.shape
    if shape.operation != "net" or not _NET.fullmatch(shape.symbol):
        return
    name = "theta" if shape.formula.startswith("Theta") else "matrix"
    raise TraceError(f"this trace is written in the {name} notation; only one in the worked notation can be verified")
