"""The content of a file that a person names: an ordinary file, and not too large."""

from __future__ import annotations

from pathlib import Path
from stat import S_ISREG

from explainer.files.checks import MOST_BYTES, ScenarioError
from explainer.files.wording import quoted

_LONGEST = 60


def content_of(path: Path) -> bytes:
    """Return the bytes of the file. Raises ScenarioError with one sentence when there are none to be had."""
    try:
        content = _read(path)
    except FileNotFoundError:
        raise ScenarioError(f"there is no file {_end_of(path)}") from None
    except OSError as error:
        raise ScenarioError(f"{_end_of(path)} cannot be read: {error.strerror or error}") from None
    except ValueError:
        raise ScenarioError(f"{_end_of(path)} is not the name of a file") from None
    if content is None:
        raise ScenarioError(f"{_end_of(path)} is {'a folder' if path.is_dir() else 'a device or a pipe'}, not a file")
    if len(content) > MOST_BYTES:
        raise ScenarioError(f"{shown(path)}: the file is larger than the {MOST_BYTES // 2**20} MiB that it may have")
    return content


def may_be_written(path: Path) -> bool:
    """Tell whether there is an ordinary file, or none yet: a pipe could keep the program waiting, and a device is not
    to be replaced."""
    try:
        return S_ISREG(path.stat().st_mode)
    except FileNotFoundError:
        return True
    except (OSError, ValueError):
        return False


def shown(path: Path) -> str:
    """Return the name of a file as a sentence can begin with it."""
    return as_given(Path(path.name))


def as_given(path: Path) -> str:
    """Return the whole path as a sentence can begin with it."""
    return str(path) if str(path).isprintable() else quoted(str(path))


def _read(path: Path) -> bytes | None:
    """Return the bytes, or None for what is no ordinary file: a pipe could keep the program waiting for ever."""
    if not S_ISREG(path.stat().st_mode):
        return None
    with path.open("rb") as file:
        return file.read(MOST_BYTES + 1)


def _end_of(path: Path) -> str:
    """Return the path in quotes, only its end where it is long."""
    text = str(path)
    return quoted(text if len(text) <= _LONGEST else "…" + text[1 - _LONGEST :])
