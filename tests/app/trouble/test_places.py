"""Places that are gone, forbidden or no files: one clear sentence and status 2, and nothing waits for ever."""

from __future__ import annotations

import errno
import os
import select
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLineEdit

from explainer.app.command_line import main
from explainer.state.session.kept_settings import KeptSettings
from explainer.views.window.export_dialog import ExportDialog

PROGRAM = [sys.executable, "-m", "explainer"]
WRITERS = {
    "trace": ["trace", "mazur", "--updates", "1", "-o"],
    "train": ["train", "mazur", "--updates", "1", "-o"],
    "render": ["render", "mazur", "-o"],
}
WITH_AN_ENDING = {"trace": "a.csv", "train": "a.json", "render": "a.svg"}

on_posix = pytest.mark.skipif(os.name != "posix", reason="pipes with names, users and removed folders are POSIX")


@pytest.fixture
def complaint(capsys: pytest.CaptureFixture[str]) -> Callable[..., str]:
    """Return a function that returns the one line of a command that is refused with status 2."""

    def complaint_of(*words: str) -> str:
        status, said = main(words), capsys.readouterr()
        assert (status, said.out) == (2, ""), said.err
        (line,) = said.err.splitlines()
        return line.removeprefix("backprop-explainer: ")

    return complaint_of


@pytest.mark.parametrize("words", WRITERS.values(), ids=WRITERS)
def test_a_file_without_a_name(complaint, words: list[str]) -> None:
    assert complaint(*words, "") == "argument -o: expected the name of a file, got nothing"


@pytest.mark.parametrize("words", [["train", "", "--updates", "1"], ["check", ""]], ids=["train", "check"])
def test_a_scenario_without_a_name(complaint, words: list[str]) -> None:
    assert complaint(*words) == "the name of the scenario is empty"


def test_a_folder_is_refused_before_anything_is_worked_out(complaint, tmp_path: Path) -> None:
    words = ["train", "mazur", "--updates", str(10**12), "-o", str(tmp_path)]
    assert complaint(*words) == f"{tmp_path} cannot be written: Is a directory"


@on_posix
@pytest.mark.parametrize("command", WRITERS)
def test_a_working_folder_that_is_gone(
    complaint, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, command: str
) -> None:
    gone, name = tmp_path / "gone", WITH_AN_ENDING[command]
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()
    assert complaint(*WRITERS[command], name) == (
        f"{name} cannot be written: the working folder is gone; name a file in another"
    )


@on_posix
@pytest.mark.parametrize("command", WRITERS)
def test_a_pipe_that_nobody_reads_from(complaint, tmp_path: Path, command: str) -> None:
    pipe = tmp_path / WITH_AN_ENDING[command]
    os.mkfifo(pipe)
    assert complaint(*WRITERS[command], str(pipe)) == f"{pipe} cannot be written: nothing reads from this pipe"
    assert pipe.is_fifo()


@on_posix
def test_a_pipe_that_is_read_from_gets_everything(tmp_path: Path) -> None:
    pipe = tmp_path / "a.csv"
    os.mkfifo(pipe)
    with os.fdopen(os.open(pipe, os.O_RDONLY | os.O_NONBLOCK), "rb") as reader:
        writer = subprocess.Popen([*PROGRAM, "trace", "mazur", "--updates", "30", "-o", str(pipe)])
        select.select([reader], [], [], 50)
        os.set_blocking(reader.fileno(), True)
        assert reader.read().count(b"\n") == 1 + 30 * 43
    assert writer.wait(50) == 0


WITHOUT_A_HOME = """
import os, pwd, sys

def unknown(user):
    raise KeyError(user)

pwd.getpwuid = unknown
os.environ.pop("HOME", None)
"""
WINDOW = f"""{WITHOUT_A_HOME}
from PySide6.QtCore import QTimer
from explainer.app import start, window as app

open_window = app.open_window

def use(scenario):
    window = open_window(scenario)
    actions = {{action.objectName(): action for action in window.actions()}}
    for name in ("export_csv", "export_picture", "save_as"):
        QTimer.singleShot(0, actions[name].trigger)
    QTimer.singleShot(100, window.close)
    return window

app.open_window = use
sys.exit(start.run_window("mazur"))
"""


@on_posix
@pytest.mark.parametrize("command", WRITERS)
def test_a_user_without_a_home(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    def unknown(user: int) -> None:
        raise KeyError(user)

    monkeypatch.setattr("pwd.getpwuid", unknown)
    monkeypatch.delenv("HOME", raising=False)
    output = tmp_path / WITH_AN_ENDING[command]
    assert main([*WRITERS[command], str(output)]) == 0
    assert capsys.readouterr().err == ""
    assert output.is_file()


@on_posix
def test_the_window_of_a_user_without_a_home() -> None:
    done = subprocess.run([sys.executable, "-c", WINDOW], capture_output=True, text=True, timeout=50)
    assert (done.returncode, "Traceback" in done.stderr) == (0, False), done.stderr


FAILURES = (errno.EACCES, errno.ESTALE, errno.ENOTCONN, errno.EIO, errno.EHOSTDOWN, errno.ELOOP, errno.ENAMETOOLONG)


@pytest.mark.parametrize("failure", FAILURES, ids=errno.errorcode.get)
def test_both_exports_open_where_the_last_folder_cannot_be_looked_at(
    open_app, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, failure: int
) -> None:
    dead, stat = tmp_path / "dead", os.stat
    dead.mkdir()
    KeptSettings().keep("export/folder", str(dead))

    def fails(path: Any, *args: Any, **options: Any) -> os.stat_result:
        if str(path).startswith(str(dead)):
            raise OSError(failure, os.strerror(failure), str(path))
        return stat(path, *args, **options)

    monkeypatch.setattr(os, "stat", fails)
    window = open_app()
    for name in ("export_csv", "export_picture"):
        window.findChild(QAction, name).trigger()
    path = window.findChild(ExportDialog).findChild(QLineEdit, "path")
    assert Path(path.text()).parent.is_dir()
    assert window.findChild(QFileDialog).isVisible()
