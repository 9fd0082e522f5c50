"""The data table as a person sees it: the samples, and what can be done with them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QAction, QGuiApplication, QHideEvent, QShowEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QMenu, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from explainer.engine.scenario.batches import batch_rows
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.data.csv_table import read_head, read_table
from explainer.files.data.table_data import data_with_classes
from explainer.files.wording import counted, one_line
from explainer.state.answers.output_answers import OutputAnswers
from explainer.state.edits import sample_edits
from explainer.state.edits.choice_names import spoken_scale
from explainer.state.edits.edit import Edit
from explainer.state.session.display import Display
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place
from explainer.views.controls.controls import Label, OwnKeys, SidewaysScroll
from explainer.views.controls.number_parsing import EntryError, parse_number
from explainer.views.tables.data_table.columns import ColumnChooser
from explainer.views.tables.data_table.grid import DataGrid
from explainer.views.tables.data_table.model import DataModel
from explainer.views.tables.data_table.pasted_block import read_block, write_block

LOWEST = 40
_BUTTONS = (
    ("add_row", "Add", "Add row", "Add a copy of the last sample, to be changed"),
    ("delete_rows", "Delete", "Delete rows", "Delete the selected samples"),
    ("show_sample", "Show", "Show this sample", "Go to the steps of the sample in the current row"),
    ("import_csv", "Import…", "Import CSV", "Replace the data by columns of a CSV file"),
)


class DataTable(QWidget):
    """Every sample as a row, the current one marked. Listens to `moved` of the walkthrough, changes its data and moves
    its cursor; every change is one step of undo. `said` carries a sentence for the person, `explain_asked` the
    symbol of a cell, where on the screen, and the actions that come with it.
    """

    said = Signal(str)
    explain_asked = Signal(object, QPoint, list)

    def __init__(self, walkthrough: Walkthrough, display: Display, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._walkthrough, self._display = walkthrough, display
        self._model = DataModel(display, walkthrough.known.scenario, walkthrough.known.row, self)
        self._grid = DataGrid(self._model, display, self._take, self)
        self._answers = OutputAnswers(walkthrough, self)
        self._note = Label()
        self.setObjectName("data_table")
        self.setAccessibleName("Data")
        self._slots: dict[str, Callable[[], None]] = {
            "add_row": self.add_row,
            "delete_rows": self.delete_rows,
            "show_sample": self.show_sample,
            "import_csv": self.ask_import,
        }
        self._lay_out()
        self._connect()
        self._show_note()

    def _lay_out(self) -> None:
        self._grid.setObjectName("samples")
        self._grid.setMinimumHeight(LOWEST)
        self._grid.setAccessibleName("Samples: one row each, inputs, targets and what the network answers")
        self._note.setObjectName("data_note")
        self._note.setAccessibleName("About the data")
        self._note.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self._note.setProperty("role", "caption")
        controls = QWidget()
        buttons = QHBoxLayout(controls)
        buttons.setContentsMargins(0, 0, 0, 0)
        buttons.setSpacing(6)
        for name, text, spoken_name, tip in _BUTTONS:
            buttons.addWidget(self._button(name, text, spoken_name, tip))
        buttons.addStretch()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 8, 10, 6)
        layout.setSpacing(6)
        self._controls = SidewaysScroll(controls)
        layout.addWidget(self._controls)
        layout.addWidget(self._grid, 1)
        layout.addWidget(self._note)

    def _button(self, name: str, text: str, spoken_name: str, tip: str) -> QPushButton:
        button = QPushButton(text)
        button.setObjectName(name)
        button.setAccessibleName(spoken_name)
        button.setToolTip(tip)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(self._slots[name])
        OwnKeys(button, Qt.Key.Key_Space)
        return button

    def _connect(self) -> None:
        self._grid.copy_asked.connect(self.copy)
        self._grid.paste_asked.connect(self.paste)
        self._grid.delete_asked.connect(self.delete_rows)
        self._grid.verticalHeader().sectionClicked.connect(self._show_row)
        self._grid.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self._grid.customContextMenuRequested.connect(self._on_menu)
        for text, slot in (
            ("Copy\tCtrl+C", self.copy),
            ("Paste\tCtrl+V", self.paste),
            ("Delete rows\tDel", self.delete_rows),
            ("Show this sample", self.show_sample),
        ):
            action = QAction(text, self._grid)
            action.triggered.connect(slot)
            self._grid.addAction(action)
        self._display.changed.connect(self._on_display)
        self._walkthrough.moved.connect(self._show_position)
        self._answers.changed.connect(self._show_answers)

    def _on_display(self) -> None:
        """Offer no changes on a stage."""
        is_stage = self._display.is_stage
        self._controls.setHidden(is_stage)

    def _on_menu(self, point: QPoint) -> None:
        """Explain the number of a cell, where it is one of this update's; offer what can be done with rows."""
        index, known = self._grid.indexAt(point), self._walkthrough.known
        actions = [] if self._display.is_stage else self._grid.actions()
        at = self._grid.viewport().mapToGlobal(point)
        symbol = (
            self._model.symbol(index.column(), known.rows.index(index.row())) if index.row() in known.rows else None
        )
        if symbol is not None:
            self.explain_asked.emit(symbol, at, actions)
        elif actions:
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.addActions(actions)
            menu.popup(at)

    # what is shown

    def _show_position(self) -> None:
        before = self._model.row
        self._model.show(self._walkthrough.known.scenario, self._walkthrough.known.row)
        if self._model.row != before and not self._grid.hasFocus() and not self._is_entering():
            self._grid.bring_into_sight(self._model.row)
        self._show_note()

    def _show_answers(self) -> None:
        self._model.show_outputs(self._answers.outputs, self._answers.hidden_rows)
        self._show_note()

    def _is_entering(self) -> bool:
        return self._grid.state() == DataGrid.State.EditingState

    def _show_note(self) -> None:
        data = self._model.scenario.data
        parts = [f"▸ sample {self._model.row + 1:,} of {len(data.inputs):,}"]
        if len(data.test.rows):
            parts.append(f"{data.samples:,} to train, {len(data.test.rows):,} to test")
        if data.scale != "none":
            parts.append(f"inputs scaled: {spoken_scale(data)}")
        if self._model.has_answers:
            parts.append(f"answers: with the weights of update {self._answers.update:,}")
        self._note.setText("; ".join(parts))
        self._note.setToolTip(self._note.text())

    def show_sample(self) -> None:
        """Go to the steps of the sample in the current row."""
        self._show_row(self._grid.currentIndex().row())

    def _show_row(self, row: int) -> None:
        if row < 0:
            self.said.emit("Click on a row first.")
        elif why_not := show_sample(self._walkthrough, row):
            self.said.emit(why_not)

    # changes

    def _change(self, make: Callable[[Scenario], Edit]) -> bool:
        """Make one change that can be undone; tell whether it was made, which may have to be asked for. Where it
        cannot be, say why."""
        try:
            return self._walkthrough.propose(make)
        except ScenarioError as error:
            self.said.emit(str(error))
            return False

    def _take(self, row: int, column: int, text: str) -> bool:
        """Take what was typed over a cell."""
        try:
            value = parse_number(text)
        except EntryError as error:
            self.said.emit(str(error))
            return False
        own = column - self._model.first_number
        return self._change(lambda scenario: sample_edits.with_number(scenario, row, own, value))

    def add_row(self) -> None:
        """Add a copy of the last row and go there."""
        if self._change(sample_edits.with_added_row):
            self._grid.go_to(self._model.rowCount() - 1, self._model.first_number)
            self._grid.setFocus()

    def delete_rows(self) -> None:
        """Delete the rows in which anything is selected."""
        rows = self._grid.selected_rows()
        if rows and self._change(lambda scenario: sample_edits.without_rows(scenario, rows)):
            self._grid.go_to(rows[0], self._grid.currentIndex().column())

    def copy(self) -> None:
        """Put the selected numbers on the clipboard, as spreadsheets take them."""
        numbers = self._model.numbers(self._grid.selected_rows(), self._grid.selected_columns())
        if numbers.size:
            QGuiApplication.clipboard().setText(write_block(numbers))
            self.said.emit(f"Copied {counted(len(numbers), 'row')} of {counted(numbers.shape[1], 'number')}.")

    def paste(self) -> None:
        """Write the numbers on the clipboard over the cells from the current one on."""
        current = self._grid.currentIndex()
        row, column = max(current.row(), 0), max(current.column() - self._model.first_number, 0)
        try:
            block = read_block(QGuiApplication.clipboard().text())
        except EntryError as error:
            self.said.emit(str(error))
            return
        self._change(lambda scenario: sample_edits.with_block(scenario, row, column, block))

    # import

    def ask_import(self) -> None:
        """Ask which file to import."""
        dialog = QFileDialog(self, "Import a CSV file")
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("Tables (*.csv *.txt *.tsv);;All files (*)")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.choose_columns)
        dialog.open()

    def choose_columns(self, path: str) -> None:
        """Ask which columns of a file are inputs and which are targets."""
        try:
            head = read_head(Path(path))
        except ScenarioError as error:
            self.said.emit(str(error))
            return
        layers = self._walkthrough.scenario.network.layers
        chooser = ColumnChooser(path, head, (layers[0].units, layers[-1].units), self)
        chooser.chosen.connect(partial(self._import, chooser))
        chooser.show()

    def _import(
        self, chooser: ColumnChooser, path: str, inputs: list[str], targets: list[str], are_classes: bool
    ) -> None:
        try:
            table = read_table(Path(path), [*inputs, *targets], targets[0] if are_classes else "")
            if are_classes:
                data_with_classes(table, inputs, targets[0])
        except ScenarioError as error:
            chooser.refuse(str(error))
            return
        chooser.close()
        name = one_line(Path(path).name)
        self._change(lambda scenario: sample_edits.with_table(scenario, table, inputs, targets, name))

    # Qt

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._answers.at_cursor.set_watched(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._answers.at_cursor.set_watched(False)


def show_sample(walkthrough: Walkthrough, row: int) -> str:
    """Go to the first step of a row of the data set (from 0) in the cursor's update; return why not, or nothing."""
    known = walkthrough.known
    if row in known.rows:
        number = known.trace.plan.number(Place(Operation.NET, 1, sample=known.rows.index(row), unit=0))
        if number is not None:
            walkthrough.go_to(known.update, number)
        return ""
    training = known.scenario.data.training.rows
    at = int(np.searchsorted(training, row))
    if at == len(training) or training[at] != row:
        return f"Sample {row + 1:,} is in the test part: the network never trains on it, so no step shows it."
    where = _update_with(walkthrough, at)
    return f"Sample {row + 1:,} is not in update {known.update:,}: in this epoch it comes in update {where:,}."


def _update_with(walkthrough: Walkthrough, sample: int) -> int:
    """Return the update of the cursor's epoch that a sample of the training part is in."""
    scenario, epoch = walkthrough.known.scenario, walkthrough.known.epoch
    order = batch_rows(replace(scenario, batch_size=None), epoch)  # one batch: the whole epoch
    place = int(np.flatnonzero(order == sample)[0])
    return (epoch - 1) * scenario.updates_per_epoch + place // scenario.samples_per_batch + 1
