"""Marked answers of a class: a row for each person, and the slips by how many made them."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple, TextIO

from explainer.export.marked import COUNTS, where
from explainer.files.wording import counted, one_line
from explainer.variants.marking.marked import MarkedSheet


class Person(NamedTuple):
    """A person as in the list, and their marked sheet; or in its place why there is none."""

    listed: dict[str, str]
    sheet: MarkedSheet | None
    problem: str = ""


def write_marks(stream: TextIO, people: Sequence[Person]) -> None:
    """Write a row for each person: what the list says, how many lines have each verdict, the first wrong one."""
    listed = list(people[0].listed) if people else ["id"]
    rows = csv.writer(stream, lineterminator="\n")
    rows.writerow([*listed, *COUNTS.values(), "first_wrong", "slips", "problem"])
    for person in people:
        rows.writerow([*map(_text, person.listed.values()), *_marks(person)])


def _text(cell: str) -> str:
    """Return the text of a cell so that no spreadsheet runs it."""
    return f"({cell})" if cell.startswith(("=", "+", "-", "@")) else cell


def _marks(person: Person) -> Iterator[object]:
    sheet = person.sheet
    if sheet is None:
        yield from ("" for _ in COUNTS)
        yield from ("", "", person.problem)
        return
    yield from map(sheet.count, COUNTS)
    first = sheet.first_wrong
    yield where(first) if first else ""
    yield " ".join(slip.sentence for row in sheet.rows for slip in row.slips[:1])
    yield ""


def class_report(people: Sequence[Person]) -> str:
    """Return how many were marked, and the slips, those that most people made first, each with a sentence."""
    return "\n".join(_lines(people)) + "\n"


def _lines(people: Sequence[Person]) -> Iterator[str]:
    sheets = [person.sheet for person in people if person.sheet]
    without = sum(not sheet.first_wrong for sheet in sheets)
    yield f"{counted(len(sheets), 'sheet')} marked, {without} without a wrong line"
    yield from (f"{one_line(person.listed['id'])}: {person.problem}" for person in people if not person.sheet)
    made = Counter(kind for sheet in sheets for kind in sheet.kinds)
    examples = {slip.kind: slip.sentence for sheet in sheets for row in sheet.rows for slip in row.slips}
    for kind, count in made.most_common():
        yield f"{count} of {len(sheets)}: {kind.partition(':')[0]}, such as “{examples[kind]}”"
