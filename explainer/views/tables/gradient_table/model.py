"""The rows of the gradient check: one parameter each, sorted by any column."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor, QFont

from explainer.picture.palette import blend
from explainer.state.background.checker import Outcome
from explainer.state.session.display import Display
from explainer.trace.formula.notation import full, show
from explainer.views.tables.gradient_table.findings import ERROR_DIGITS, MEANINGS, WORDS, Verdict, name_of, verdicts

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_Order = Qt.SortOrder
COLUMNS = ("parameter", "gradient", "nudged slope", "rel. error", "verdict")
PARAMETER, ANALYTIC, _NUMERIC, ERROR, VERDICT = range(len(COLUMNS))
_TIPS = (
    "Weights in the order of their names, then biases",
    "The gradient that the update uses, from backpropagation",
    "(E(w + ε) − E(w − ε)) / 2ε: how much the error changes when the parameter alone is nudged",
    "Relative error: |gradient − slope| / the larger of the two (at least 0.001)",
    "Whether gradient and slope agree",
)
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NO_ROWS = np.zeros(0, dtype=np.intp)


class GradientModel(QAbstractTableModel):
    """The checked parameters of an outcome; nothing where there is none. Read-only."""

    def __init__(self, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._display = display
        self._outcome: Outcome | None = None
        self._verdicts = _NO_ROWS
        self._rows = _NO_ROWS
        self._is_current = True
        self._sorting = (PARAMETER, _Order.AscendingOrder)
        self._by_role: dict[int, Callable[[int, int], object]] = {
            int(_Role.DisplayRole): self._cell,
            int(_Role.ToolTipRole): self._tip,
            int(_Role.AccessibleTextRole): self._spoken,
            int(_Role.ForegroundRole): self._colour,
            int(_Role.BackgroundRole): self._ground,
            int(_Role.FontRole): self._font,
            int(_Role.TextAlignmentRole): self._alignment,
        }
        display.changed.connect(self._tell)

    @property
    def has_failed(self) -> bool:
        return bool(np.any(self._verdicts >= Verdict.DISAGREES))

    def show(self, outcome: Outcome | None) -> None:
        """Show what a check found."""
        self.beginResetModel()
        self._outcome = outcome
        self._verdicts = verdicts(outcome.result) if outcome else _NO_ROWS
        self._rows = self._sorted()
        self.endResetModel()

    def show_current(self, is_current: bool) -> None:
        """Show whether the numbers are those of the update that is looked at."""
        if is_current != self._is_current:
            self._is_current = is_current
            self._tell()

    def _tell(self) -> None:
        if len(self._rows):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._rows) - 1, len(COLUMNS) - 1))

    def parameter(self, row: int) -> int:
        """Return the index in theta of the parameter in a row."""
        return int(self._rows[row])

    def _sorted(self) -> NDArray[np.intp]:
        if self._outcome is None:
            return _NO_ROWS
        column, order = self._sorting
        rows = _named_order(self._outcome)
        key = self._keys(column)[rows]
        by_key = np.argsort(-key if order == _Order.DescendingOrder else key, kind="stable")
        return np.asarray(rows[by_key], dtype=np.intp)

    def _keys(self, column: int) -> NDArray[np.float64]:
        """Return what a column is sorted by, for every entry of theta."""
        assert self._outcome is not None
        result = self._outcome.result
        if column == PARAMETER:
            keys = np.zeros(len(result.analytic))
            keys[_named_order(self._outcome)] = np.arange(np.count_nonzero(result.checked))
            return keys
        if column == VERDICT:  # the worst of each verdict first: errors shrunk to 0 … 1 keep their order
            error = np.nan_to_num(result.relative_error, nan=0.0, posinf=1e300)
            return self._verdicts + error / (1 + error)
        return (result.analytic, result.numeric, result.relative_error)[column - ANALYTIC]

    def _number(self, index: int, column: int) -> float:
        assert self._outcome is not None
        result = self._outcome.result
        return float((result.analytic, result.numeric, result.relative_error)[column - ANALYTIC][index])

    def _name(self, index: int) -> str:
        assert self._outcome is not None
        return name_of(self._outcome.scenario, index, self._display.writing.notation)

    def _cell(self, index: int, column: int) -> str:
        assert self._outcome is not None
        if column == PARAMETER:
            return self._name(index)
        if column == VERDICT:
            return WORDS[Verdict(self._verdicts[index])]
        if column == ERROR:
            return show(self._number(index, column), ERROR_DIGITS)
        return self._display.writing.show(self._number(index, column))

    def _tip(self, index: int, column: int) -> str:
        assert self._outcome is not None
        if column == PARAMETER:
            return f"A click goes to the line that makes the gradient of {self._name(index)}"
        if column == VERDICT:
            return MEANINGS[Verdict(self._verdicts[index])]
        return full(self._number(index, column))

    def _spoken(self, index: int, column: int) -> str:
        text = self._cell(index, column)
        return text if column == PARAMETER else f"{COLUMNS[column]}: {text}"

    def _colour(self, index: int, column: int) -> QColor:
        if not self._is_current:
            return QColor(self._display.palette.muted)
        verdict = self._verdicts[index]
        if column in (ERROR, VERDICT) and verdict >= Verdict.DISAGREES:
            return QColor(self._display.palette.weight_minus)
        if column == VERDICT:
            return QColor(
                self._display.palette.muted
                if Verdict.AGREES < verdict < Verdict.DISAGREES
                else self._display.palette.update
            )
        return QColor(self._display.palette.text)

    def _ground(self, index: int, column: int) -> QColor | None:
        if self._verdicts[index] < Verdict.DISAGREES or not self._is_current:
            return None
        return QColor(blend(self._display.palette.weight_minus, self._display.palette.panel, 0.9))

    def _font(self, index: int, column: int) -> QFont | None:
        if column != VERDICT or self._verdicts[index] < Verdict.DISAGREES:
            return None
        font = QFont()
        font.setBold(True)
        return font

    def _alignment(self, _: int, column: int) -> Qt.AlignmentFlag:
        return _LEFT if column in (PARAMETER, VERDICT) else _RIGHT

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return self._alignment(0, section)
        return {_Role.DisplayRole: COLUMNS, _Role.ToolTipRole: _TIPS}.get(_Role(role), (None,) * 5)[section]

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        read = self._by_role.get(int(role))
        return read(self.parameter(index.row()), index.column()) if read else None

    def sort(self, column: int, order: _Order = _Order.AscendingOrder) -> None:
        """Order the rows; a selected parameter stays selected."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        parameters = [self.parameter(index.row()) for index in before]
        self._sorting = (column, order)
        self._rows = self._sorted()
        places = {int(index): row for row, index in enumerate(self._rows)} if before else {}
        after = [self.index(places[of], index.column()) for of, index in zip(parameters, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()


def _named_order(outcome: Outcome) -> NDArray[np.intp]:
    """Return the checked entries of theta as people list them: weights in order, then biases."""
    checked = np.flatnonzero(outcome.result.checked)
    layers = outcome.scenario.network.layers[1:]
    is_bias = np.zeros(len(outcome.result.checked), dtype=np.bool_)
    for layer in layers:
        is_bias[layer.bias_start : layer.stop] = True
    return np.asarray(checked[np.argsort(is_bias[checked], kind="stable")], dtype=np.intp)
