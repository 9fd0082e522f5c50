"""Checking a whole trace file."""

from __future__ import annotations

import sys
from pathlib import Path
from stat import S_ISFIFO
from typing import BinaryIO, NamedTuple

from explainer.verify.arithmetic import OnPaper
from explainer.verify.derivation import Rederivation
from explainer.verify.errors import TraceError, WrongRow, counted, shown
from explainer.verify.rows import TraceRow, check_notation, read_rows

STANDARD_INPUT = "-"
_LONGEST = 400
_LONGEST_PATH = 40
_OF_SHELL = ("/dev/fd/", "/dev/stdin", "/proc/")


class TraceVerdict(NamedTuple):
    """How many rows of how many updates were looked at, what is wrong with the last of them, if anything, and where the
    last update breaks off, if it does."""

    rows: int
    updates: int
    problem: str | None = None
    unfinished: str | None = None

    def __str__(self) -> str:
        if self.problem is not None:
            return self.problem
        rows, updates = counted(self.rows, "row"), counted(self.updates, "update")
        end = f"; {self.unfinished}" if self.unfinished else ""
        return f"{rows} of {updates}: every one follows from its own numbers and the rows it builds on{end}"


def verify_file(path: str, paper: OnPaper | None = None) -> TraceVerdict:
    """Do what `verify` does with a file, `-` for standard input. Raises TraceError, with its name, also where it cannot
    be read."""
    name = "standard input" if path == STANDARD_INPUT else _end_of(path)
    try:
        if path == STANDARD_INPUT:
            return _verify_named(_standard_input(), name, paper)
        if not path:
            raise TraceError("the name of the trace file is empty")
        if _is_named_pipe(path):
            raise TraceError(f"{name} is a pipe; give it as standard input with -")
        with Path(path).open("rb") as stream:
            return _verify_named(stream, name[1:-1], paper)
    except FileNotFoundError:
        raise TraceError(f"there is no file {name}") from None
    except OSError as error:
        raise TraceError(f"{name} cannot be read: {error.strerror or error}") from None
    except ValueError as error:
        raise error if isinstance(error, TraceError) else TraceError(f"{name} is not the name of a file") from None


def _verify_named(stream: BinaryIO, name: str, paper: OnPaper | None) -> TraceVerdict:
    try:
        return verify(stream, paper)
    except TraceError as error:
        raise TraceError(f"{name}: {error}") from None


def _is_named_pipe(path: str) -> bool:
    """One that nobody writes to would keep the program waiting for ever; a shell's own, `<(…)`, is written to."""
    return not path.startswith(_OF_SHELL) and S_ISFIFO(Path(path).stat().st_mode)


def _end_of(path: str) -> str:
    """Return the path in quotes, only its end where it is long."""
    return shown(path if len(path) <= _LONGEST_PATH else "…" + path[1 - _LONGEST_PATH :])


def _standard_input() -> BinaryIO:
    if sys.stdin is None:
        raise TraceError("standard input is closed")
    return sys.stdin.buffer


def verify(stream: BinaryIO, paper: OnPaper | None = None) -> TraceVerdict:
    """Re-derive every row of a trace file, up to the first that is wrong; memory does not grow with the updates. On
    paper each value is that of its own numbers, rounded.

    Raises TraceError, with the line, for a file that is no trace, step by step, in the worked notation.
    """
    derivation, row = Rederivation(paper), None
    try:
        for row in read_rows(stream):
            if row.number == 1:
                check_notation(row)
            derivation.check(row)
        derivation.finish()
    except WrongRow as wrong:
        assert row is not None
        return TraceVerdict(row.number, derivation.updates, _one_line(f"{_place(row)}: {wrong}"))
    return TraceVerdict(row.number if row else 0, derivation.updates, unfinished=derivation.unfinished())


def _place(row: TraceRow) -> str:
    return f"row {row.number} (update {row.update}, step {row.step}, {row.shape.symbol})"


def _one_line(text: str) -> str:
    """Keep what a strange file holds from spoiling the terminal."""
    return "".join(sign if sign.isprintable() else "?" for sign in text[:_LONGEST])
