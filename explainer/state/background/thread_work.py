"""Calculations that take seconds, in a thread beside the window."""

from __future__ import annotations

import gc
from collections.abc import Callable
from concurrent.futures import Future
from threading import Event, Lock, Thread
from typing import Any

from PySide6.QtCore import QObject, QTimer

_LOOK_MS = 8
_one_at_a_time = Lock()
"""What is calculated may be kept for the next one: two at once would be in each other's way."""
_threads: list[Thread] = []


class ThreadWork(QObject):
    """Calls one function at a time in a thread, and `done` with its future in the window's own, when it has ended.

    What is asked for while one goes on takes its turn after it, and only the last is told.
    """

    def __init__(self, done: Callable[[Future[Any]], object], parent: QObject) -> None:
        super().__init__(parent)
        self._done = done
        self._future: Future[Any] | None = None
        self._is_unwanted = Event()
        self._timer = QTimer(self)
        self._timer.setInterval(_LOOK_MS)
        self._timer.timeout.connect(self._look)

    @property
    def is_working(self) -> bool:
        return self._future is not None

    def ask(self, calculate: Callable[[Callable[[], bool]], Any]) -> None:
        """Calculate this; what was asked before is not told any more, and may end: the function is given one that
        tells whether it is still wanted."""
        self.forget()
        future: Future[Any] = Future()
        self._future, self._is_unwanted = future, Event()
        given = calculate, future, self._is_unwanted
        _begin(Thread(target=_calculate, args=given, name="beside the window", daemon=True))
        self._timer.start()

    def forget(self) -> None:
        """Tell nothing of what was asked."""
        self._timer.stop()
        if self._future is not None:
            self._future.cancel()
        self._is_unwanted.set()
        self._future = None

    def _look(self) -> None:
        future = self._future
        if future is not None and future.done():
            self.forget()
            self._done(future)


def _begin(thread: Thread) -> None:
    """Start a thread. As long as one runs no garbage is collected: that might happen in it, and what belongs to Qt must
    go in the window's own thread."""
    if not _threads and gc.isenabled():
        gc.disable()
        QTimer.singleShot(_LOOK_MS, _end)
    _threads.append(thread)
    thread.start()


def _end() -> None:
    """Collect garbage again once no thread runs any more."""
    _threads[:] = [thread for thread in _threads if thread.is_alive()]
    if _threads:
        QTimer.singleShot(_LOOK_MS, _end)
    else:
        gc.enable()


def _calculate(calculate: Callable[[Callable[[], bool]], Any], future: Future[Any], is_unwanted: Event) -> None:
    with _one_at_a_time:
        if not future.set_running_or_notify_cancel():
            return
        try:
            future.set_result(calculate(lambda: not is_unwanted.is_set()))
        except BaseException as error:  # told where the result is asked for
            future.set_exception(error)
