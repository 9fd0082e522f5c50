"""What an update changed, as a small table: each weight with its old and its new number, the largest change first."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from explainer.picture.pages.column import PageColumn
from explainer.picture.pages.compositor import colour_of
from explainer.picture.pages.groups.table import add_table
from explainer.picture.pages.ink import InkBox, boxed
from explainer.picture.palette import Role
from explainer.trace.formula.notation import MINUS, Writing
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known_update import KnownUpdate
from explainer.trace.notations.naming import symbol_tex
from explainer.trace.words.groups.update_words import label
from explainer.trace.words.speech import by_sign

MOST = 5
"""How many changes are in the table."""
_NOTE = 10.5


class _Change(NamedTuple):
    """A weight or bias by its index in theta and its name, its numbers, and by how much they differ."""

    parameter: int
    name: str
    old: str
    new: str
    by: str


def add_changes(column: PageColumn, done: KnownUpdate, writing: Writing) -> None:
    """Set the largest changes, and how many there are besides; each leads to the line that made it."""
    changes = list(_changes(done, writing))
    add_table(column, lambda points: [_row(column, done, change, writing, points) for change in changes])
    if (left := done.moved - len(changes)) > 0:
        column.row(column.letters(f"… {left:,} more, each by less", _NOTE, Role.MUTED))


def changes_tex(done: KnownUpdate, writing: Writing) -> Iterator[str]:
    """Go through the TeX of the names in the table."""
    return (_tex(done, change.parameter, writing) for change in _changes(done, writing))


def changes_text(done: KnownUpdate, writing: Writing) -> Iterator[str]:
    """Go through the table as lines of text."""
    return (f"{name}: {old} → {new} ({by})" for _, name, old, new, by in _changes(done, writing))


def _changes(done: KnownUpdate, writing: Writing) -> Iterator[_Change]:
    for index in done.by_size[: min(MOST, done.moved)].tolist():
        old, new = done.old_and_new(index)
        by = f"{by_sign(new - old, '+', '', MINUS)}{writing.show(abs(new - old))}"
        yield _Change(index, label(done, index, writing), writing.show(old), writing.show(new), by)


def _tex(done: KnownUpdate, index: int, writing: Writing) -> str:
    return "/".join(symbol_tex(done.known.scenario, Symbol(Quantity.WEIGHT, parameter=index), writing.notation))


def _row(column: PageColumn, done: KnownUpdate, change: _Change, writing: Writing, points: float) -> list[InkBox]:
    new, symbol = Symbol(Quantity.NEW, parameter=change.parameter), done.new_weight(change.parameter)
    name = column.type.typeset(
        _tex(done, change.parameter, writing), change.name, column.scale * points, Role.TEXT, symbol
    )
    cells = (
        (change.old, Role.MUTED),
        ("→", Role.MUTED),
        (change.new, colour_of(done.known, new)),
        (f"({change.by})", Role.MUTED),
    )
    return [boxed(name), *(column.letters(text, points, colour, symbol) for text, colour in cells)]
