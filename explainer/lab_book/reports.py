"""A sweep for people and as a table: a row for each trial, and what the seeds of each combination have in common."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from statistics import median

from explainer.files.wording import counted
from explainer.lab_book.sweep import SEED, SweepRow

_DIGITS = 6
_GAP = "  "


def header(settings: Sequence[str]) -> tuple[str, ...]:
    """Return the names of the columns of the table."""
    return (*settings, "updates", "reached", "loss")


def cells(row: SweepRow) -> tuple[str, ...]:
    """Return a row of the table; a text stands without quotes."""
    needed = row.updates if row.needed is None else row.needed
    return (*map(written, row.values), str(needed), "no" if row.needed is None else "yes", repr(row.loss))


def written(value: object) -> str:
    """Return a value as it is typed on the command line."""
    return value if isinstance(value, str) else json.dumps(value)


def heading(settings: Sequence[str], rows: Iterable[tuple[object, ...]]) -> tuple[str, list[int]]:
    """Return the line of names above the rows, and how wide each column is."""
    widths = [max(len(name), *(len(written(value)) for value in column)) for name, column in _columns(settings, rows)]
    names = [f"{name:>{width}}" for name, width in zip(settings, widths, strict=True)]
    return _GAP.join([*names, "updates", "loss"]), widths


def _columns(settings: Sequence[str], rows: Iterable[tuple[object, ...]]) -> list[tuple[str, tuple[object, ...]]]:
    return list(zip(settings, zip(*rows, strict=True), strict=True))


def line(row: SweepRow, widths: Sequence[int]) -> str:
    """Return a row as a line of text; where the loss did not come below, the updates are a dash."""
    values = [f"{written(value):>{width}}" for value, width in zip(row.values, widths, strict=True)]
    needed = "–" if row.needed is None else f"{row.needed:,}"
    return _GAP.join([*values, f"{needed:>7}", f"{row.loss:.{_DIGITS}g}"])


def summary(settings: Sequence[str], rows: Sequence[SweepRow]) -> list[str]:
    """Say of each combination how many of its seeds came below, and in how many updates; nothing without seeds."""
    if not settings or settings[-1] != SEED:
        return []
    groups: dict[tuple[object, ...], list[SweepRow]] = {}
    for row in rows:
        groups.setdefault(row.values[:-1], []).append(row)
    return [_said(settings[:-1], values, found) for values, found in groups.items()]


def outcome(rows: Sequence[SweepRow], until: float) -> str:
    """Say how many trainings of a sweep came below the loss."""
    below = sum(row.needed is not None for row in rows)
    return f"{below:,} of {counted(len(rows), 'training')} came below {until:g}"


def _said(settings: Sequence[str], values: tuple[object, ...], rows: Sequence[SweepRow]) -> str:
    named = ", ".join(f"{name} = {written(value)}" for name, value in zip(settings, values, strict=True))
    needed = sorted(row.needed for row in rows if row.needed is not None)
    said = f"{len(needed)} of {counted(len(rows), 'seed')} came below"
    if needed and needed[0] == needed[-1]:
        said += f", in {counted(needed[0], 'update')}"
    elif needed:
        said += f", in {needed[0]:,} to {counted(needed[-1], 'update')}, median {median(needed):,.15g}"
    return f"{named}: {said}" if named else said
