"""The matrices of a check below one another in one table."""

from __future__ import annotations

from math import isnan

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from explainer.bugs.lab.matrices import CheckMatrix
from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.views.tables.fitted_table import FittedTable

_DIGITS = 4
_MOST = 24
"""So many rows and columns of a matrix are shown."""
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_FAILS = "≠ "


class MatrixTable(FittedTable):
    """A row for each receiving unit, a column for each sending one; what fails is bold, has a sign and a ground."""

    def __init__(self, display: Display) -> None:
        super().__init__(None)
        self._display = display
        self._model = QStandardItemModel(self)
        self.setModel(self._model)
        self.setObjectName("check_matrices")
        self.setAccessibleName("The check as matrices")
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.horizontalHeader().hide()
        self.verticalHeader().hide()
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_matrices(self, matrices: list[CheckMatrix]) -> None:
        self._model.clear()
        for matrix in matrices:
            self._add(matrix)
        self.fit()

    def _add(self, matrix: CheckMatrix) -> None:
        sources = [*matrix.sources[:_MOST], *(["…"] if len(matrix.sources) > _MOST else [])]
        names = [*sources, *(["b"] if matrix.has_biases else [])]
        heading = [f"layer {matrix.layer.number}: from", *names]
        self._model.appendRow([self._heading(text, bool(place)) for place, text in enumerate(heading)])
        for unit, name in enumerate(matrix.layer.names[:_MOST]):
            self._model.appendRow([self._heading(f"to {name}"), *self._cells(matrix, unit, name, len(sources))])
        if matrix.layer.units > _MOST:
            self._model.appendRow([self._heading(f"… {matrix.layer.units - _MOST} more")])

    def _cells(self, matrix: CheckMatrix, unit: int, name: str, sources: int) -> list[QStandardItem]:
        shown = [*range(min(len(matrix.sources), _MOST))]
        cells = [self._cell(matrix, unit, column, f"{matrix.sources[column]} to {name}") for column in shown]
        cells += [QStandardItem("…")] * (sources > len(shown))
        return cells + [self._cell(matrix, unit, -1, f"bias of {name}")] * matrix.has_biases

    def _heading(self, text: str, is_right: bool = False) -> QStandardItem:
        item = QStandardItem(text)
        item.setForeground(QColor(self._display.palette.muted))
        if is_right:
            item.setTextAlignment(_RIGHT)
        return item

    def _cell(self, matrix: CheckMatrix, unit: int, column: int, name: str) -> QStandardItem:
        number, fails = float(matrix.numbers[unit, column]), bool(matrix.fails[unit, column])
        is_checked = bool(matrix.is_checked[unit, column])
        writing, palette = self._display.writing, self._display.palette
        text = writing._replace(digits=_DIGITS).show(number) if is_checked else "frozen"
        item = QStandardItem(f"{_FAILS}{text}" if fails else text)
        item.setTextAlignment(_RIGHT)
        item.setData(f"{name}: {text}{', fails' if fails else ''}", Qt.ItemDataRole.AccessibleTextRole)
        item.setToolTip(f"{name}: {'no ratio, the slope is 0' if is_checked and isnan(number) else text}")
        if fails:
            font = QFont(self.font())
            font.setBold(True)
            item.setFont(font)
            item.setBackground(QColor(blend(palette.weight_minus, palette.panel, 0.86)))
        return item

    def fit_columns(self) -> None:
        self.horizontalHeader().resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        rows = sum(self.rowHeight(place) for place in range(self._model.rowCount()))
        bar = self.horizontalScrollBar().sizeHint().height()
        self.setFixedHeight(rows + bar + 4)
