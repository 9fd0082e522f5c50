"""The experiments as rows, each with a tick that shows its curve."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt

from explainer.lab_book.book_table import BELOW, LOSS, MIXED, UPDATES, spoken_rows
from explainer.lab_book.experiment import Experiment
from explainer.state.histories.lab_book import LabBook
from explainer.state.session.display import Display
from explainer.trace.formula.notation import full
from explainer.views.plotting.parts.legend import line_sample
from explainer.views.plotting.parts.line_styles import style_at

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_SAMPLE = QSize(26, 12)
_TIPS = {
    UPDATES: "How many updates were made, or how many it took to come below the loss that was asked for",
    BELOW: "The loss that it was to come below",
    LOSS: "The loss over all training data after the last update",
    MIXED: "Whether settings or numbers were changed in mid-run",
    "": "The number of the experiment; its tick shows the curve",
}
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


class BookModel(QAbstractTableModel):
    """The lab book. A tick says whether an experiment is among the curves, its number tells where it is in the book;
    numbers are short, and in full in their tips. Listens to the book and the display."""

    def __init__(self, book: LabBook, display: Display, parent: QObject) -> None:
        super().__init__(parent)
        self._book, self._display = book, display
        self._rows: list[tuple[str, ...]] = []
        self._sides: list[Qt.AlignmentFlag] = []
        self._write()
        self.hidden: frozenset[Experiment] = frozenset()
        self._by_role: dict[int, Callable[[int, int], object]] = {
            int(_Role.DisplayRole): self._cell,
            int(_Role.ToolTipRole): self._tip,
            int(_Role.AccessibleTextRole): self._spoken,
            int(_Role.DecorationRole): self._line,
            int(_Role.CheckStateRole): self._tick,
            int(_Role.TextAlignmentRole): self._alignment,
        }
        book.changed.connect(self._on_changed)
        display.changed.connect(self._on_changed)

    def _on_changed(self) -> None:
        self.beginResetModel()
        self._write()
        self.hidden &= frozenset(self._book.experiments)
        self.endResetModel()

    def _write(self) -> None:
        self._rows = spoken_rows(self._book.experiments, self._display.writing.show)
        self._sides = [self._side(column) for column in range(len(self._rows[0]))]

    def heading(self, column: int) -> str:
        """Return the name of a column."""
        return self._rows[0][column]

    def _cell(self, row: int, column: int) -> str:
        return self._rows[row + 1][column]

    def _tip(self, row: int, column: int) -> str:
        return full(self._book.experiments[row].loss) if self.heading(column) == LOSS else self._cell(row, column)

    def _spoken(self, row: int, column: int) -> str:
        said = f"{self.heading(column)} {self._cell(row, column)}" if column else ""
        return f"experiment {row + 1}, {said}" if said else f"experiment {row + 1}"

    def _line(self, row: int, column: int) -> object:
        if column:
            return None
        colour, style = style_at(row, self._display.palette)
        return line_sample(colour, style, _SAMPLE * self._display.zoom, self._display.zoom, 2.0)

    def _tick(self, row: int, column: int) -> object:
        if column:
            return None
        is_hidden = self._book.experiments[row] in self.hidden
        return Qt.CheckState.Unchecked if is_hidden else Qt.CheckState.Checked

    def _alignment(self, row: int, column: int) -> Qt.AlignmentFlag:
        return self._sides[column]

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Return the side at which a column and its name are written: the right where all of it are numbers."""
        cells = [row[column] for row in self._rows[1:]]
        is_count = self.heading(column) in (UPDATES, LOSS, BELOW)
        return _RIGHT if column and (is_count or all(map(_is_number, cells))) else _LEFT

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows) - 1

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self._rows[0])

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == _Role.ToolTipRole:
            return _TIPS.get(self.heading(section), "")
        if role == _Role.TextAlignmentRole:
            return self._sides[section]
        return self.heading(section) if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        read = self._by_role.get(int(role))
        return None if read is None or not index.isValid() else read(index.row(), index.column())

    def setData(self, index: _Index, value: Any, role: int = _Role.EditRole) -> bool:
        if role != _Role.CheckStateRole or index.column():
            return False
        experiment = frozenset({self._book.experiments[index.row()]})
        is_shown = Qt.CheckState(value) is Qt.CheckState.Checked
        self.hidden = self.hidden - experiment if is_shown else self.hidden | experiment
        self.dataChanged.emit(index, index)
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        ticks = Qt.ItemFlag.NoItemFlags if index.column() else Qt.ItemFlag.ItemIsUserCheckable
        return super().flags(index) | ticks


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return not text
    return True
