"""The way into the window: a machine that cannot show one gets one line that says why, never a crash of Qt."""

from __future__ import annotations

import gc
import os
import signal
import socket
import sys
from typing import TYPE_CHECKING

from explainer.app.qt_libraries import advice, loader_error
from explainer.app.terminal import PROGRAM, complain
from explainer.files.checks import ScenarioError
from explainer.files.locate import load

if TYPE_CHECKING:
    from PySide6.QtWidgets import QApplication


_PLATFORM_OF = {"WAYLAND_DISPLAY": "wayland", "DISPLAY": "xcb"}


def run_window(scenario: str) -> int:
    """Show the window with `scenario`, as the command line takes it, until it is closed; return the exit status.

    Raises ScenarioError when the scenario cannot be used.
    """
    try:
        from PySide6.QtWidgets import QApplication  # noqa: F401  (fails here where a system library is missing)
    except ImportError as error:
        return _refuse(scenario, advice(str(error)))
    application = _application(scenario)
    from PySide6.QtCore import QTimer

    from explainer.app.window import Reporter, open_window

    window = open_window(scenario)
    _see_signals(application)
    QTimer.singleShot(1000, gc.freeze)  # what exists by then is not searched for garbage again and again
    with Reporter(window):
        return application.exec()


def _see_signals(application: QApplication) -> None:
    """Let Python see a signal while Qt waits: it looks for signals whenever it runs, and something must make it run."""
    from PySide6.QtCore import QSocketNotifier

    ours, pythons = socket.socketpair()
    for end in (ours, pythons):
        end.setblocking(False)
    signal.set_wakeup_fd(pythons.detach())
    notifier = QSocketNotifier(ours.fileno(), QSocketNotifier.Type.Read, application)
    notifier.activated.connect(lambda: ours.recv(1))


def _application(scenario: str) -> QApplication:
    """Return the QApplication, or end the process with one line where Qt finds no display.

    Qt aborts the process then, after a fatal message: that message is the only place to step in.
    """
    from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler
    from PySide6.QtWidgets import QApplication

    held: list[str] = []

    def on_message(kind: QtMsgType, context: QMessageLogContext, text: str) -> None:
        if kind != QtMsgType.QtFatalMsg:
            held.append(text)
            return
        try:
            _refuse(scenario, display_trouble())
        finally:
            os._exit(2)

    qInstallMessageHandler(on_message)
    application = QApplication([PROGRAM])
    qInstallMessageHandler(None)
    for text in held:
        print(text, file=sys.stderr)
    return application


def display_trouble() -> str:
    """Return the sentence for a person whose Qt could not open a display: why, and what to do."""
    named = [name for name in ("QT_QPA_PLATFORM", *_PLATFORM_OF) if os.environ.get(name)]
    for name in named:
        if error := loader_error(_PLATFORM_OF.get(name, os.environ[name])):
            return advice(error)
    why = ", ".join(f"{name}={os.environ[name]}" for name in named) or "neither DISPLAY nor WAYLAND_DISPLAY is set"
    return (
        f"there is no display to open a window on ({why}): start it in a desktop session; "
        f"`{PROGRAM} trace mazur --updates 1` works without one"
    )


def _refuse(scenario: str, sentence: str) -> int:
    """Say why there is no window, but first of all what is wrong with the scenario, if anything."""
    try:
        load(scenario)
    except ScenarioError as error:
        return complain(str(error))
    return complain(sentence)
