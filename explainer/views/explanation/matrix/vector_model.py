"""The rows of the vector: one entry each, by its place, its name and where it is in its matrix."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QColor

from explainer.picture.palette import blend
from explainer.state.session.display import Display
from explainer.state.walkthrough.pointing import Pointing
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, element_of
from explainer.trace.matrix.unrolled import Order, Unrolled, indices, place_in_matrix, symbol_of, value_of
from explainer.trace.notations.naming import parameter_label

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
COLUMNS = ("place", "parameter", "in its matrix", "value")
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_NOWHERE = QModelIndex()
NOT_YET = "–"


class VectorModel(QAbstractTableModel):
    """The vector at the cursor. Read-only; the entries of what is pointed at have a ground."""

    def __init__(self, walkthrough: Walkthrough, pointing: Pointing, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._walkthrough, self._pointing, self._display = walkthrough, pointing, display
        self.what, self.order = Unrolled.THETA, Order.OCTAVE
        self._indices = np.zeros(0, dtype=np.intp)

    def renew(self) -> None:
        """Read the network anew."""
        places = indices(self._walkthrough.scenario.network, self.order)
        if np.array_equal(places, self._indices):
            self.tell()
            return
        self.beginResetModel()
        self._indices = places
        self.endResetModel()

    def tell(self) -> None:
        """Tell that numbers or grounds may differ."""
        if len(self._indices):
            self.dataChanged.emit(self.index(0, 0), self.index(len(self._indices) - 1, len(COLUMNS) - 1))

    def symbol(self, row: int) -> Symbol:
        return symbol_of(self._walkthrough.known, self.what, int(self._indices[row]))

    def element(self, row: int) -> Element | None:
        return element_of(self._walkthrough.scenario, self.symbol(row))

    def first_row_of(self, element: Element | None) -> int:
        """Return the first row about an element, -1 where there is none."""
        if element is None or element.parameter < 0:
            return -1
        rows = np.flatnonzero(self._indices == element.parameter)
        return int(rows[0]) if len(rows) else -1

    # Qt

    def rowCount(self, parent: _Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._indices)

    def columnCount(self, parent: _Index = _NOWHERE) -> int:
        return len(COLUMNS)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        is_title = role == _Role.DisplayRole and orientation == Qt.Orientation.Horizontal
        return COLUMNS[section] if is_title else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        row, column = index.row(), index.column()
        if role in (_Role.DisplayRole, _Role.AccessibleTextRole):
            return self._text(row, column)
        if role == _Role.TextAlignmentRole and column in (0, len(COLUMNS) - 1):
            return _RIGHT
        if role == _Role.BackgroundRole and self._is_meant(row):
            return QColor(blend(self._display.palette.panel, self._display.palette.text, 0.1))
        return None

    def _is_meant(self, row: int) -> bool:
        pointed = {self._pointing.hovered, self._pointing.selected} - {None}
        return bool(pointed) and self.element(row) in pointed

    def _text(self, row: int, column: int) -> str:
        scenario, index = self._walkthrough.scenario, int(self._indices[row])
        if column == 0:
            return f"{row + (self.order is Order.OCTAVE):,}"
        if column == 1:
            return parameter_label(scenario, scenario.network.parameter(index), self._display.writing.notation)
        if column == 2:
            return place_in_matrix(scenario.network, self.order, row)
        value = value_of(self._walkthrough.known, self.what, index)
        return NOT_YET if math.isnan(value) else self._display.writing.show(value)
