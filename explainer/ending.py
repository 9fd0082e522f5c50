"""The end of the program by a signal: at once, in silence, and with nothing half-written left behind.

An exception would not do: raised in the middle of Qt or of an import it turns into a crash or another error.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType
from typing import NoReturn

_NUMBERS = [getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP") if hasattr(signal, name)]


def _end_on_signals(tidy: Callable[[], object]) -> None:
    def end(number: int, frame: FrameType | None) -> NoReturn:
        with suppress(Exception):
            tidy()
        os._exit(128 + number)

    for number in _NUMBERS:
        if signal.getsignal(number) is not signal.SIG_IGN:
            signal.signal(number, end)


@contextmanager
def ended_by_signals(tidy: Callable[[], object] = lambda: None) -> Iterator[None]:
    """As long as the block lasts, let Ctrl-C, `kill` and the end of the session end the process, after `tidy`, with the
    status that shells give: 130 after Ctrl-C. One that is ignored, as nohup has it, stays so; outside the main thread
    signals are not ours."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = {number: signal.getsignal(number) for number in _NUMBERS}
    _end_on_signals(tidy)
    try:
        yield
    finally:
        for number, handler in before.items():
            if handler is not None:  # as it is where another language has set it
                signal.signal(number, handler)
