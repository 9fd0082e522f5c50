"""The button that saves a plot as a picture or as numbers, to a file that it asks for without blocking the window."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton, QWidget

from explainer.export.errors import ExportError
from explainer.views.controls.folders import saved

FORMS = {
    "png": "Picture (PNG)…",
    "svg": "Picture to enlarge (SVG)…",
    "csv": "Numbers (CSV)…",
}


class SaveButton(QToolButton):
    """Offers to save the plot called `title` by the function that `saves` has for a form; `said` carries what came of
    it. Reached by Tab."""

    said = Signal(str)

    def __init__(self, title: str, saves: Mapping[str, Callable[[str], None]], parent: QWidget) -> None:
        super().__init__(parent)
        self._title, self._saves = title, saves
        self.setText("Save ▾")
        self.setProperty("role", "menu")
        self.setToolTip("Save this plot as a picture, or its numbers as a table")
        self.setAccessibleName(f"Save the {title} plot")
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        menu = QMenu(self)
        for form, text in FORMS.items():
            action = QAction(text, menu)
            action.setData(form)
            menu.addAction(action)
        menu.triggered.connect(self._on_form)
        self.setMenu(menu)

    def _on_form(self, action: QAction) -> None:
        self.ask(str(action.data()))

    def ask(self, form: str) -> QFileDialog:
        """Ask for a file to save this form to."""
        dialog = QFileDialog(self.window(), f"Save the {self._title} plot")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{form.upper()} files (*.{form});;All files (*)")
        dialog.setDefaultSuffix(form)
        dialog.selectFile(f"{self._title.lower().replace(' ', '_')}.{form}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()
        return dialog

    def save_to(self, path: str) -> None:
        """Save to a file, in the form that its name ends with (a picture where it names none), and say so."""
        form = Path(path).suffix.lower().removeprefix(".")
        try:
            self._saves.get(form, self._saves["png"])(path)
        except ExportError as error:
            self.said.emit(str(error))
        else:
            self.said.emit(saved(path))
