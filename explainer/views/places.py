"""Where windows are, from one start to the next."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LEAST = 100
"""A window of which less is seen, in dots along both axes, could not be found or taken hold of."""


def put_back(window: QWidget, place: QByteArray) -> None:
    """Put a window where `place`, which it once saved, says, but not over the whole screen; where it could not be seen,
    as the screens are now, it stays as large as it is and comes to the corner of the first."""
    size = window.size()
    window.restoreGeometry(place)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
    if not _is_seen(window):
        window.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
        window.resize(size)


def _is_seen(window: QWidget) -> bool:
    seen = (screen.availableGeometry() & window.geometry() for screen in QGuiApplication.screens())
    return any(min(part.width(), part.height()) >= _LEAST for part in seen)
