"""The button that saves a plot as a picture or as numbers, to a file that it asks for without blocking the window."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QMenu, QToolButton

from explainer.export.errors import ExportError

if TYPE_CHECKING:
    from explainer.views.plotting.panel import Panel

FORMS = {
    "png": "Picture (PNG)…",
    "svg": "Picture to enlarge (SVG)…",
    "csv": "Numbers (CSV)…",
}


class SaveButton(QToolButton):
    """Offers the forms that a panel can be saved in. Reached by Tab."""

    def __init__(self, panel: Panel) -> None:
        super().__init__(panel)
        self._panel = panel
        self.setText("Save ▾")
        self.setProperty("role", "menu")
        self.setToolTip("Save this plot as a picture, or its numbers as a table")
        self.setAccessibleName(f"Save the {panel.title} plot")
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
        dialog = QFileDialog(self._panel.window(), f"Save the {self._panel.title} plot")
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilter(f"{form.upper()} files (*.{form});;All files (*)")
        dialog.setDefaultSuffix(form)
        dialog.selectFile(f"{self._panel.title.lower().replace(' ', '_')}.{form}")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(self.save_to)
        dialog.open()
        return dialog

    def save_to(self, path: str) -> None:
        """Save to a file, in the form that its name ends with (a picture where it names none), and say so."""
        form = Path(path).suffix.lower().removeprefix(".")
        save = {"svg": self._panel.save_svg, "csv": self._panel.save_csv}.get(form, self._panel.save_png)
        try:
            save(path)
        except ExportError as error:
            self._panel.said.emit(str(error))
        else:
            self._panel.said.emit(f"Saved {Path(path).name}.")
