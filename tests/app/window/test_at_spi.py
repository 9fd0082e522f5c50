"""What a screen reader on Linux finds: the canvas and its numbers, asked for over AT-SPI by another process."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

LAUNCHER = Path("/usr/libexec/at-spi-bus-launcher")
TOOLS = ("xvfb-run", "dbus-run-session", "dbus-send")
APP = """
from PySide6.QtWidgets import QApplication
app = QApplication([])
from explainer.app.window import open_window
window = open_window("mazur")
window.walkthrough.go_to(1, 24)
window.findChild(object, "canvas").player.cut()
app.exec()
"""
CLIENT = """
import subprocess, sys, time
from contextlib import ExitStack
ROOT, ACCESSIBLE = "/org/a11y/atspi/accessible/root", "org.a11y.atspi.Accessible"
def ask(*words):
    found = subprocess.run(["dbus-send", "--print-reply", *words], capture_output=True, text=True).stdout
    return [line.partition('"')[2].rpartition('"')[0] for line in found.splitlines() if '"' in line]
def get(path, name):
    return "".join(ask(*at, path, "org.freedesktop.DBus.Properties.Get", f"string:{ACCESSIBLE}", f"string:{name}"))
def children(path):
    return [child for child in ask(*at, path, f"{ACCESSIBLE}.GetChildren") if child.startswith("/")]
def find(path):
    if ask(*at, path, f"{ACCESSIBLE}.GetRoleName") == ["canvas"]:
        return path
    return next((found for child in children(path) if (found := find(child))), "")
with ExitStack() as stack:
    for command in ([sys.argv[2], "--launch-immediately"], [sys.executable, sys.argv[1]]):
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
        stack.callback(process.wait)
        stack.callback(process.terminate)
    until, canvas = time.monotonic() + 40, ""
    while not canvas and time.monotonic() < until:
        time.sleep(0.3)
        for bus in ask("--session", "--dest=org.a11y.Bus", "/org/a11y/bus", "org.a11y.Bus.GetAddress"):
            names = ask(f"--bus={bus}", "--dest=org.freedesktop.DBus", "/", "org.freedesktop.DBus.ListNames")
            for name in names:
                at = f"--bus={bus}", f"--dest={name}"
                if not canvas and name[0] == ":" and get(ROOT, "Name") == "Backprop Explainer":
                    canvas, found = find(ROOT), at
    at = found
    print(get(canvas, "Name"))
    for number in children(canvas):
        print(get(number, "Name"), "=", get(number, "Description"))
"""


@pytest.mark.timeout(120)
@pytest.mark.skipif(
    sys.platform != "linux" or not LAUNCHER.exists() or not all(map(shutil.which, TOOLS)),
    reason="needs Xvfb, D-Bus and the AT-SPI bus",
)
def test_a_screen_reader_finds_the_canvas_and_its_numbers(tmp_path):
    (tmp_path / "app.py").write_text(APP, "utf-8")
    (tmp_path / "tool.py").write_text(CLIENT, "utf-8")
    (tmp_path / "run").mkdir(mode=0o700)
    environment = os.environ | {
        "QT_QPA_PLATFORM": "xcb",
        "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
        "XDG_RUNTIME_DIR": str(tmp_path / "run"),
    }
    words = "dbus-run-session", "--", "xvfb-run", "-a", "-s", "-screen 0 1280x800x24"
    command = [*words, sys.executable, str(tmp_path / "tool.py"), str(tmp_path / "app.py"), str(LAUNCHER)]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=100)
    name, *numbers = done.stdout.splitlines()
    assert name == "Network", done.stderr
    assert "w5, weight from h1 to o1 = 0.4" in numbers
    assert "d E total by d out h1, blame of h1 = 0.0363503" in numbers
    assert "net h1, weighted sum of h1 = 0.3775" in numbers
