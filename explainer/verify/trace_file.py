"""Checking a whole trace file."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import BinaryIO, NamedTuple

from explainer.verify.derivation import Derivation
from explainer.verify.errors import TraceError, WrongRow, shown
from explainer.verify.rows import Row, read_rows

STANDARD_INPUT = "-"
_LONGEST = 400


class Verdict(NamedTuple):
    """How many rows of how many updates were looked at, and what is wrong with the last of them, if anything."""

    rows: int
    updates: int
    problem: str | None = None

    def __str__(self) -> str:
        if self.problem is not None:
            return self.problem
        rows, updates = _counted(self.rows, "row"), _counted(self.updates, "update")
        return f"{rows} of {updates}: every one follows from its own numbers and the rows it builds on"


def verify_file(path: str) -> Verdict:
    """Do what `verify` does with a file, `-` for standard input. Raises TraceError, with its name, also where it cannot
    be read."""
    try:
        if path == STANDARD_INPUT:
            return verify(_standard_input())
        with Path(path).open("rb") as stream:
            return verify(stream)
    except TraceError as error:
        name = "standard input" if path == STANDARD_INPUT else path
        raise TraceError(f"{name}: {error}") from None
    except FileNotFoundError:
        raise TraceError(f"there is no file {shown(path)}") from None
    except OSError as error:
        raise TraceError(f"{path} cannot be read: {error.strerror or error}") from None


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise TraceError("standard input is closed")
    return sys.stdin.buffer


def verify(stream: BinaryIO) -> Verdict:
    """Re-derive every row of a trace file, up to the first that is wrong; memory does not grow with the updates.

    Raises TraceError, with the line, for a file that is no trace, step by step, in the worked notation.
    """
    derivation, row = Derivation(), None
    try:
        for row in read_rows(stream):
            derivation.check(row)
        derivation.finish()
    except WrongRow as wrong:
        assert row is not None
        return Verdict(row.number, derivation.updates, _one_line(f"{_place(row)}: {wrong}"))
    return Verdict(row.number if row else 0, derivation.updates)


def _place(row: Row) -> str:
    return f"row {row.number} (update {row.update}, step {row.step}, {row.shape.symbol})"


def _one_line(text: str) -> str:
    """Keep what a strange file holds from spoiling the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:_LONGEST])


def _counted(count: int, word: str) -> str:
    return f"{count:,} {word}{'' if count == 1 else 's'}"
