"""Drafts: files being written, under a name that tells them apart, locked while their process lives.

A draft that is not locked was left by a process that was killed.
"""

from __future__ import annotations

import os
import secrets
import sys
from contextlib import suppress
from pathlib import Path

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
