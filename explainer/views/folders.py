"""The folder that was last exported to, the same for tables and pictures, kept from one start to the next."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QSettings, QStandardPaths

_NAME, _FOLDER = "Backprop Explainer", "export/folder"


def last_folder() -> Path:
    """Return the folder that was last exported to, at first the documents; the home folder where that is gone."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    last = Path(str(QSettings(_NAME, _NAME).value(_FOLDER, documents)))
    return last if last.is_dir() else Path.home()


def remember_folder_of(file: str | Path) -> None:
    """Begin the next time in the folder of this file."""
    QSettings(_NAME, _NAME).setValue(_FOLDER, str(Path(file).parent))
