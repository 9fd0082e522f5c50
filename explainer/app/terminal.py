"""What a program in a terminal owes it: results and complaints apart, a bar while it takes long, no mess at the end.

The end by a signal comes at once: an exception raised in the middle of Qt or of an import would turn into a crash or
another error.
"""

from __future__ import annotations

import io
import os
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from time import monotonic
from types import FrameType, TracebackType
from typing import NoReturn, TextIO

from explainer.engine.scenario.scenario import Scenario
from explainer.files.wording import counted

PROGRAM = "backprop-explainer"
_PATIENCE = 0.5
_INTERVAL = 0.1
_BAR = 30


def complain(message: str) -> int:
    """Write one line to standard error and return the status of bad input, 2.

    What a file or a path holds that a terminal might take for orders is a question mark.
    """
    line = "".join(sign if sign.isprintable() else "?" for sign in " ".join(message.split()))
    if sys.stderr is not None:
        with suppress(OSError):
            print(f"{PROGRAM}: {line}", file=sys.stderr)
    return 2


def with_bug_told(scenario: Scenario) -> Scenario:
    """Return the scenario; say that it has a bug, if it has one."""
    if bug := scenario.bug:
        complain(f"this is calculated with the bug {bug.name}. {bug.said}")
    return scenario


def standard_output() -> TextIO:
    """Return standard output as UTF-8 with lines ending as written. Raises OSError when it is closed."""
    if sys.stdout is None:
        raise OSError("standard output is closed")
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(encoding="utf-8", newline="")
    return sys.stdout


def abandon_output() -> None:
    """Let what is still waiting to be printed go nowhere, so that the end of the program is quick and silent."""
    with suppress(OSError, AttributeError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
        os.close(nowhere)


class ProgressBar:
    """A bar on standard error for what takes longer than a moment; nothing at all where that is no terminal."""

    _on_screen: ProgressBar | None = None

    def __init__(self, total: int, clock: Callable[[], float] = monotonic) -> None:
        self._total, self._clock = max(total, 1), clock
        self._due = clock() + _PATIENCE
        self._stream = sys.stderr if sys.stderr is not None and sys.stderr.isatty() else None

    def __enter__(self) -> ProgressBar:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._wipe()

    @classmethod
    def wipe(cls) -> None:
        """Take away the bar that is on the screen, if one is."""
        if cls._on_screen is not None:
            cls._on_screen._wipe()

    def _wipe(self) -> None:
        if ProgressBar._on_screen is self:
            ProgressBar._on_screen = None
            self._write("\r\x1b[K")

    def __call__(self, done: int) -> None:
        """Show how much of the total is done, at most ten times a second."""
        if self._stream is None or self._clock() < self._due:
            return
        self._due = self._clock() + _INTERVAL
        ProgressBar._on_screen = self
        share = min(done / self._total, 1.0)
        bar = "#" * round(share * _BAR)
        self._write(f"\r[{bar:<{_BAR}}] {share:4.0%}  {done:,} of {counted(self._total, 'update')}")

    def _write(self, text: str) -> None:
        if self._stream is not None:
            with suppress(OSError):
                self._stream.write(text)
                self._stream.flush()


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
