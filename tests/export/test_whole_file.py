"""A file appears complete or not at all, with ordinary permissions, and a killed export leaves nothing for long."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from explainer.export.whole_file import ExportError, whole_file

OLD, NEW = "old\n", "new line\n"
LINES = 40_000
WRITER = f"""
import sys
from explainer.export.whole_file import whole_file
print("ready", flush=True)
while True:
    with whole_file(sys.argv[1]) as stream:
        for _ in range({LINES}):
            stream.write({NEW!r})
        stream.flush()
        print("draft", flush=True)
        if sys.argv[2] == "wait":
            sys.stdin.readline()
    print("done", flush=True)
"""


@pytest.fixture
def umask() -> Iterator[int]:
    previous = os.umask(0o027)
    yield 0o027
    os.umask(previous)


def writer(path: Path, wait: bool) -> subprocess.Popen[str]:
    """Start a process that writes `path` over and over; with `wait` it stays inside the first time."""
    words = [sys.executable, "-c", WRITER, str(path), "wait" if wait else "go"]
    return subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def kill(process: subprocess.Popen[str]) -> None:
    process.send_signal(signal.SIGKILL)
    process.communicate()


def drafts(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.endswith(".part")]


def test_text_comes_out_as_written(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    with whole_file(path) as stream:
        stream.write("ä\nb\r\n")
        assert not path.exists()
    assert path.read_bytes() == "ä\nb\r\n".encode()
    assert drafts(tmp_path) == []


def test_nothing_changes_when_the_block_fails(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OLD)

    def interrupted() -> None:
        with whole_file(path) as stream:
            stream.write(NEW)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert path.read_text() == OLD
    assert drafts(tmp_path) == []


def test_a_new_file_has_ordinary_permissions(tmp_path: Path, umask: int) -> None:
    with whole_file(tmp_path / "out.csv"):
        pass
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o666 & ~umask


def test_an_existing_file_keeps_its_permissions(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OLD)
    path.chmod(0o606)
    with whole_file(path) as stream:
        stream.write(NEW)
    assert stat.S_IMODE(path.stat().st_mode) == 0o606
    assert path.read_text() == NEW


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    target, link = tmp_path / "there" / "out.csv", tmp_path / "link.csv"
    link.symlink_to(target)
    for text in (OLD, NEW):
        with whole_file(link) as stream:
            stream.write(text)
        assert link.is_symlink()
        assert target.read_text() == text


@pytest.mark.parametrize("moment", range(6))
def test_a_kill_leaves_the_old_file_or_the_new_one(tmp_path: Path, moment: int) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OLD)
    process = writer(path, wait=False)
    assert process.stdout is not None
    for _ in range(1 + moment):  # ready, draft, done, draft, done, …
        process.stdout.readline()
    kill(process)
    assert path.read_text() in {OLD, NEW * LINES}
    with whole_file(path) as stream:
        stream.write(NEW)
    assert [entry.name for entry in tmp_path.iterdir()] == ["out.csv"]


def test_what_a_killed_export_left_is_removed_by_the_next_but_not_what_a_living_one_writes(tmp_path: Path) -> None:
    killed, living = writer(tmp_path / "a.csv", wait=True), writer(tmp_path / "b.csv", wait=True)
    for process in (killed, living):
        assert process.stdout is not None
        assert [process.stdout.readline() for _ in range(2)] == ["ready\n", "draft\n"]
    kill(killed)
    assert len(drafts(tmp_path)) == 2
    with whole_file(tmp_path / "c.csv") as stream:
        stream.write(NEW)
        assert len(drafts(tmp_path)) == 2
    assert len(drafts(tmp_path)) == 1
    assert living.stdin is not None
    assert living.stdout is not None
    print(file=living.stdin, flush=True)
    assert living.stdout.readline() == "done\n"
    kill(living)
    assert (tmp_path / "b.csv").read_text() == NEW * LINES


def failure(path: Path) -> str:
    with pytest.raises(ExportError) as caught, whole_file(path) as stream:
        stream.write(NEW)
    return str(caught.value)


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    path = tmp_path / "no" / "out.csv"
    assert failure(path) == f"{path} cannot be written: there is no folder {path.parent}"


def test_a_folder_in_place_of_the_file(tmp_path: Path) -> None:
    assert failure(tmp_path) == f"{tmp_path} cannot be written: Is a directory"


def test_a_name_that_no_file_can_have() -> None:
    assert failure(Path("a\0b")) == "'a\\x00b' is not the name of a file"


def test_a_full_disk_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OLD)

    def full(descriptor: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    assert failure(path) == f"{path} cannot be written: No space left on device"
    assert path.read_text() == OLD
    assert drafts(tmp_path) == []


def test_a_write_protected_file_is_respected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "out.csv"
    path.write_text(OLD)
    path.chmod(0o444)
    monkeypatch.setattr(os, "access", lambda path, mode: False)  # the superuser may write to everything
    assert failure(path) == f"{path} cannot be written: Permission denied"
    assert path.read_text() == OLD


def test_what_is_no_regular_file_is_written_to_directly() -> None:
    with whole_file("/dev/null") as stream:
        stream.write(NEW)
    assert not Path("/dev/null").is_file()
    assert failure(Path("/dev/full")) == "/dev/full cannot be written: No space left on device"
