"""The chooser of columns: which of a file are inputs and which are targets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QDialogButtonBox,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from explainer.files.wording import counted, one_line
from explainer.views.controls.controls import Label, window_title_of

_INPUT, _TARGET = 1, 2
_WORDS = {_INPUT: "input", _TARGET: "target"}
_Checked = Qt.CheckState


class ColumnChooser(QDialog):
    """Asks what each column of a file is; at first the last `outputs` are targets and the others inputs.

    `chosen` carries the path of the file, the names of the inputs and of the targets. A column may be neither, or both.
    It stays open until it is closed: `refuse` tells why the choice cannot be.
    """

    chosen = Signal(str, list, list)

    def __init__(self, path: str, names: Sequence[str], units: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self._path, self._names, self._units = path, tuple(filter(None, names)), units
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("columns")
        self.setWindowTitle(window_title_of(f"Import {one_line(Path(path).name)}"))
        self._table = self._make_table()
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
        layout.addWidget(self._message)
        layout.addWidget(self._buttons)
        self.resize(380, 380)
        self._table.itemChanged.connect(self._show_choice)
        self._show_choice()

    def _make_table(self) -> QTableWidget:
        table = QTableWidget(len(self._names), 3)
        table.setObjectName("columns_table")
        table.setAccessibleName("Columns of the file")
        table.setHorizontalHeaderLabels(["column", *_WORDS.values()])
        table.verticalHeader().hide()
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setTabKeyNavigation(False)
        table.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        targets = min(self._units[1], len(self._names) - 1)
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

    def _show_choice(self) -> None:
        """Tell what the choice means for the network, or what is missing."""
        inputs, targets = self._checked(_INPUT), self._checked(_TARGET)
        self._import.setEnabled(bool(inputs and targets))
        if not (inputs and targets):
            self._message.setText("Choose at least one input and one target.")
            return
        sizes = f"{counted(len(inputs), 'input')} and {counted(len(targets), 'output')}"
        if (len(inputs), len(targets)) == self._units:
            self._message.setText(f"These fit the network: {sizes}.")
        else:
            self._message.setText(f"The network will get {sizes}; layers whose shape is new get new weights.")

    def _on_accepted(self) -> None:
        inputs, targets = self._checked(_INPUT), self._checked(_TARGET)
        self.chosen.emit(self._path, inputs, targets)

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
