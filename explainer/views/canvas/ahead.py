"""The picture of the line that comes next, made while nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from explainer.views.canvas.picture import Picture, picture_of
from explainer.views.canvas.scenery import Scenery


class Ahead:
    """Keeps one picture: that of the scenery that `next_scenery` returned when there was nothing else to do."""

    def __init__(self, next_scenery: Callable[[], Scenery | None], parent: QObject) -> None:
        self._next_scenery = next_scenery
        self._scenery: Scenery | None = None
        self._picture: Picture | None = None
        self._timer = QTimer(parent, singleShot=True, interval=0)
        self._timer.timeout.connect(self._make)

    def soon(self) -> None:
        """Make the next picture as soon as this one is painted."""
        self._timer.start()

    def stop(self) -> None:
        """Make none, and forget the one that there is."""
        self._timer.stop()
        self._scenery = self._picture = None

    def picture_of(self, scenery: Scenery) -> Picture:
        """Return the picture of a scenery: the one that was made ahead where it is the same, else a new one."""
        if self._picture is not None and self._scenery is not None and scenery.is_like(self._scenery):
            return self._picture
        return picture_of(scenery)

    def _make(self) -> None:
        self._scenery = self._next_scenery()
        self._picture = picture_of(self._scenery) if self._scenery else None
