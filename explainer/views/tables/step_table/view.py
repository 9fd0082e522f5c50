"""The step table: every line of the cursor's update as a row; a click goes to it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QModelIndex, Qt
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.tables.step_table.model import COLUMNS, NAMES, StepModel

_AHEAD = 2
_FIRST = ("step", "symbol", "value", "formula", "substitution")
"""The columns that are seen first where there is no room for all."""


class StepTable(QTableView):
    """The lines of the cursor's update. Listens to `moved` of the walkthrough; a click, Up and Down move its cursor.

    All other keys are left to the window.
    """

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._model = StepModel(display, walkthrough.known, self)
        self.setObjectName("step_table")
        self.setAccessibleName("Steps of this update")
        self.setModel(self._model)
        self._look()
        self.clicked.connect(self._on_clicked)
        walkthrough.moved.connect(self._show_position)
        self._show_position()

    def _look(self) -> None:
        self._fit()
        header = self.horizontalHeader()
        for place, name in enumerate(_FIRST):
            header.moveSection(header.visualIndex(NAMES.index(name)), place)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.hide()
        self.horizontalHeader().setStretchLastSection(True)
        self.horizontalHeader().setHighlightSections(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setWordWrap(False)

    def _fit(self) -> None:
        """Make rows and columns fit the size of the text."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)  # else it may be that of a text that was larger
        metrics = QFontMetrics(self.font())
        for column, (_, letters) in enumerate(COLUMNS.values()):
            self.setColumnWidth(column, letters * metrics.averageCharWidth() + 12)
        self.verticalHeader().setDefaultSectionSize(round(1.5 * metrics.height()))

    def _show_position(self) -> None:
        walkthrough, step = self._walkthrough, self._walkthrough.cursor.step
        self._model.show(walkthrough.known)
        column = max(self.currentIndex().column(), 0)
        aside = self.horizontalScrollBar().value()
        self.setCurrentIndex(self._model.index(max(step - 1, 0), column))
        self.horizontalScrollBar().setValue(aside)
        self._bring_into_sight()

    def _bring_into_sight(self) -> None:
        """Scroll to the current row and a few after it, but not sideways."""
        row, aside = self.currentIndex().row(), self.horizontalScrollBar().value()
        for wanted in (min(row + _AHEAD, self._model.rowCount() - 1), row):
            self.scrollTo(self._model.index(wanted, 0))
        self.horizontalScrollBar().setValue(aside)

    def _on_clicked(self, index: QModelIndex) -> None:
        self._go_to(index.row() + 1)

    def _go_to(self, step: int) -> None:
        self._walkthrough.go_to(self._walkthrough.cursor.update, min(step, len(self._walkthrough.trace)))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()), 0)
        if by and event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier):
            self._go_to(self._walkthrough.cursor.step + by)
        else:
            event.ignore()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._fit()
            self._bring_into_sight()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._bring_into_sight()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._fit()
        self._bring_into_sight()
