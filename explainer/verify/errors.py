"""What can be the matter with a trace file."""

from __future__ import annotations

_SHOWN = 40


class TraceError(ValueError):
    """A file that cannot be checked at all, in one sentence that names the line."""


class WrongRow(Exception):  # noqa: N818 - a finding, not a failure of the program
    """What a row says and should not, without the place of the row."""


def shown(text: str) -> str:
    """Return the text as a message has it: quoted, and not too long."""
    return repr(text if len(text) <= _SHOWN else f"{text[:_SHOWN]}…")


def counted(count: int, word: str) -> str:
    """Return `1 row`, `2,000 rows`."""
    return f"{count:,} {word}{'' if count == 1 else 's'}"
