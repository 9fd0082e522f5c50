"""The file that faults of the program are written to."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path

from explainer.files.ordinary_file import may_be_written

MOST_BYTES = 2**20
_FLAGS = os.O_WRONLY | os.O_CREAT | os.O_APPEND


class ErrorLog:
    """A log in `folder` or, where nothing can be written there, a temporary file; it never grows beyond MOST_BYTES.

    Where no file can be made `path` is None, and what is written is lost.
    """

    def __init__(self, folder: Path) -> None:
        self.path: Path | None = None
        self.descriptor = -1
        with suppress(OSError, ValueError):
            folder.mkdir(parents=True, exist_ok=True)
            self._open(folder / "errors.log")
        if self.path is None:
            with suppress(OSError):
                self.descriptor, name = tempfile.mkstemp(prefix="backprop-explainer-", suffix=".log")
                self.path = Path(name)

    def _open(self, path: Path) -> None:
        if may_be_written(path):
            self.descriptor = os.open(path, _FLAGS, 0o600)
            self.path = path

    def write(self, text: str) -> bool:
        """Write to the end, or anew where that would be too much; tell whether it could be done."""
        content = text.encode("utf-8", "backslashreplace")[-MOST_BYTES:]
        try:
            if os.fstat(self.descriptor).st_size + len(content) > MOST_BYTES:
                os.ftruncate(self.descriptor, 0)
            return os.write(self.descriptor, content) == len(content)
        except OSError:
            return False

    def close(self) -> None:
        """Close the file, and leave none that is empty."""
        if self.path is not None:
            with suppress(OSError):
                is_empty = not os.fstat(self.descriptor).st_size
                os.close(self.descriptor)
                if is_empty:
                    self.path.unlink()
            self.path, self.descriptor = None, -1
