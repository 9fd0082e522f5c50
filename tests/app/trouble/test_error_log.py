"""A fault of the program is told, whatever becomes of the log; and the log never fills a disk."""

from __future__ import annotations

import errno
import os
import tempfile
from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths

from explainer.app.error_log import MOST_BYTES, ErrorLog
from explainer.app.window import Reporter


def log_file() -> Path:
    place = QStandardPaths.StandardLocation.AppLocalDataLocation
    return Path(QStandardPaths.writableLocation(place)) / "errors.log"


def told(window, error: BaseException) -> str:
    """Let an error happen that nothing catches; return what is said about it."""
    with Reporter(window) as reporter:
        reporter.report(type(error), error, None)
        return window.statusBar().currentMessage()


def no_temporary_file(**_: object) -> None:
    raise FileNotFoundError(errno.ENOENT, "No usable temporary directory found")


def test_it_says_where_the_details_are(window) -> None:
    assert told(window, ZeroDivisionError("division by zero")).endswith(f"Details are in {log_file()}.")
    assert "ZeroDivisionError: division by zero" in log_file().read_text()


def test_nothing_is_left_where_nothing_went_wrong(window) -> None:
    with Reporter(window):
        pass
    assert not log_file().exists()


@pytest.mark.parametrize("kind", ["pipe", "device", "folder", "file for a folder"])
def test_it_is_told_where_the_log_is_none(window, monkeypatch: pytest.MonkeyPatch, kind: str) -> None:
    path = log_file()
    path.parent.mkdir(parents=True)
    if kind == "pipe":
        os.mkfifo(path)
    elif kind == "device":
        path.symlink_to("/dev/full")
    elif kind == "folder":
        path.mkdir()
    else:
        path.parent.rmdir()
        path.parent.write_text("")
    monkeypatch.setattr(tempfile, "mkstemp", no_temporary_file)
    said = told(window, ValueError("x"))
    assert said == "That did not work (ValueError). Your work is kept. Details could not be written anywhere."


def test_a_temporary_file_serves_where_the_folder_cannot_be_written(window, tmp_path, monkeypatch) -> None:
    log_file().parent.parent.mkdir(parents=True)
    log_file().parent.write_text("")
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert f"Details are in {tmp_path}" in told(window, ValueError("x"))
    (written,) = tmp_path.iterdir()
    assert "ValueError: x" in written.read_text()


@pytest.mark.parametrize("failure", [errno.ENOSPC, errno.EIO, errno.EDQUOT], ids=errno.errorcode.get)
def test_it_is_told_where_the_disk_is_full(window, monkeypatch: pytest.MonkeyPatch, failure: int) -> None:
    def full(descriptor: int, content: bytes) -> int:
        raise OSError(failure, os.strerror(failure))

    monkeypatch.setattr(os, "write", full)
    assert "Details could not be written" in told(window, ValueError("x"))


def test_a_text_that_no_file_can_hold_is_written_all_the_same(window) -> None:
    assert f"Details are in {log_file()}." in told(window, ValueError("half \ud800 a character"))


def test_it_never_grows_beyond_its_limit(tmp_path: Path) -> None:
    for start in range(3):
        log = ErrorLog(tmp_path)
        for number in range(40):
            assert log.write(f"{start} {number} {'x' * 40_000}\n")
            assert (tmp_path / "errors.log").stat().st_size <= MOST_BYTES
        assert log.write("y" * (2 * MOST_BYTES))
        log.close()
    assert (tmp_path / "errors.log").stat().st_size <= MOST_BYTES
