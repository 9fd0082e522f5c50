"""The line edit over a cell: Enter or leaving it takes the number, Esc does not, a bad entry says why."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit, QStyledItemDelegate, QStyleOptionViewItem, QWidget

from explainer.state.display import Display

_Index = QModelIndex | QPersistentModelIndex
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
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
        is_enter = isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() in _ENTER
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
