"""Calculations that take seconds, in a thread beside the window."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from functools import cache
from typing import Any

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 8


@cache
def _thread() -> ThreadPoolExecutor:
    return ThreadPoolExecutor(1, "beside the window")


class Beside(QObject):
    """Calls one function at a time in the thread, and `done` with its future in the window's own, when it has ended.

    What is asked for while one goes on takes its turn after it, and only the last is told.
    """

    def __init__(self, done: Callable[[Future[Any]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._done = done
        self._future: Future[Any] | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_working(self) -> bool:
        return self._future is not None

    def ask(self, calculate: Callable[[], Any]) -> None:
        """Calculate this; what was asked before is not told any more."""
        if self._future is not None:
            self._future.cancel()
        self._future = _thread().submit(calculate)
        self._timer.start()

    def forget(self) -> None:
        """Tell nothing of what was asked."""
        self._timer.stop()
        self._future = None

    def _look(self) -> None:
        future = self._future
        if future is not None and future.done():
            self.forget()
            self._done(future)
