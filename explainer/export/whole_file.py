"""A file that appears complete or not at all, whatever happens while it is being written.

The text goes to a draft beside the file, which takes the file's place in one move. Drafts have a name that tells them
apart and are locked while their process lives: one that is not locked was left by a process that was killed.
"""

from __future__ import annotations

import errno
import os
import secrets
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO


class ExportError(Exception):
    """A file that cannot be written. Its text is the one sentence for the person who can act."""


_NAME = ".backprop-explainer-{}.part"
_own: list[Path] = []
_NEW = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)


def new_draft(folder: Path) -> tuple[int, Path]:
    """Make a draft in `folder` and return its locked descriptor and its path. Raises OSError."""
    while True:
        draft = folder / _NAME.format(secrets.token_hex(8))
        _own.append(draft)
        descriptor = os.open(draft, _NEW, 0o666)
        _lock(descriptor)
        if os.fstat(descriptor).st_nlink:
            return descriptor, draft
        os.close(descriptor)  # another export took it for a leftover before it was locked


def remove_own() -> None:
    """Remove the drafts of this process, which is about to end."""
    for draft in _own:
        with suppress(OSError):
            draft.unlink()


def remove_leftovers(folder: Path) -> None:
    """Remove the drafts in `folder` that no living process writes; those that cannot be removed stay."""
    with suppress(OSError):
        for draft in folder.glob(_NAME.format("*")):
            with suppress(OSError):
                _remove_if_dead(draft)


if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        """Do nothing: here a file that is open cannot be removed."""

    def _remove_if_dead(draft: Path) -> None:
        draft.unlink()

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        with suppress(OSError):  # a file system without locks: its drafts are never taken for leftovers
            fcntl.flock(descriptor, fcntl.LOCK_EX)

    def _remove_if_dead(draft: Path) -> None:
        descriptor = os.open(draft, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
            draft.unlink()
        finally:
            os.close(descriptor)


@contextmanager
def whole_file(path: str | Path) -> Iterator[TextIO]:
    """Give a stream for UTF-8 text, lines ending as written, that becomes the file when the block ends well.

    A link is followed, an existing file keeps its permissions; what is no regular file (`/dev/stdout`) is written to
    directly. Raises ExportError with one sentence when the file cannot be written; the old one is then unchanged.
    """
    target = _target(path)
    try:
        with _stream_to(target) as stream:
            yield stream
    except BrokenPipeError:
        raise
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {_reason(error, target)}") from None


def check_writable(path: str | Path) -> None:
    """Raise ExportError if a file could not be written there, before anything is worked out for it."""
    target = _target(path)
    try:
        _check_writable(target)
        if not target.exists():
            descriptor, draft = new_draft(target.parent)
            os.close(descriptor)
            draft.unlink()
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {_reason(error, target)}") from None


def _target(path: str | Path) -> Path:
    try:
        return Path(os.path.realpath(path))
    except OSError:  # a name that begins nowhere
        raise ExportError(f"{path} cannot be written: the working folder is gone; name a file in another") from None
    except ValueError:
        raise ExportError(f"{str(path)!r} is not the name of a file") from None


def _reason(error: OSError, target: Path) -> str:
    if error.errno == errno.ENOENT and not target.parent.is_dir():
        return f"there is no folder {target.parent}"
    if error.errno == errno.ENXIO:
        return "nothing reads from this pipe"
    return error.strerror or str(error)


@contextmanager
def _stream_to(target: Path) -> Iterator[TextIO]:
    if target.exists() and not target.is_file():
        with open(target, "w", encoding="utf-8", newline="", opener=_without_waiting) as stream:
            yield stream
        return
    _check_writable(target)
    remove_leftovers(target.parent)
    with _replacing(target) as stream:
        yield stream


def _without_waiting(path: str, flags: int) -> int:
    """Open what is no file: a pipe that nobody reads from raises OSError, where it would keep the program waiting."""
    descriptor = os.open(path, flags | getattr(os, "O_NONBLOCK", 0))
    os.set_blocking(descriptor, True)
    return descriptor


def _check_writable(target: Path) -> None:
    """Respect a write-protected file, which a move into its place would not, and a folder."""
    if target.is_dir():
        raise IsADirectoryError(errno.EISDIR, os.strerror(errno.EISDIR))
    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES))


@contextmanager
def _replacing(target: Path) -> Iterator[TextIO]:
    descriptor, draft = new_draft(target.parent)
    try:
        with os.fdopen(descriptor, "w", encoding="utf-8", newline="") as stream:
            if target.exists():
                draft.chmod(stat.S_IMODE(target.stat().st_mode))
            yield stream
            stream.flush()
            os.fsync(descriptor)
            if os.name == "nt":  # where a file that is open cannot be moved
                stream.close()
            draft.replace(target)
    except BaseException:
        with suppress(OSError):
            draft.unlink()
        raise
    _sync_folder(target.parent)


def _sync_folder(folder: Path) -> None:
    """Make the move itself survive a power cut, where the system lets a folder be opened."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
