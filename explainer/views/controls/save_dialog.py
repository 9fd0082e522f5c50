"""Asks where to save a file: one dialog for all that is written, which begins in the folder that was last saved to,
kept from one start to the next."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QDir, QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from explainer.export.whole_file import ExportError
from explainer.files.checks import ScenarioError
from explainer.state.session.kept_settings import KeptSettings

Write = Callable[[str], str | None]
"""Writes a file and returns what is to be said of it besides its place, if anything. Raises ExportError or
ScenarioError with one sentence where that cannot be."""
_FOLDER = "export/folder"


class SaveDialog(QObject):
    """Asks for the file, without blocking the window; what is there already is replaced only after a question.

    `forms` are what the file may be, by their names in the dialog, each with the ending that a name without one gets.
    `name` is suggested, and is in the last folder unless it has its own. `chosen` carries the path; with `write` the
    file is then written, and `said` carries what came of it.
    """

    chosen = Signal(str)
    said = Signal(str)

    def __init__(
        self, window: QWidget, title: str, forms: Mapping[str, str], name: str | Path, write: Write | None = None
    ) -> None:
        dialog = QFileDialog(window, title, str(last_folder()))
        super().__init__(dialog)
        self._dialog, self._forms, self._write = dialog, forms, write
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([*forms])
        dialog.setDefaultSuffix(next(iter(forms.values())))
        dialog.selectFile(str(name))
        dialog.filterSelected.connect(self._on_form)
        dialog.fileSelected.connect(self._on_file)
        dialog.open()

    def _on_form(self, name: str) -> None:
        self._dialog.setDefaultSuffix(self._forms[name])

    def _on_file(self, path: str) -> None:
        self.chosen.emit(path)
        if self._write is not None:
            self.said.emit(save(path, self._write))


def save(path: str, write: Write) -> str:
    """Write a file, and return the sentence that says so, or why it could not be."""
    try:
        more = write(path)
    except (ExportError, ScenarioError) as error:
        return str(error)
    remember_folder_of(path)
    place = Path(path).absolute()
    return " ".join(filter(None, (f"Saved {place.name} in {place.parent}.", more)))


def last_folder() -> Path:
    """Return the folder that was last saved to, at first the documents; where that is gone, or cannot be looked at, the
    home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    last = KeptSettings().text(_FOLDER, documents)
    folders = (folder for folder in (last, documents) if os.path.isdir(folder))  # noqa: PTH112 (Path's raises EACCES)
    return Path(next(folders, QDir.homePath()))


def remember_folder_of(file: str | Path) -> None:
    """Begin the next time in the folder of this file."""
    KeptSettings().keep(_FOLDER, str(Path(file).absolute().parent))
