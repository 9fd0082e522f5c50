"""The table of experiments, with what a person can do with those that are chosen."""

from __future__ import annotations

from PySide6.QtCore import QItemSelectionModel, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QInputDialog, QMenu, QWidget

from explainer.lab_book.experiment import Experiment
from explainer.state.histories.lab_book import LabBook
from explainer.views.controls.controls import OwnKeys
from explainer.views.plots.lab_book.book_model import BookModel
from explainer.views.tables.fitted_table import ENTER, FittedTable

_KEYS = Qt.Key.Key_Delete, Qt.Key.Key_F2, Qt.Key.Key_Space, *ENTER
_PAD = 14
_CURRENT = QItemSelectionModel.SelectionFlag.NoUpdate
_SELECT = QItemSelectionModel.SelectionFlag.Select | QItemSelectionModel.SelectionFlag.Rows


class BookGrid(FittedTable):
    """Shows the book. Delete removes, F2 names and Enter opens what is chosen, Space shows or hides its curve; the
    menu has them too. `chosen_changed` when other rows are chosen."""

    chosen_changed = Signal()

    def __init__(self, model: BookModel, book: LabBook, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._book = model, book
        self.setModel(model)
        self.setObjectName("experiments")
        self.setAccessibleName("Experiments")
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._on_menu)
        self.doubleClicked.connect(self.open_chosen)
        self.selectionModel().selectionChanged.connect(self.chosen_changed)
        self._shown = book.experiments
        self._kept: tuple[frozenset[Experiment], int, int] = frozenset(), -1, 0
        model.modelAboutToBeReset.connect(self._on_about_to_reset)
        model.modelReset.connect(self._on_reset)
        OwnKeys(self, *_KEYS)

    @property
    def places(self) -> list[int]:
        """The places in the book of the rows that are chosen."""
        return sorted(index.row() for index in self.selectionModel().selectedRows())

    @property
    def chosen(self) -> frozenset[Experiment]:
        return frozenset(self._shown[place] for place in self.places)

    def _on_about_to_reset(self) -> None:
        """Remember what is chosen and seen: a reset forgets it."""
        self._kept = self.chosen, self.currentIndex().row(), self.verticalScrollBar().value()

    def _on_reset(self) -> None:
        """Choose the same experiments again; where the current one is gone, the one in its place is current."""
        (chosen, row, scrolled), were, self._shown = self._kept, self._shown, self._book.experiments
        self.fit()
        if row >= 0 and self._shown:
            is_there = were[row] in self._shown
            row = self._shown.index(were[row]) if is_there else min(row, len(self._shown) - 1)
            self.selectionModel().setCurrentIndex(self._model.index(row, 0), _CURRENT)
        for place, experiment in enumerate(self._shown):
            if experiment in chosen:
                self.selectionModel().select(self._model.index(place, 0), _SELECT)
        if len(self._shown) > len(were):
            self.scrollToBottom()
        else:
            self.verticalScrollBar().setValue(scrolled)
        self.chosen_changed.emit()

    def fit_columns(self) -> None:
        for column in range(self._model.columnCount()):
            self.resizeColumnToContents(column)
            width = self.fontMetrics().horizontalAdvance(self._model.heading(column)) + _PAD
            self.setColumnWidth(column, max(self.columnWidth(column) + _PAD // 2, width))

    def open_chosen(self) -> None:
        """Open what the first chosen experiment began with."""
        if self.places:
            self._book.open_again(self.places[0])

    def remove_chosen(self) -> None:
        self._book.remove(self.places)

    def name_chosen(self) -> None:
        """Ask what the first chosen experiment is to be called."""
        if not self.places:
            return
        place = self.places[0]
        dialog = QInputDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle("Name")
        dialog.setLabelText(f"Name of experiment {place + 1}")
        dialog.setTextValue(self._book.experiments[place].name)
        dialog.textValueSelected.connect(lambda name: self._book.rename(place, name))
        dialog.open()

    def switch_chosen(self) -> None:
        """Show the curves of what is chosen, or hide them where all are shown."""
        are_shown = all(experiment not in self._model.hidden for experiment in self.chosen)
        state = Qt.CheckState.Unchecked if are_shown else Qt.CheckState.Checked
        for place in self.places:
            self._model.setData(self._model.index(place, 0), state, Qt.ItemDataRole.CheckStateRole)

    def menu(self) -> QMenu:
        """Return the menu of what is chosen."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        for text, keys, slot, is_possible in (
            ("Open Again", "Enter", self.open_chosen, len(self.places) == 1),
            ("Name…", "F2", self.name_chosen, len(self.places) == 1),
            ("Show or Hide the Curve", "Space", self.switch_chosen, bool(self.places)),
            ("Remove", "Del", self.remove_chosen, bool(self.places)),
            ("Put Back What Was Removed", "", self._book.put_back, self._book.has_removed),
        ):
            action = menu.addAction(f"{text}\t{keys}" if keys else text)
            action.setEnabled(is_possible)
            action.triggered.connect(slot)
        return menu

    def _on_menu(self, point: QPoint) -> None:
        self.menu().popup(self.viewport().mapToGlobal(point))

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        does = {
            Qt.Key.Key_Delete: self.remove_chosen,
            Qt.Key.Key_F2: self.name_chosen,
            Qt.Key.Key_Space: self.switch_chosen,
            **dict.fromkeys(ENTER, self.open_chosen),
        }
        if slot := does.get(Qt.Key(event.key())):
            slot()
        else:
            super().keyPressEvent(event)
