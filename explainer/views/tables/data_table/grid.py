"""The grid of samples, and the line edit over a cell."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionRange,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import (
    QAbstractItemView,
    QLineEdit,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from explainer.state.session.display import Display
from explainer.views.tables.data_table.model import DataModel
from explainer.views.tables.fitted_table import ENTER, PLAIN, FittedTable

_Index = QModelIndex | QPersistentModelIndex
Take = Callable[[int, int, str], bool]


class CellEntry(QStyledItemDelegate):
    """Edits a cell as text. `take(row, column, text)` uses what was typed and tells whether it could.

    After Enter on a bad entry the editor stays open; where it is left with one, the old number stays.
    """

    def __init__(self, display: Display, take: Take, parent: QObject) -> None:
        super().__init__(parent)
        self._display, self._take = display, take
        self._is_taken = True

    # Qt

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: _Index) -> QWidget:
        editor = QLineEdit(parent)
        editor.setObjectName("number_editor")
        editor.setAccessibleName(str(index.data(Qt.ItemDataRole.AccessibleTextRole)))
        editor.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        editor.textEdited.connect(self._on_edited)
        self._mark(editor, good=True)
        return editor

    def setEditorData(self, editor: QWidget, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            editor.setText(str(index.data(Qt.ItemDataRole.EditRole)))

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: _Index) -> None:
        if isinstance(editor, QLineEdit):
            untouched = editor.text() == index.data(Qt.ItemDataRole.EditRole)
            self._is_taken = untouched or self._take(index.row(), index.column(), editor.text())

    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: _Index) -> None:
        """Cover the cell, and as much to its left as the number needs."""
        rect = option.rect
        parent = editor.parentWidget()
        if isinstance(editor, QLineEdit) and parent is not None:
            needed = editor.fontMetrics().horizontalAdvance(editor.text() + "000") + 12
            room = parent.width()
            width = min(max(rect.width(), needed, 90), room)
            rect.setLeft(rect.right() + 1 - width)
            rect.moveLeft(max(0, min(rect.left(), room - width)))
        editor.setGeometry(rect)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_enter = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in ENTER
        if not (is_enter and isinstance(watched, QLineEdit)):
            return super().eventFilter(watched, event)
        self.commitData.emit(watched)
        if self._is_taken:
            self.closeEditor.emit(watched, QStyledItemDelegate.EndEditHint.NoHint)
        else:
            self._mark(watched, good=False)
        return True

    def _on_edited(self) -> None:
        editor = self.sender()
        if isinstance(editor, QLineEdit):
            self._mark(editor, good=True)

    def _mark(self, editor: QLineEdit, good: bool) -> None:
        colours = self._display.palette
        editor.setStyleSheet(
            f"QLineEdit {{ background: {colours.panel}; color: {colours.text}; padding: 0 3px; border-radius: 3px;"
            f" border: 2px solid {colours.text if good else colours.weight_minus}; }}"
        )


_Key, _Modifier, _Standard = Qt.Key, Qt.KeyboardModifier, QKeySequence.StandardKey
_ARROWS = (_Key.Key_Up, _Key.Key_Down, _Key.Key_Left, _Key.Key_Right)
_COPY, _PASTE, _ALL = _Standard.Copy, _Standard.Paste, _Standard.SelectAll
_MEASURED_ROWS = 24
_NARROWEST, _NARROWEST_ON_STAGE, _WIDEST = 6, 3, 22
_EDITING = (
    QAbstractItemView.EditTrigger.DoubleClicked
    | QAbstractItemView.EditTrigger.EditKeyPressed
    | QAbstractItemView.EditTrigger.AnyKeyPressed
)


class DataGrid(FittedTable):
    """Shows the samples. Arrows move between cells (with Shift they select), Enter, F2 and the beginning of a number
    open a cell, Delete, Ctrl+C and Ctrl+V ask for what they usually do; all other keys are left to the window.
    """

    copy_asked = Signal()
    paste_asked = Signal()
    delete_asked = Signal()

    def __init__(self, model: DataModel, display: Display, take: Take, parent: QWidget) -> None:
        super().__init__(parent)
        self._model, self._display = model, display
        self._place = (0, 0)
        self.setModel(model)
        self.setItemDelegate(CellEntry(display, take, self))
        self._look()
        self._on_display()
        display.changed.connect(self._on_display)
        model.modelAboutToBeReset.connect(self._on_reset_begins)
        model.modelReset.connect(self._on_reset)
        self.setCurrentIndex(model.index(model.row, model.first_number))
        self.clearSelection()

    def selected_rows(self) -> list[int]:
        """Return the rows that anything is selected in; where nothing is, that of the current cell."""
        ranges = [(part.top(), part.bottom()) for part in self._selection()]
        return self._joined(ranges, self.currentIndex().row())

    def selected_columns(self) -> list[int]:
        """Return the columns that anything is selected in; where nothing is, that of the current cell."""
        ranges = [(part.left(), part.right()) for part in self._selection()]
        return self._joined(ranges, self.currentIndex().column())

    def _selection(self) -> list[QItemSelectionRange]:
        return list(self.selectionModel().selection())  # type: ignore[call-overload, no-any-return]

    def _joined(self, ranges: list[tuple[int, int]], current: int) -> list[int]:
        joined = {place for first, last in ranges for place in range(first, last + 1)}
        return sorted(joined) or ([current] if current >= 0 else [])

    def go_to(self, row: int, column: int) -> None:
        """Make a cell the current one, in sight."""
        index = self._model.index(
            min(row, self._model.rowCount() - 1), min(max(column, 0), self._model.columnCount() - 1)
        )
        self.setCurrentIndex(index)
        self.scrollTo(index)

    def fit_columns(self) -> None:
        """Make the columns as wide as their names and a few of their numbers need."""
        metrics, letter = self.fontMetrics(), self.fontMetrics().horizontalAdvance("0")
        count, narrowest = self._model.rowCount(), _NARROWEST_ON_STAGE if self._display.is_stage else _NARROWEST
        rows = range(0, count, max(1, count // _MEASURED_ROWS))
        for column in range(self._model.columnCount()):
            texts = [self._model.index(row, column).data() for row in rows]
            texts += [self._model.headerData(column, Qt.Orientation.Horizontal), self._model.longest(column)]
            widest = max(metrics.horizontalAdvance(text) for text in texts) + 14
            self.setColumnWidth(column, min(max(widest, narrowest * letter), _WIDEST * letter))
        self.verticalHeader().setFixedWidth(metrics.horizontalAdvance(f"▸ {count:,}") + 14)

    def _on_display(self) -> None:
        """Let nothing be changed on a stage; there columns are as narrow as can be."""
        is_stage = self._display.is_stage
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers if is_stage else _EDITING)
        self.fit_columns()

    def _look(self) -> None:
        self.verticalHeader().setSectionsClickable(True)
        self.verticalHeader().setHighlightSections(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.fit()

    def _on_reset_begins(self) -> None:
        self._place = (max(self.currentIndex().row(), 0), max(self.currentIndex().column(), 0))

    def _on_reset(self) -> None:
        self.fit_columns()
        self.go_to(*self._place)
        self.clearSelection()

    def _is_own(self, event: QKeyEvent) -> bool:
        """Tell whether a key is the table's rather than the window's."""
        key, modifiers = Qt.Key(event.key()), event.modifiers() & ~_Modifier.KeypadModifier
        if modifiers in (_Modifier.NoModifier, _Modifier.ShiftModifier) and key in _ARROWS:
            return True
        if modifiers == _Modifier.NoModifier and key in (*ENTER, _Key.Key_F2, _Key.Key_Delete):
            return True
        return _begins_number(event) or any(event.matches(keys) for keys in (_COPY, _PASTE, _ALL))

    # Qt

    def event(self, event: QEvent) -> bool:
        """Claim the keys that are shortcuts of the window but the table's own while it has the focus."""
        if event.type() == QEvent.Type.ShortcutOverride and isinstance(event, QKeyEvent) and self._is_own(event):
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(_COPY):
            self.copy_asked.emit()
        elif self._display.is_stage and not _is_move(event):
            event.ignore()
        elif event.matches(_PASTE):
            self.paste_asked.emit()
        elif event.key() == _Key.Key_Delete and event.modifiers() in PLAIN:
            self.delete_asked.emit()
        elif event.key() in ENTER and event.modifiers() in PLAIN:
            self.edit(self.currentIndex())
        elif self._is_own(event):
            super().keyPressEvent(event)
        else:
            event.ignore()


def _is_move(event: QKeyEvent) -> bool:
    return event.key() in _ARROWS or event.matches(_ALL)


def _begins_number(event: QKeyEvent) -> bool:
    is_plain = event.modifiers() & ~(_Modifier.KeypadModifier | _Modifier.ShiftModifier) == _Modifier.NoModifier
    return is_plain and bool(event.text()) and event.text() in "0123456789.,+-−"
