"""A table of a panel: rows that are written when they come into sight, on the screen and in pictures."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from explainer.picture.palette import Palette, blend
from explainer.state.session.display import Display
from explainer.views.look.fonts import plain_font
from explainer.views.tables.fitted_table import ENTER, PLAIN, FittedTable

_Index = QModelIndex | QPersistentModelIndex
_Role = Qt.ItemDataRole
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_POINTS, _GAP = 10.0, 14.0
_AROUND = 3


class RowMark(Enum):
    """How a row is drawn: LIT ones stand out, what SUMs up others has a ground of its own, PALE ones step back."""

    PLAIN = "plain"
    LIT = "lit"
    SUM = "sum"
    PALE = "pale"


class Rows:
    """Rows of text under headings; `letters` is how many letters wide each column is at least. A column of numbers is
    aligned to the right. A subclass writes a cell when it is asked for."""

    headings: tuple[str, ...] = ()
    letters: tuple[float, ...] = ()
    first_number = 1
    """The first column of numbers; all after it are, too."""
    first_span = 1
    """How many columns the first cell of a row takes."""

    def __len__(self) -> int:
        return 0

    def text(self, row: int, column: int) -> str:
        raise NotImplementedError

    def tip(self, row: int, column: int) -> str:
        """Return a cell in full."""
        return self.text(row, column)

    def mark(self, row: int) -> RowMark:
        return RowMark.PLAIN

    def accent(self, row: int, palette: Palette) -> str:
        """Return the colour that a row is lit in."""
        return palette.weight_minus


def ink_of(rows: Rows, row: int, palette: Palette) -> str:
    return palette.muted if rows.mark(row) is RowMark.PALE else palette.text


def ground_of(rows: Rows, row: int, palette: Palette) -> str:
    """Return the ground of a row, nothing where it is that of the panel."""
    match rows.mark(row):
        case RowMark.LIT:
            return blend(rows.accent(row, palette), palette.panel, 0.82)
        case RowMark.SUM:
            return palette.soft
    return ""


class RowsModel(QAbstractTableModel):
    """Some `Rows` as Qt asks for them. Read-only."""

    def __init__(self, display: Display, table: QWidget) -> None:
        super().__init__(table)
        self._display, self._table = display, table
        self.rows = Rows()
        self._by_role: dict[int, Callable[[int, int], object]] = {
            int(_Role.DisplayRole): lambda row, column: self.rows.text(row, column),
            int(_Role.ToolTipRole): lambda row, column: self.rows.tip(row, column),
            int(_Role.AccessibleTextRole): self._spoken,
            int(_Role.ForegroundRole): lambda row, column: QColor(ink_of(self.rows, row, display.palette)),
            int(_Role.BackgroundRole): self._ground,
            int(_Role.TextAlignmentRole): lambda row, column: self._alignment(column),
        }

    def show(self, rows: Rows) -> None:
        """Show other rows: by a reset only where there are more or fewer of them, so that the view stays in place."""
        was, self.rows = self.rows, rows
        if len(was) == len(rows) and was.headings == rows.headings:
            if len(rows):
                self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, len(rows.headings) - 1))
        else:
            self.beginResetModel()
            self.endResetModel()

    def _spoken(self, row: int, column: int) -> str:
        return f"{self.rows.headings[column]}: {self.rows.text(row, column)}"

    def _ground(self, row: int, column: int) -> QColor | None:
        ground = ground_of(self.rows, row, self._display.palette)
        return QColor(ground) if ground else None

    def _alignment(self, column: int) -> Qt.AlignmentFlag:
        return _RIGHT if column >= self.rows.first_number else _LEFT

    # Qt

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008 (Qt's own default)
        return 0 if parent.isValid() else len(self.rows.headings)

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == _Role.TextAlignmentRole:
            return self._alignment(section)
        return self.rows.headings[section] if role == _Role.DisplayRole else None

    def data(self, index: _Index, role: int = _Role.DisplayRole) -> Any:
        read = self._by_role.get(int(role))
        return read(index.row(), index.column()) if read else None


class RowsTable(FittedTable):
    """Shows rows; a click on one, or Enter, emits `chosen` with its number. Up and Down go from row to row, and choose
    it where it `goes_by_arrows`; all other keys are left to the window."""

    chosen = Signal(int)

    def __init__(
        self, name: str, display: Display, parent: QWidget | None = None, *, goes_by_arrows: bool = False
    ) -> None:
        super().__init__(parent)
        self._goes_by_arrows = goes_by_arrows
        self._model = RowsModel(display, self)
        self.setModel(self._model)
        self.setAccessibleName(name)
        self.verticalHeader().hide()
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.clicked.connect(self._on_clicked)

    @property
    def rows(self) -> Rows:
        return self._model.rows

    def show_rows(self, rows: Rows) -> None:
        """Show these rows in the place of the others."""
        were = self.rows
        self._model.show(rows)
        if (rows.headings, rows.letters) != (were.headings, were.letters):
            self.clearSpans()
            for row in range(len(rows) if rows.first_span > 1 else 0):
                self.setSpan(row, 0, 1, rows.first_span)
            self.fit_columns()

    def select_row(self, row: int) -> None:
        """Have a row selected and in sight, without a click."""
        if row != self.currentIndex().row():
            self.setCurrentIndex(self._model.index(row, 0))
            self._show_around()

    def _show_around(self) -> None:
        """Bring the selected row into sight, and some around it."""
        row, last = self.currentIndex().row(), len(self.rows) - 1
        if row >= 0:
            self.bring_into_sight(max(row - _AROUND, 0), min(row + _AROUND, last), row)

    def fit_columns(self) -> None:
        letters, letter = self.rows.letters, self.fontMetrics().horizontalAdvance("0")
        if letters:
            room = max(self.viewport().width(), round(sum(letters) * letter))
            for column, count in enumerate(letters):
                self.setColumnWidth(column, int(room * count / sum(letters)))

    def _on_clicked(self, index: QModelIndex) -> None:
        self.chosen.emit(index.row())

    # Qt

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if event.modifiers() in PLAIN and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            super().keyPressEvent(event)
            if self._goes_by_arrows and self.currentIndex().isValid():
                self._on_clicked(self.currentIndex())
        elif event.modifiers() in PLAIN and key in ENTER and self.currentIndex().isValid():
            self._on_clicked(self.currentIndex())
        else:
            event.ignore()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()
        self._show_around()


def line_height(painter: QPainter, zoom: float) -> float:
    """Return how high a row is in a picture."""
    painter.setFont(plain_font(_POINTS * zoom))
    return 1.5 * painter.fontMetrics().height()


def paint_rows(
    painter: QPainter, room: QRectF, rows: Rows, display: Display, *, has_headings: bool = True, at: int = 0
) -> float:
    """Draw as many rows as there is room for, row `at` among them, and say how many there are more; return how high
    that is."""
    palette, zoom = display.palette, display.zoom
    line = line_height(painter, zoom)
    widths = [room.width() * letters / sum(rows.letters) for letters in rows.letters]
    fitting = max(int(room.height() / line) - has_headings, 1)
    count = len(rows) if len(rows) <= fitting else max(fitting - 1, 1)
    first = max(min(at - count // 2, len(rows) - count), 0)
    box = QRectF(room.left(), room.top(), room.width(), line)
    if has_headings:
        _paint_cells(painter, box, rows.headings, widths, rows, palette.muted)
        box.translate(0, line)
    for row in range(first, first + count):
        _paint_row(painter, box, rows, row, widths, display)
        box.translate(0, line)
    if count < len(rows):
        painter.setPen(QColor(palette.muted))
        painter.drawText(box, _LEFT, f"rows {first + 1:,} to {first + count:,} of {len(rows):,}")
        box.translate(0, line)
    return box.top() - room.top()


def _paint_row(painter: QPainter, box: QRectF, rows: Rows, row: int, widths: list[float], display: Display) -> None:
    if ground := ground_of(rows, row, display.palette):
        painter.fillRect(box, QColor(ground))
    cells = tuple(rows.text(row, column) for column in range(len(rows.headings)))
    _paint_cells(painter, box, cells, widths, rows, ink_of(rows, row, display.palette))


def _paint_cells(
    painter: QPainter, box: QRectF, cells: tuple[str, ...], widths: list[float], rows: Rows, colour: str
) -> None:
    painter.setPen(QColor(colour))
    x = box.left()
    for column, (text, width) in enumerate(zip(cells, widths, strict=True)):
        room = sum(widths[: rows.first_span]) if column == 0 else width
        cell = QRectF(x, box.top(), room - _GAP, box.height())
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, int(cell.width()))
        painter.drawText(cell, _RIGHT if column >= rows.first_number else _LEFT, elided)
        x += width
