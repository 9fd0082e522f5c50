"""What every test gets: no display, settings of its own, and nothing left behind."""

from __future__ import annotations

import functools
import gc
import os
import shutil
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

import explainer  # noqa: F401  (before NumPy, which reads then how many threads it may use)

# Before the first import of Qt, which reads them once.
if os.environ.setdefault("QT_QPA_PLATFORM", "offscreen") == "offscreen" and os.name == "posix":
    # A screen of a usual size: that of the platform itself is smaller than the window.
    os.environ["QT_QPA_PLATFORM"] = f"offscreen:configfile={Path(__file__).parent / 'screen.json'}"
_home = tempfile.TemporaryDirectory(prefix="backprop-explainer-tests-")
_PLACES = ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME")
for _variable in _PLACES:
    os.environ[_variable] = str(Path(_home.name) / _variable)

if os.environ.pop("PYTHONDONTWRITEBYTECODE", ""):  # programs that tests start would compile everything each time
    os.environ["PYTHONPYCACHEPREFIX"] = str(Path(_home.name) / "bytecode")

# How fast the machine is decides nothing.
settings.register_profile(
    "app", deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize="CI" in os.environ
)
settings.register_profile("brief", settings.get_profile("app"), max_examples=5)
settings.load_profile("app")


def pytest_collection_finish() -> None:
    """Spare the garbage collector what stays anyhow: all modules and thousands of collected tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(autouse=True)
def _fresh_settings(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Give each test places of its own for settings and recovery files: Qt remembers files that are gone."""
    folder = Path(tempfile.mkdtemp(dir=_home.name))
    for variable in _PLACES:
        monkeypatch.setenv(variable, str(folder / variable))
    yield
    shutil.rmtree(folder)


_PATIENCE_MS = 40_000


@pytest.fixture
def qtbot(qtbot):
    """Hold every widget until it is closed: one without a parent goes with its last reference, in mid-painting too.

    What is waited for may take as long as a busy machine needs.
    """
    for wait in ("waitUntil", "waitSignal", "waitSignals", "waitCallback"):
        setattr(qtbot, wait, functools.partial(getattr(qtbot, wait), timeout=_PATIENCE_MS))
    held, add = [], qtbot.addWidget

    def add_and_hold(widget, **options) -> None:
        held.append(widget)
        add(widget, **options)

    qtbot.addWidget = add_and_hold
    return qtbot


@pytest.fixture(autouse=True)
def _nothing_left_behind() -> Iterator[None]:
    """Fail a test that leaves a thread or a timer running, or a window open."""
    threads = set(threading.enumerate())
    timers = set(_running_in_qt())
    windows = set(_open_windows())
    yield
    for thread in threading.enumerate():
        if thread.name == "beside the window":  # it ends by itself
            thread.join(_PATIENCE_MS / 1000)
    left = [
        *(set(threading.enumerate()) - threads),
        *(set(_running_in_qt()) - timers),
        *(set(_open_windows()) - windows),
    ]
    assert not left, f"left behind: {left}"


def _running_in_qt() -> list[object]:
    """Return the active timers and running threads that Python made, if Qt is in use at all."""
    if "PySide6.QtCore" not in sys.modules:
        return []
    import shiboken6
    from PySide6.QtCore import QCoreApplication, QEvent, QTimer

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    able = [item for item in shiboken6.getAllValidWrappers() if _can_run(type(item))]
    return [item for item in able if (item.isActive() if isinstance(item, QTimer) else item.isRunning())]


@functools.cache
def _can_run(kind: type) -> bool:
    """Whether objects of this kind run; asked of thousands of objects around each test."""
    from PySide6.QtCore import QThread, QTimer

    return issubclass(kind, QTimer | QThread)


def _open_windows() -> list[object]:
    if "PySide6.QtWidgets" not in sys.modules:
        return []
    from PySide6.QtWidgets import QApplication

    return [window for window in QApplication.topLevelWidgets() if window.isVisible()]
