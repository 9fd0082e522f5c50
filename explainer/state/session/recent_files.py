"""The files that were opened or saved last, kept on this computer."""

from __future__ import annotations

from urllib.parse import quote, unquote

from PySide6.QtCore import QObject, Signal

from explainer.state.session.kept_settings import KeptSettings

MOST = 8
_NAME = "files/recent"
_LONGEST = 4096


class RecentFiles(QObject):
    """Paths, the newest first, each once. Emits `changed` when there are others."""

    changed = Signal()

    def __init__(self, kept: KeptSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept = kept

    @property
    def paths(self) -> list[str]:
        words = self._kept.text(_NAME).split("|")
        found = [unquote(word) for word in words if word and len(word) <= _LONGEST]
        return [path for path in dict.fromkeys(found) if path.isprintable()][:MOST]

    def add(self, path: str) -> None:
        """Put a file at the beginning."""
        self._set([path, *(other for other in self.paths if other != path)])

    def remove(self, path: str) -> None:
        """Take a file from the list; the file itself stays."""
        self._set([other for other in self.paths if other != path])

    def _set(self, paths: list[str]) -> None:
        self._kept.keep(_NAME, "|".join(quote(path, safe="/:\\ ") for path in paths[:MOST]))
        self.changed.emit()
