"""The composition root: from the name of a scenario to its window."""

from __future__ import annotations

import faulthandler
import random
import sys
import threading
import traceback
from datetime import datetime
from pathlib import Path
from types import TracebackType

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QApplication

from explainer.app.error_log import ErrorLog
from explainer.files.locate import load
from explainer.state.session.kept_settings import NAME, KeptSettings
from explainer.state.session.session import Session
from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.views.look.style import AppStyle
from explainer.views.window.display_actions import restore
from explainer.views.window.main_window import MainWindow


def open_window(scenario: str = "mazur") -> MainWindow:
    """Build and show the main window inside the existing QApplication and return it.

    `scenario` is a built-in name, a path or `-`, as on the command line. Raises ScenarioError if it cannot be used.
    """
    session, app = Session(Walkthrough(load(scenario), scenario)), QApplication.instance()
    assert isinstance(app, QApplication), "open_window needs a QApplication"
    app.setApplicationName(NAME)
    kept = KeptSettings()
    restore(session.display, kept)  # first: widgets take the size of their text from the style when they are made
    AppStyle(app, session.display)
    window = MainWindow(session, kept, _new_seed)
    window.show()
    return window


def _new_seed() -> int:
    return random.randint(1, 9999)


class Reporter:
    """Tells the person about errors that nothing else caught, writes them to a log, and lets the app go on.

    Entered, it takes the place of the interpreter's own hooks; left, it gives them back.
    """

    def __init__(self, window: MainWindow) -> None:
        self._window = window
        place = QStandardPaths.StandardLocation.AppLocalDataLocation
        self._log = ErrorLog(Path(QStandardPaths.writableLocation(place)))
        self._hooks = sys.excepthook, threading.excepthook

    def __enter__(self) -> Reporter:
        sys.excepthook, threading.excepthook = self.report, self._report_thread
        if self._log.path is not None:
            faulthandler.enable(self._log.descriptor)
        return self

    def __exit__(self, *_: object) -> None:
        sys.excepthook, threading.excepthook = self._hooks
        faulthandler.disable()
        self._log.close()

    def report(self, kind: type[BaseException], error: BaseException | None, trace: TracebackType | None) -> None:
        """Write the error to the log and say in the status bar that it happened."""
        lines = traceback.format_exception(kind, error, trace)
        is_written = self._log.write(f"{datetime.now().isoformat(timespec='seconds')}\n{''.join(lines)}")
        details = f"Details are in {self._log.path}." if is_written else "Details could not be written anywhere."
        self._window.say(f"That did not work ({kind.__name__}). Your work is kept. {details}")

    def _report_thread(self, error: threading.ExceptHookArgs) -> None:
        self.report(error.exc_type, error.exc_value, error.exc_traceback)
