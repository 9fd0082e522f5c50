"""The parts that sentences about files are made of."""

from __future__ import annotations

import json
from collections.abc import Iterable
from difflib import get_close_matches

_LONGEST = 60


def quoted(text: str) -> str:
    """Return `text` in quotes on one line, cut where it is very long."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return json.dumps(short, ensure_ascii=False) if short.isprintable() else ascii(short)


def at(place: str, sentence: str) -> str:
    """Return the sentence with its place (`layers[2].weights`) before it; the whole file has no place."""
    return f"{place}: {sentence}" if place else sentence


def unknown(word: str, what: str, known: Iterable[str]) -> str:
    """Say that `word` is not `what` ("a key here"), with the nearest known word, or all of them if none is near."""
    known = list(known)
    near = get_close_matches(word[:_LONGEST], known, n=1)
    hint = f"did you mean {quoted(near[0])}?" if near else f"known: {', '.join(known)}"
    return f"{quoted(word)} is not {what}; {hint}"


def plural(number: float, word: str) -> str:
    """Return the word for that many: `row` for 1, else `rows`."""
    return word if number == 1 else f"{word}s"


def counted(number: float, word: str) -> str:
    """Return `1 row`, `2,000 rows`."""
    return f"{number:,.15g} {plural(number, word)}"
