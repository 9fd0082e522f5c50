"""What the tables share: how they look, and that rows and columns fit the size of the text."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
PLAIN = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class FittedTable(QTableView):
    """A table without lines; a subclass says in `fit_columns` how wide its columns are."""

    def __init__(self, parent: QWidget | None) -> None:
        super().__init__(parent)
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setHighlightSections(False)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)

    def fit_columns(self) -> None:
        """Make the columns fit the size of the text."""

    def fit(self) -> None:
        """Make rows and columns fit the size of the text."""
        for header in (self.horizontalHeader(), self.verticalHeader()):
            header.setMinimumSectionSize(1)  # else it may be that of a text that was larger
        self.verticalHeader().setDefaultSectionSize(round(1.5 * self.fontMetrics().height()))
        self.fit_columns()

    def bring_into_sight(self, *rows: int) -> None:
        """Scroll to one row after the other, but not sideways."""
        aside = self.horizontalScrollBar().value()
        for row in rows:
            self.scrollTo(self.model().index(row, 0))
        self.horizontalScrollBar().setValue(aside)

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        self.fit()
        super().showEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self.fit()
