"""The chooser of columns: which of a file are inputs and which are targets."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QCheckBox,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explainer.files.data.csv_table import CsvHead
from explainer.files.wording import counted, one_line
from explainer.views.controls.controls import Label, window_title_of

_INPUT, _TARGET = 1, 2
_WORDS = {_INPUT: "input", _TARGET: "target"}
_Checked = Qt.CheckState


class ColumnChooser(QDialog):
    """Asks what each column of a file is. At first the last ones are targets, as many as there are outputs, or the last
    alone where there are words in it; the others are inputs.

    `chosen` carries the path of the file, the names of the inputs and of the targets, and whether the target names
    classes. A column may be neither, or both.
    It stays open until it is closed: `refuse` tells why the choice cannot be.
    """

    chosen = Signal(str, list, list, bool)

    def __init__(self, path: str, head: CsvHead, units: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._path, self._names, self._units = path, tuple(filter(None, head.names)), units
        self._words, self._seen = head.words, list[str]()
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("columns")
        self.setWindowTitle(window_title_of(f"Import {one_line(Path(path).name)}"))
        self._table = self._make_table()
        self.classes = QCheckBox("The target names classes, in words or numbers")
        self.classes.setObjectName("columns_classes")
        self.classes.setToolTip("There will be an output for each class: 1 where a sample belongs to it, else 0")
        self._message = Label()
        self._message.setObjectName("columns_message")
        self._message.setWordWrap(True)
        self._message.setMinimumHeight(2 * self._message.fontMetrics().lineSpacing())
        self._message.setProperty("role", "caption")
        self._buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        self._import = self._buttons.addButton("Import", QDialogButtonBox.ButtonRole.AcceptRole)
        self._import.setDefault(True)
        self._buttons.accepted.connect(self._on_accepted)
        self._buttons.rejected.connect(self.close)
        layout = QVBoxLayout(self)
        layout.addWidget(Label("What is each column?"))
        layout.addWidget(self._table, 1)
        layout.addWidget(self.classes)
        layout.addWidget(self._message)
        layout.addWidget(self._buttons)
        self.resize(380, 380)
        self._table.itemChanged.connect(self._on_choice)
        self.classes.toggled.connect(self._show_choice)
        self._on_choice()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._names), 3)
        table.setObjectName("columns_table")
        table.setAccessibleName("Columns of the file")
        table.setHorizontalHeaderLabels(["column", *_WORDS.values()])
        table.verticalHeader().hide()
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        targets = 1 if self._names[-1] in self._words else min(self._units[1], len(self._names) - 1)
        for row, name in enumerate(self._names):
            table.setItem(row, 0, _text(name))
            is_target = row >= len(self._names) - targets
            table.setItem(row, _INPUT, _check(f"{name} is an input", not is_target))
            table.setItem(row, _TARGET, _check(f"{name} is a target", is_target))
        table.setCurrentCell(0, _INPUT)
        return table

    def _checked(self, column: int) -> list[str]:
        model = self._table.model()
        states = [model.index(row, column).data(Qt.ItemDataRole.CheckStateRole) for row in range(len(self._names))]
        checked = zip(self._names, states, strict=True)
        return [name for name, state in checked if _Checked(state) == _Checked.Checked]

    def _on_choice(self) -> None:
        """Only a single column may name classes; one with words in it does, as far as is known."""
        inputs, targets = self._checked(_INPUT), self._checked(_TARGET)
        is_possible = len(targets) == 1 and targets[0] not in inputs
        if self.classes.isEnabled() != is_possible or self._seen != targets:
            self.classes.setChecked(is_possible and targets[0] in self._words)
        self._seen = targets
        self.classes.setEnabled(is_possible)
        self._show_choice()

    def _show_choice(self) -> None:
        """Tell what the choice means for the network, or what is missing."""
        inputs, targets = self._checked(_INPUT), self._checked(_TARGET)
        self._import.setEnabled(bool(inputs and targets))
        if not (inputs and targets):
            self._message.setText("Choose at least one input and one target.")
            return
        if self.classes.isChecked():
            outputs = f"an output for each class in “{targets[0]}”"
            self._message.setText(f"The network will get {counted(len(inputs), 'input')} and {outputs}.")
            return
        sizes = f"{counted(len(inputs), 'input')} and {counted(len(targets), 'output')}"
        if (len(inputs), len(targets)) == self._units:
            self._message.setText(f"These fit the network: {sizes}.")
        else:
            self._message.setText(f"The network will get {sizes}; layers whose shape is new get new weights.")

    def _on_accepted(self) -> None:
        inputs, targets = self._checked(_INPUT), self._checked(_TARGET)
        self.chosen.emit(self._path, inputs, targets, self.classes.isChecked())

    def refuse(self, sentence: str) -> None:
        """Say why these columns cannot be imported."""
        self._message.setText(sentence)


def _text(text: str) -> QTableWidgetItem:
    item = QTableWidgetItem(text)
    item.setFlags(Qt.ItemFlag.ItemIsEnabled)
    return item


def _check(spoken: str, is_checked: bool) -> QTableWidgetItem:
    item = QTableWidgetItem()
    item.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsUserCheckable)
    item.setCheckState(_Checked.Checked if is_checked else _Checked.Unchecked)
    item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
    return item
