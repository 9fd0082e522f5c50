"""The folder that was last exported to, the same for tables and pictures, kept from one start to the next; and how a
window says what it has saved."""

from __future__ import annotations

import os
from pathlib import Path

from PySide6.QtCore import QDir, QStandardPaths

from explainer.state.session.kept_settings import KeptSettings

_FOLDER = "export/folder"


def last_folder() -> Path:
    """Return the folder that was last exported to, at first the documents; where that is gone, or cannot be looked at,
    the home folder."""
    documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
    last = KeptSettings().text(_FOLDER, documents)
    folders = (folder for folder in (last, documents) if os.path.isdir(folder))  # noqa: PTH112 (Path's raises EACCES)
    return Path(next(folders, QDir.homePath()))


def saved(file: str | Path) -> str:
    """Say that a file was written, its name and where it is."""
    path = Path(file).absolute()
    return f"Saved {path.name} in {path.parent}."


def remember_folder_of(file: str | Path) -> None:
    """Begin the next time in the folder of this file."""
    KeptSettings().keep(_FOLDER, str(Path(file).parent))
