"""Work that is done only while a person looks at its result."""

from __future__ import annotations

from PySide6.QtCore import QObject


class Watched(QObject):
    """Works only while it is watched; a view says with `set_watched` whether it can be seen."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._is_watched = False

    @property
    def is_watched(self) -> bool:
        return self._is_watched

    def set_watched(self, is_watched: bool) -> None:
        """Begin or end to work."""
        if is_watched != self._is_watched:
            self._is_watched = is_watched
            self._on_watched()

    def _on_watched(self) -> None:
        """Take up the work, or leave it; a subclass says how."""
