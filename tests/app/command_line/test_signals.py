"""A program that is ended by a signal: its own status, not a word, and nothing half-written left behind."""

from __future__ import annotations

import contextlib
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(os.name != "posix", reason="other systems have other signals")

PROGRAM = [sys.executable, "-m", "explainer"]
NUMBERS = [signal.SIGINT, signal.SIGTERM, signal.SIGHUP]
WITHOUT_END = {
    "trace": ["trace", "mazur", "--updates", "10000000", "-o", "a.csv"],
    "train": ["train", "mazur", "--updates", "10000000", "-o", "a.json"],
}
DRAWING = ["render", "mazur", "--step", "25", "-o", "a.svg"]
LONGEST, MOMENTS = 1.6, 4
"""Seconds that a drawing may take here, and how often it is interrupted within them."""
WINDOW = """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QPushButton, QSpinBox
from explainer.app import command_line, window as app
from explainer.views.window.export_dialog import ExportDialog

open_window = app.open_window

def export(scenario):
    window = open_window(scenario)
    window.findChild(QAction, "export_csv").trigger()
    dialog = window.findChild(ExportDialog)
    dialog.findChild(QLineEdit, "path").setText(str(Path("a.csv").absolute()))
    dialog.findChild(QSpinBox, "last_update").setValue(1_000_000)
    dialog.findChild(QPushButton, "export_button").click()
    return window

app.open_window = export
sys.exit(command_line.main([]))
"""


def start(words: list[str], folder: Path, ignoring: tuple[int, ...] = ()) -> subprocess.Popen[bytes]:
    """Start a process that ignores only these signals, whatever the shell ignores that started the tests."""

    def prepare() -> None:
        for number in NUMBERS:
            signal.signal(number, signal.SIG_IGN if number in ignoring else signal.SIG_DFL)

    environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
    return subprocess.Popen(
        words, cwd=folder, env=environment, preexec_fn=prepare, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def wait_for(is_so: Callable[[], object], process: subprocess.Popen[bytes]) -> None:
    deadline = time.monotonic() + 40
    while not is_so() and process.poll() is None and time.monotonic() < deadline:
        os.sched_yield()


def end(process: subprocess.Popen[bytes], number: int) -> tuple[int, bytes]:
    """Send a signal and return the status and what was said."""
    process.send_signal(number)
    _, said = process.communicate(timeout=40)
    return process.returncode, b"".join(line for line in said.splitlines(True) if b"propagateSizeHints" not in line)


EXPORTS = {"trace": [*PROGRAM, *WITHOUT_END["trace"]], "window": [sys.executable, "-c", WINDOW]}


@pytest.mark.parametrize(
    ("export", "number"),
    [*(("window", number) for number in NUMBERS), ("trace", signal.SIGINT), ("trace", signal.SIGTERM)],
)
def test_no_draft_is_left(tmp_path: Path, export: str, number: int) -> None:
    with start(EXPORTS[export], tmp_path) as process:
        wait_for(lambda: any(tmp_path.iterdir()), process)
        assert any(tmp_path.iterdir())
        assert end(process, number) == (128 + number, b"")
    assert list(tmp_path.iterdir()) == []


def interrupted(words: list[str], folder: Path, after: float) -> tuple[int, bytes]:
    """Interrupt a command some seconds after Python has read its first line; what comes before is Python's own."""
    ready = folder / "ready"
    begin = f"import explainer.__main__ as program; open({str(ready)!r}, 'w').close(); raise SystemExit(program.main())"
    with start([sys.executable, "-c", begin, *words], folder) as process:
        wait_for(ready.exists, process)
        with contextlib.suppress(subprocess.TimeoutExpired):
            process.wait(after)
        return end(process, signal.SIGINT)


@pytest.mark.parametrize(("command", "after"), [("trace", 0), ("trace", 0.2), ("train", 0.2), ("train", 1)])
def test_ctrl_c_is_silent(tmp_path: Path, command: str, after: float) -> None:
    assert interrupted(WITHOUT_END[command], tmp_path, after) == (130, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["ready"]


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_ctrl_c_at_any_moment_of_a_drawing_is_silent(tmp_path: Path, moment: int) -> None:
    status, said = interrupted(DRAWING, tmp_path, LONGEST * moment / MOMENTS)
    assert (status in (0, 130), said) == (True, b"")
    assert {path.name for path in tmp_path.iterdir()} <= {"ready", "a.svg"}
    assert status or (tmp_path / "a.svg").read_bytes().rstrip().endswith(b"</svg>")


AT_A_PAINT = """
import os, signal, sys
from explainer.__main__ import main

left = int(sys.argv.pop(1))

def watch(frame, event, argument):
    global left
    if event == "call" and frame.f_code.co_name == "paint":
        left -= 1
        if not left:
            os.kill(os.getpid(), signal.SIGINT)

sys.setprofile(watch)
sys.exit(main())
"""


@pytest.mark.parametrize("paint", [1, 2, 3])
def test_ctrl_c_while_qt_waits_for_us_to_paint_is_silent(tmp_path: Path, paint: int) -> None:
    with start([sys.executable, "-c", AT_A_PAINT, str(paint), *DRAWING], tmp_path) as process:
        _, said = process.communicate(timeout=50)
    assert (process.returncode, said) == (130, b"")
    assert list(tmp_path.iterdir()) == []


def test_a_signal_that_is_ignored_stays_so(tmp_path: Path) -> None:
    words = [*PROGRAM, "trace", "mazur", "--updates", "2000", "-o", "a.csv"]
    with start(words, tmp_path, ignoring=(signal.SIGHUP, signal.SIGINT)) as process:
        wait_for(lambda: any(tmp_path.iterdir()), process)
        process.send_signal(signal.SIGHUP)
        assert end(process, signal.SIGINT) == (0, b"")
    assert [path.name for path in tmp_path.iterdir()] == ["a.csv"]
