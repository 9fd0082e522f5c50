"""Where windows are, and how large: on the screens as they are now, with the frames that are drawn around them."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QMargins, QRect, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

_LEAST = 100
"""A window of which less is seen, in dots along both axes, could not be found or taken hold of."""
_FRAME = QMargins(8, 40, 8, 8)
"""Room for the frame, whose size is unknown until it is drawn."""


def open_with(window: QWidget, width: int, height: int) -> None:
    """Make a window that large, or as large as the screen has room for."""
    room = room_for(window)
    window.resize(min(width, room.width()), min(height, room.height()))


def put_back(window: QWidget, place: QByteArray) -> None:
    """Put a window where `place`, which it once saved, says, but not over the whole screen nor beyond its edges; where
    it could not be seen, as the screens are now, it stays as large as it is and comes to the corner of the first."""
    if place.isEmpty():
        return  # the window system finds a place for one that was nowhere before
    size = window.size()
    window.restoreGeometry(place)
    window.setWindowState(window.windowState() & ~Qt.WindowState.WindowFullScreen)
    if not _is_seen(window):
        window.setGeometry(QGuiApplication.primaryScreen().availableGeometry())
        window.resize(size)
    if not window.isMaximized():
        _bring_in(window)


def _bring_in(window: QWidget) -> None:
    """Let all of a window be on its screen, smaller where that is less."""
    room, place = room_for(window), window.geometry()
    place.setSize(place.size().boundedTo(room.size()))
    place.moveLeft(max(room.left(), min(place.left(), room.right() + 1 - place.width())))
    place.moveTop(max(room.top(), min(place.top(), room.bottom() + 1 - place.height())))
    if place != window.geometry():
        window.setGeometry(place)


def put_beside(window: QWidget, other: QWidget) -> None:
    """Put a window to the right or left of another one, or over its lower left corner if there is no room."""
    room, place, beside = room_for(window), window.geometry(), other.frameGeometry()
    left, right = beside.left() - _FRAME.right() - place.width(), beside.right() + 1 + _FRAME.left()
    fitting = [x for x in (right, left) if room.left() <= x <= room.right() + 1 - place.width()]
    place.moveLeft(fitting[0] if fitting else beside.left() + _FRAME.left())
    place.moveBottom(beside.bottom() - _FRAME.bottom())
    window.setGeometry(place)
    _bring_in(window)


def room_for(window: QWidget) -> QRect:
    """Return where on its screen a window may be, without its frame."""
    return window.screen().availableGeometry().marginsRemoved(_FRAME)


def _is_seen(window: QWidget) -> bool:
    seen = (screen.availableGeometry() & window.geometry() for screen in QGuiApplication.screens())
    return any(min(part.width(), part.height()) >= _LEAST for part in seen)
