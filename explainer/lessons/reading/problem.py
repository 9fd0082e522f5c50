"""What is wrong with a lesson: where it is, in which card and line, and what to do."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from explainer.files.wording import at, one_line, quoted


class Problem(NamedTuple):
    """One fault. `card` counts from 0, -1 where it is not in a card; `key` is within the card, or the lesson's own."""

    sentence: str
    key: str = ""
    card: int = -1
    is_hint: bool = False
    """Whether the lesson works all the same."""


class Lines:
    """On which line of a lesson's text each key is, and each entry of a list with a line for each."""

    def __init__(self, text: str) -> None:
        self._lines: dict[tuple[int, str], int] = {}
        self._cards, self._card, self._table, self._key, self._entries = 0, -1, "", "", 0
        is_inside = ""
        for number, line in enumerate(text.splitlines(), 1):
            if not is_inside:
                self._note(line, number)
            is_inside = _inside_after(line, is_inside)

    def _note(self, line: str, number: int) -> None:
        if header := _HEADER.match(line):
            name = header[1].replace(" ", "").replace('"', "")
            self._cards += name == "card"
            self._card = self._cards - 1 if name.split(".")[0] == "card" else -1
            self._table = "" if name == "card" else name.removeprefix("card.")
            self._lines.setdefault((self._card, self._table), number)
        elif key := _KEY.match(line):
            self._key, self._entries = f"{self._table}.{key[1]}".replace('"', "").removeprefix("."), 0
            self._lines.setdefault((self._card, self._key), number)
        elif _ENTRY.match(line):
            self._entries += 1
            self._lines.setdefault((self._card, f"{self._key}[{self._entries}]"), number)

    def line(self, card: int, key: str) -> int | None:
        """Return the line of a key, or of what it is in; None where that is nowhere."""
        while key and (card, key) not in self._lines:
            key = key[: max(key.rfind("."), key.rfind("["), 0)]
        return self._lines.get((card, key))


_HEADER = re.compile(r"\s*\[\[?\s*([A-Za-z0-9_.\" -]+?)\s*\]")
_ENTRY = re.compile(r"\s*[{\"']")
_KEY = re.compile(r"\s*([A-Za-z0-9_.\"-]+)\s*=")
_QUOTES = re.compile(r'"""|\'\'\'')


def _inside_after(line: str, is_inside: str) -> str:
    """Return the quotes of the text of several lines that goes on after this line, if one does."""
    for quotes in _QUOTES.findall(line):
        if not is_inside:
            is_inside = quotes
        elif quotes == is_inside:
            is_inside = ""
    return is_inside


def written(problem: Problem, name: str, lines: Lines, titles: Iterable[str]) -> str:
    """Return a problem as one line: the file, the line, the card, the key, and what is wrong."""
    line = lines.line(problem.card, problem.key)
    place = [name] if name else []
    place += [f"line {line}"] if line else []
    if problem.card >= 0:
        title = next((title for number, title in enumerate(titles) if number == problem.card), "")
        place.append(f"card {problem.card + 1} {quoted(one_line(title))}" if title else f"card {problem.card + 1}")
    place[-1:] = [f"{place[-1]}, {problem.key}" if place and problem.key else "".join(place[-1:]) or problem.key]
    return one_line(at(", ".join(place), problem.sentence))
