"""A machine that cannot show the window says so in one line; the process never aborts."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from explainer.app.qt_libraries import DEBIAN_PACKAGES, advice, loader_error

NOBODYS_DISPLAY = ":4999"
LIBRARY_OF_THE_WINDOW = "libxcb-cursor.so.0"

on_linux = pytest.mark.skipif(
    sys.platform != "linux", reason="displays are named by environment variables on Linux only"
)


def start(scenario: str = "mazur", **environment: str) -> subprocess.CompletedProcess[str]:
    """Run the program with the variables that name a display cleared and then set to `environment`."""
    inherited = {k: v for k, v in os.environ.items() if k not in {"DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"}}
    return subprocess.run(
        [sys.executable, "-m", "explainer", scenario],
        env=inherited | environment,
        capture_output=True,
        text=True,
        timeout=50,
    )


def refusal(result: subprocess.CompletedProcess[str]) -> str:
    """Return the one line that a refused start writes."""
    assert result.returncode == 2, result.stderr
    assert result.stdout == ""
    (line,) = result.stderr.splitlines()
    return line


CLOSED_AT_ONCE = """
import sys
from PySide6.QtCore import QTimer
from explainer.app import start, window as app

open_window = app.open_window

def open_and_close(scenario):
    window = open_window(scenario)
    QTimer.singleShot(0, window.close)
    return window

app.open_window = open_and_close
sys.exit(start.run_window("mazur"))
"""


def test_the_window_opens_and_closing_it_ends_the_program() -> None:
    result = subprocess.run([sys.executable, "-c", CLOSED_AT_ONCE], capture_output=True, text=True, timeout=50)
    assert result.returncode == 0, result.stderr


@on_linux
def test_no_display() -> None:
    line = refusal(start())
    assert "no display" in line
    assert "backprop-explainer trace mazur --updates 1" in line


@on_linux
@pytest.mark.parametrize(
    "environment",
    [
        {"DISPLAY": NOBODYS_DISPLAY},
        {"DISPLAY": ""},
        {"QT_QPA_PLATFORM": "xcb", "DISPLAY": NOBODYS_DISPLAY},
        {"QT_QPA_PLATFORM": "nonsense"},
        {"WAYLAND_DISPLAY": "wayland-nobody", "DISPLAY": NOBODYS_DISPLAY},
    ],
    ids=str,
)
def test_a_display_that_cannot_be_opened(environment: dict[str, str], tmp_path: Path) -> None:
    if any(loader_error(platform) for platform in ("xcb", "wayland")):
        pytest.skip("the libraries for a window are not installed")
    line = refusal(start(**environment, XDG_RUNTIME_DIR=str(tmp_path)))
    assert "no display" in line
    assert all(value in line for value in environment.values())


@on_linux
@pytest.mark.parametrize("environment", [{}, {"DISPLAY": NOBODYS_DISPLAY}, {"QT_QPA_PLATFORM": "offscreen"}], ids=str)
def test_a_bad_scenario_is_told_before_any_display(environment: dict[str, str]) -> None:
    assert "nowhere.json" in refusal(start("nowhere.json", **environment))


@on_linux
def test_a_library_of_the_window_that_cannot_be_loaded(tmp_path: Path) -> None:
    (tmp_path / LIBRARY_OF_THE_WINDOW).write_text("not a library")
    line = refusal(start(DISPLAY=NOBODYS_DISPLAY, LD_LIBRARY_PATH=str(tmp_path)))
    assert LIBRARY_OF_THE_WINDOW in line
    assert "sh setup.sh" in line


def test_qt_that_cannot_be_imported(tmp_path: Path) -> None:
    (tmp_path / "PySide6.py").write_text(
        "raise ImportError('libEGL.so.1: cannot open shared object file: No such file or directory')"
    )
    line = refusal(start(PYTHONPATH=f"{tmp_path}{os.pathsep}{Path(__file__).parents[3]}"))
    assert "libEGL.so.1, which is missing" in line
    assert "sh setup.sh" in line


def test_nothing_is_missing_here() -> None:
    assert loader_error("offscreen") is None


def test_where_apt_is_the_missing_library_comes_with_its_packages(monkeypatch: pytest.MonkeyPatch) -> None:
    error = "libGL.so.1: cannot open shared object file: No such file or directory"
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    assert advice(error).endswith(f"`apt-get install -y {' '.join(DEBIAN_PACKAGES)}`")
    monkeypatch.setattr("shutil.which", lambda name: None)
    assert "apt-get" not in advice(error)


def test_any_other_reason_is_passed_on_in_one_line() -> None:
    assert "DLL load failed: not found" in advice("DLL load failed:\n not found")


THREADS = """
import explainer, os, numpy
numpy.ones((500, 500)) @ numpy.ones((500, 500))
print(len(os.listdir("/proc/self/task")))
"""


@on_linux
def test_products_are_worked_out_on_one_thread():
    environment = {name: value for name, value in os.environ.items() if not name.endswith("_NUM_THREADS")}
    command = [sys.executable, "-c", THREADS]
    result = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=50)
    assert result.stdout.strip() == "1", result.stderr
