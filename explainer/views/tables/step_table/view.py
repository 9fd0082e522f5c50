"""The step table: every line of the cursor's update as a row; a click goes to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.tables.fitted_table import PLAIN, FittedTable
from explainer.views.tables.step_table.model import COLUMNS, NAMES, ON_PAPER, StepModel

_AHEAD = 2
_FIRST = ("step", "symbol", "value", "on paper", "formula", "substitution")
"""The columns that are seen first where there is no room for all."""
_ON_STAGE = frozenset({"step", "symbol", "value", "formula"})
"""Those that a stage has room for, so that none is cut."""


class StepTable(FittedTable):
    """The lines of the cursor's update. Listens to `moved` of the walkthrough; a click, Up and Down move its cursor.

    All other keys are left to the window. `explain_asked` carries the symbol of a line that is to be explained, and
    where on the screen.
    """

    explain_asked = Signal(object, QPoint)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._model = StepModel(display, walkthrough.known, self)
        self.setModel(self._model)
        self.setObjectName("step_table")
        self.setAccessibleName("Steps of this update")
        self._look()
        self.clicked.connect(self._on_clicked)
        walkthrough.moved.connect(self._show_position)
        display.changed.connect(self._show_columns)
        self._show_columns()
        self._show_position()

    def _look(self) -> None:
        self.fit()
        header = self.horizontalHeader()
        for place, name in enumerate(_FIRST):
            header.moveSection(header.visualIndex(NAMES.index(name)), place)
        header.setStretchLastSection(True)
        self.verticalHeader().hide()
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)

    def fit_columns(self) -> None:
        for column, (_, letters) in enumerate(COLUMNS.values()):
            self.setColumnWidth(column, letters * self.fontMetrics().averageCharWidth() + 12)

    def _show_columns(self) -> None:
        """Hide those that are not wanted, or have no room on a stage."""
        for column, name in enumerate(NAMES):
            is_cut = self._display.is_stage and name not in _ON_STAGE
            self.setColumnHidden(column, is_cut or (column == ON_PAPER and self._display.writing.paper is None))

    def _show_position(self) -> None:
        walkthrough, step = self._walkthrough, self._walkthrough.cursor.step
        self._model.show(walkthrough.known)
        column = max(self.currentIndex().column(), 0)
        aside = self.horizontalScrollBar().value()
        self.setCurrentIndex(self._model.index(max(step - 1, 0), column))
        self.horizontalScrollBar().setValue(aside)
        self._show_current()

    def _show_current(self) -> None:
        """Scroll to the current row and a few after it."""
        row = self.currentIndex().row()
        self.bring_into_sight(min(row + _AHEAD, self._model.rowCount() - 1), row)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._go_to(index.row() + 1)

    def _go_to(self, step: int) -> None:
        self._walkthrough.go_to(self._walkthrough.cursor.update, min(step, len(self._walkthrough.trace)))

    # Qt

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        if index.isValid():
            self.explain_asked.emit(self._walkthrough.trace[index.row() + 1].symbol, event.globalPos())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() in PLAIN:
            self._go_to(self._walkthrough.cursor.step + by)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._show_current()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._show_current()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._show_current()
