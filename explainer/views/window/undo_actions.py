"""The actions Undo and Redo: what they would take back or do again, and whether they can."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QUndoStack

from explainer.views.controls.controls import menu_text_of


class UndoActions(QObject):
    """Follows the stack with the texts of both actions; while they are locked neither can be used."""

    def __init__(self, stack: QUndoStack, actions: Mapping[str, QAction], parent: QObject) -> None:
        super().__init__(parent)
        self._actions, self._is_locked = actions, False
        self._texts = {"undo": stack.undoText(), "redo": stack.redoText()}
        stack.undoTextChanged.connect(self._on_undo_text)
        stack.redoTextChanged.connect(self._on_redo_text)
        self._show()

    def lock(self, is_locked: bool) -> None:
        self._is_locked = is_locked
        self._show()

    def _on_undo_text(self, text: str) -> None:
        self._texts["undo"] = text
        self._show()

    def _on_redo_text(self, text: str) -> None:
        self._texts["redo"] = text
        self._show()

    def _show(self) -> None:
        for name, text in self._texts.items():
            self._actions[name].setText(menu_text_of(f"{name.capitalize()} {text}".strip()))
            self._actions[name].setEnabled(bool(text) and not self._is_locked)
