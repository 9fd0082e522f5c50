"""The cells of the data table, read from the arrays of the data set when they come into sight."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.scenario import Scenario
from explainer.picture.palette import blend
from explainer.state.edits.sample_edits import column_names
from explainer.state.session.display import Display
from explainer.trace.formula.notation import full
from explainer.trace.formula.symbols import Quantity, Symbol

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_Flag = Qt.ItemFlag
PART = "part"
_HERE = "▸ "
_SMALL = -1.23456789e-7
"""A number that is written as long as any, so that a column of answers has room for all to come."""
_DASH, _NOT_COMPUTED = "–", "Not computed yet"
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DataModel(QAbstractTableModel):
    """The samples of a scenario, as they were given, and which of them the cursor is at.

    Where there is a test part, the first column says which part a row is in; the last ones are what the network
    answers, told of by `show_outputs`. Told of every other data set by `show`; it never copies one.
    """

    def __init__(self, display: Display, scenario: Scenario, row: int, parent: QObject) -> None:
        super().__init__(parent)
        self._display = display
        self._row = row
        self._outputs: Array | None = None
        self._hidden: frozenset[int] = frozenset()
        self._take(scenario)
        self._by_role: dict[int, Callable[[int, int], object]] = {
            int(_Role.DisplayRole): self._cell,
            int(_Role.EditRole): self._typed,
            int(_Role.ToolTipRole): self._tip,
            int(_Role.AccessibleTextRole): self._spoken,
            int(_Role.ForegroundRole): self._colour,
            int(_Role.BackgroundRole): self._ground,
            int(_Role.TextAlignmentRole): self._alignment,
        }
        display.changed.connect(self._on_display)

    @property
    def row(self) -> int:
        """The row that the cursor is at."""
        return self._row

    @property
    def scenario(self) -> Scenario:
        return self._scenario

    @property
    def first_number(self) -> int:
        """The first column that holds numbers."""
        return 1 if self._is_test is not None else 0

    def show(self, scenario: Scenario, row: int) -> None:
        """Show these samples. Tells of the rows that are different, of another shape by a reset."""
        if scenario.data is not self._data or scenario.network is not self._scenario.network:
            before = self._shape
            if _shape(scenario) == before:
                self._take(scenario)
                self._tell(0, len(self._data.inputs) - 1)
            else:
                self.beginResetModel()
                self._take(scenario)
                self._row = row
                self.endResetModel()
        if row != self._row:
            before_row, self._row = self._row, row
            for changed in (before_row, row):
                self._tell(changed, changed)

    @property
    def has_answers(self) -> bool:
        """Whether what the network answers is shown, at least for some samples."""
        return self._outputs is not None and len(self._hidden) < len(self._outputs)

    def show_outputs(self, outputs: Array | None, hidden: frozenset[int]) -> None:
        """Show what the network answers, shape (rows, output units), but not for the hidden rows; None where it is not
        known."""
        changed = range(len(self._data.inputs)) if outputs is not self._outputs else sorted(hidden ^ self._hidden)
        self._outputs, self._hidden = outputs, hidden
        if changed:
            self._tell(changed[0], changed[-1])

    def longest(self, column: int) -> str:
        """Return a text as long as those that a column may come to have; nothing where they are there already."""
        return self._display.writing.show(_SMALL) if column >= self._first_answer else ""

    def symbol(self, column: int, sample: int) -> Symbol | None:
        """Return the symbol of a column, of a sample of the batch counted from 0; None of the column of the part."""
        inputs, top = self._data.inputs.shape[1], self._scenario.network.top
        if self._is_part(column):
            return None
        if column >= self._first_answer:
            return Symbol(Quantity.OUT, sample, top, column - self._first_answer)
        own = column - self.first_number
        return (
            Symbol(Quantity.OUT, sample, 0, own) if own < inputs else Symbol(Quantity.TARGET, sample, top, own - inputs)
        )

    def numbers(self, rows: list[int], columns: list[int]) -> Array:
        """Return the numbers in these rows and columns of the table; the column of the part has none, and
        answers are not among them."""
        own = np.array([column - self.first_number for column in columns if self._is_number(column)], dtype=np.intp)
        split = self._data.inputs.shape[1]
        inputs, targets = own[own < split], own[own >= split] - split
        return np.concatenate([self._data.inputs[rows][:, inputs], self._data.targets[rows][:, targets]], axis=1)

    def _take(self, scenario: Scenario) -> None:
        self._scenario, self._data = scenario, scenario.data
        self._shape = _shape(scenario)
        self._names, self._units = column_names(scenario), scenario.network.layers[-1].names
        self._is_test = _test_rows(scenario.data)

    def _on_display(self) -> None:
        self._tell(0, len(self._data.inputs) - 1)

    def _tell(self, first: int, last: int) -> None:
        self.dataChanged.emit(self.index(first, 0), self.index(last, self.columnCount() - 1))
        self.headerDataChanged.emit(Qt.Orientation.Vertical, first, last)

    def _value(self, row: int, column: int) -> float:
        inputs = self._data.inputs
        own = column - self.first_number
        return float(inputs[row, own] if own < inputs.shape[1] else self._data.targets[row, own - inputs.shape[1]])

    def _is_part(self, column: int) -> bool:
        return column < self.first_number

    def _is_number(self, column: int) -> bool:
        return self.first_number <= column < self._first_answer

    @property
    def _first_answer(self) -> int:
        return self.first_number + len(self._names)

    def _answer(self, row: int, column: int) -> float:
        """Return what an output unit answers to a sample; NaN where that is not told."""
        if self._outputs is None or row >= len(self._outputs) or row in self._hidden:
            return float("nan")
        return float(self._outputs[row, column - self._first_answer])

    def _is_for_testing(self, row: int) -> bool:
        return self._is_test is not None and bool(self._is_test[row])

    def _name(self, column: int) -> str:
        if column >= self._first_answer:
            return f"{self._units[column - self._first_answer]} ="
        return PART if self._is_part(column) else self._names[column - self.first_number]

    def _cell(self, row: int, column: int) -> str:
        if self._is_part(column):
            return "test" if self._is_for_testing(row) else "training"
        if column >= self._first_answer:
            answer = self._answer(row, column)
            return _DASH if np.isnan(answer) else self._display.writing.show(answer)
        return self._display.writing.show(self._value(row, column))

    def _typed(self, row: int, column: int) -> str:
        return repr(self._value(row, column)) if self._is_number(column) else self._cell(row, column)

    def _tip(self, row: int, column: int) -> str:
        if self._is_part(column):
            return "Kept for testing: never trained on" if self._is_for_testing(row) else "Trained on"
        if column >= self._first_answer:
            answer = self._answer(row, column)
            return _NOT_COMPUTED if np.isnan(answer) else full(answer)
        value, own = self._value(row, column), column - self.first_number
        if self._data.scale == "none" or own >= self._data.inputs.shape[1]:
            return full(value)
        shift, factor = (float(part[own]) for part in self._data.scaling)
        return f"{full(value)}; scaled, the network gets {full((value - shift) / factor)}"

    def _spoken(self, row: int, column: int) -> str:
        here = ", the current sample" if row == self._row else ""
        return f"{self._name(column)} of sample {row + 1:,}{here}: {self._cell(row, column)}"

    def _colour(self, row: int, column: int) -> QColor:
        quiet = self._is_part(column) or self._is_for_testing(row)
        palette = self._display.palette
        if column >= self._first_answer:
            return QColor(palette.text if row == self._row else palette.forward)
        return QColor(palette.muted if quiet else palette.text)

    def _ground(self, row: int, column: int) -> QColor | None:
        palette = self._display.palette
        return QColor(blend(palette.forward, palette.panel, 0.82)) if row == self._row else None

    def _alignment(self, _: int, column: int) -> Qt.AlignmentFlag:
        return _LEFT if self._is_part(column) else _RIGHT

    def _column_tip(self, column: int) -> str:
        own = column - self.first_number
        if column >= self._first_answer:
            unit = self._units[column - self._first_answer]
            return f"What {unit} answers, as last computed; it is calculated, not given"
        if self._is_part(column):
            return "Whether the network is trained on the sample or tested with it"
        if own >= self._data.inputs.shape[1]:
            return f"What {self._names[own].removeprefix('target ')} should put out"
        if self._data.scale == "none":
            return f"What {self._names[own]} is given"
        shift, factor = (self._display.writing.show(float(part[own])) for part in self._data.scaling)
        return f"{self._names[own]} as given; the network gets ({self._names[own]} − {shift}) / {factor}"

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._data.inputs)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else self._first_answer + len(self._units)

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = _Flag.ItemIsEnabled | _Flag.ItemIsSelectable
        return flags | _Flag.ItemIsEditable if self._is_number(index.column()) else flags

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if role == _Role.TextAlignmentRole:
            return _RIGHT if orientation == Qt.Orientation.Vertical else self._alignment(0, section)
        if orientation == Qt.Orientation.Vertical:
            if role == _Role.ToolTipRole:
                return f"A click goes to the steps of sample {section + 1:,}"
            here = _HERE if section == self._row else ""
            return f"{here}{section + 1:,}" if role == _Role.DisplayRole else None
        if role == _Role.ToolTipRole:
            return self._column_tip(section)
        return self._name(section) if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        read = self._by_role.get(int(role))
        return read(index.row(), index.column()) if read else None


def _shape(scenario: Scenario) -> tuple[object, ...]:
    """Return what decides the rows, the columns and their names."""
    data = scenario.data
    return len(data.inputs), bool(len(data.test.rows)), column_names(scenario), scenario.network.layers[-1].names


def _test_rows(data: Data) -> NDArray[np.bool_] | None:
    """Tell for each row whether it is in the test part; None where there is no such part."""
    if not len(data.test.rows):
        return None
    is_test = np.zeros(len(data.inputs), dtype=np.bool_)
    is_test[data.test.rows] = True
    return is_test
