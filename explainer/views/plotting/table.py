"""The numbers of a plot as a table: what its CSV file and the tests read."""

from __future__ import annotations

from collections.abc import Sequence
from io import StringIO
from math import isnan
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.export.csv_form import PLAIN, safe_text


class Column(NamedTuple):
    """Numbers (NaN where there is none) or words, under a name and the unit they are in ("" for plain numbers)."""

    name: str
    values: Array | Sequence[str]
    unit: str = ""

    @property
    def heading(self) -> str:
        return f"{self.name} [{self.unit}]" if self.unit else self.name


class PlotTable:
    """Columns of equal length. Raises ValueError if they are not."""

    def __init__(self, *columns: Column) -> None:
        if len({len(column.values) for column in columns}) > 1:
            raise ValueError(f"columns of different lengths: {[(c.name, len(c.values)) for c in columns]}")
        self.columns = columns

    @property
    def names(self) -> tuple[str, ...]:
        return tuple(column.name for column in self.columns)

    def __len__(self) -> int:
        return len(self.columns[0].values) if self.columns else 0

    def __getitem__(self, name: str) -> Array:
        """Return the numbers of a column. Raises KeyError if there is none of that name."""
        for column in self.columns:
            if column.name == name:
                return np.asarray(column.values)
        raise KeyError(name)

    def csv(self) -> str:
        """Return the table as CSV text: every number in full, nothing where it is NaN."""
        text = StringIO()
        write = PLAIN.begin(text)
        write([[safe_text(column.heading) for column in self.columns]])
        write(zip(*(_cells(column.values) for column in self.columns), strict=True))
        return text.getvalue()


def _cells(values: Array | Sequence[str]) -> list[str]:
    if not isinstance(values, np.ndarray):
        return [safe_text(value) for value in values]
    if values.dtype.kind in "iu":
        return [str(number) for number in values.tolist()]
    if values.dtype.kind == "f":
        return [_number(number) for number in values.tolist()]
    return [safe_text(str(value)) for value in values.tolist()]


def _number(number: float) -> str:
    """Return the shortest text that is read back as the very same number; whole ones without a point."""
    if isnan(number):
        return ""
    return str(int(number)) if number.is_integer() and abs(number) < 1e15 else repr(number)
