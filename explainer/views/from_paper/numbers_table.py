"""A table of lines that can be gone to."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView

from explainer.views.controls.controls import tip_of
from explainer.views.tables.fitted_table import ENTER, FittedTable

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_ARROWS = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown, Qt.Key.Key_Home, Qt.Key.Key_End)


class TextRows(QAbstractTableModel):
    """Rows of texts below headings. The last column is its own tool tip."""

    def __init__(self, headings: Sequence[str], parent: FittedTable) -> None:
        super().__init__(parent)
        self._headings = headings
        self.rows: list[tuple[str, ...]] = []

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        self.beginResetModel()
        self.rows = rows
        self.endResetModel()

    # Qt

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._headings)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        text = self.rows[index.row()][index.column()]
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == len(self._headings) - 1:
            return tip_of(text)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return _LEFT
        return None


class NumbersTable(FittedTable):
    """A row for each number. A click on one, or Enter, asks for its line: `asked` carries the row."""

    asked = Signal(int)
    current_changed = Signal()

    def __init__(self, id: str, name: str, headings: Sequence[str]) -> None:
        super().__init__(None)
        self.texts = TextRows(headings, self)
        self.setModel(self.texts)
        self.setObjectName(id)
        self.setAccessibleName(name)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.verticalHeader().hide()
        self.horizontalHeader().hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.clicked.connect(lambda index: self.asked.emit(index.row()))
        self.selectionModel().currentChanged.connect(self.current_changed)

    @property
    def row(self) -> int:
        """The current row, −1 where there is none."""
        return self.currentIndex().row()

    def choose(self, row: int) -> None:
        """Make a row the current one and bring it into sight."""
        if 0 <= row < len(self.texts.rows):
            self.setCurrentIndex(self.texts.index(row, 0))
            self.bring_into_sight(row)

    def show_rows(self, rows: list[tuple[str, ...]]) -> None:
        """Show other rows; the current one stays where it is the same."""
        if rows == self.texts.rows:
            return
        row, before = self.row, self.texts.rows
        self.texts.show_rows(rows)
        self.horizontalHeader().setVisible(bool(rows))
        self.fit()
        if 0 <= row < len(rows) and rows[row] == before[row]:
            self.choose(row)
        self.current_changed.emit()

    def fit_columns(self) -> None:
        header, apart = self.horizontalHeader(), self.fontMetrics().horizontalAdvance("0")
        header.resizeSections(QHeaderView.ResizeMode.ResizeToContents)
        for column in range(header.count() - 1):
            header.resizeSection(column, header.sectionSize(column) + apart)

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in ENTER and self.row >= 0:
            self.asked.emit(self.row)
        elif event.key() in _ARROWS:
            super().keyPressEvent(event)
        else:
            event.ignore()
