"""The table of the gradient check, and which keys are its own."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from explainer.views.tables.fitted_table import ENTER, PLAIN, FittedTable
from explainer.views.tables.gradient_table.model import PARAMETER, VERDICT, GradientModel

_LETTERS = (10.5, 12, 12, 9.5, 11)
"""About how many letters wide each column is at least; where there is more room they share it."""


class GradientGrid(FittedTable):
    """Shows the rows; a click on one, or Enter, emits `chosen` with its parameter's index in theta.

    Up and Down select; all other keys are left to the window. `explain_asked` carries that index, and where on the
    screen the right click was.
    """

    chosen = Signal(int)
    explain_asked = Signal(int, QPoint)

    def __init__(self, model: GradientModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setAccessibleName("Gradients and nudged slopes")
        self._look()
        self.clicked.connect(self._on_clicked)

    def worst_first(self) -> None:
        """Sort by verdict, failures at the top."""
        self._sort(VERDICT, Qt.SortOrder.DescendingOrder)

    def by_name(self) -> None:
        """Sort by parameter."""
        self._sort(PARAMETER, Qt.SortOrder.AscendingOrder)

    def _sort(self, column: int, order: Qt.SortOrder) -> None:
        self.sortByColumn(column, order)
        self.scrollToTop()

    def _look(self) -> None:
        self.setSortingEnabled(True)
        self.by_name()
        self.horizontalHeader().setStretchLastSection(True)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(self._model.parameter(index.row()))

    def fit_columns(self) -> None:
        letter = self.fontMetrics().horizontalAdvance("0")
        room = max(self.viewport().width(), round(sum(_LETTERS) * letter))
        for column, letters in enumerate(_LETTERS):
            self.setColumnWidth(column, int(room * letters / sum(_LETTERS)))

    # Qt

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        if index.isValid():
            self.explain_asked.emit(self._model.parameter(index.row()), event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() in PLAIN and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
        elif event.modifiers() in PLAIN and key in ENTER and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
