"""The words of sentences about files, and text from files as it may be shown anywhere."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from difflib import get_close_matches
from itertools import islice
from unicodedata import category

_LONGEST, _MOST_TOLD = 60, 60


def quoted(text: str) -> str:
    """Return `text` in quotes on one line, cut where it is very long."""
    short = text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
    return json.dumps(short, ensure_ascii=False) if short.isprintable() else ascii(short)


def at(place: str, sentence: str) -> str:
    """Return the sentence with its place (`layers[2].weights`) before it; the whole file has no place."""
    return f"{place}: {sentence}" if place else sentence


def unknown(word: str, what: str, known: Iterable[str]) -> str:
    """Say that `word` is not `what` ("a key here"), with the nearest known word, or the known ones if none is near."""
    small = {name.casefold(): name for name in known}
    near = get_close_matches(word[:_LONGEST].casefold(), small, n=1)
    told = ", ".join([*islice(small.values(), _MOST_TOLD), *(["…"] if len(small) > _MOST_TOLD else [])])
    hint = f"did you mean {quoted(small[near[0]])}?" if near else f"known: {told}"
    return f"{quoted(word)} is not {what}; {hint}"


def as_sentence(message: str) -> str:
    """Return an error's message as a sentence of its own: with a capital, and an end."""
    return f"{message[:1].upper()}{message[1:]}{'' if message.endswith(('.', '?')) else '.'}"


def plural(number: float, word: str) -> str:
    """Return the word for that many: `row` for 1, else `rows`; `passes` of `pass`."""
    return word if number == 1 else f"{word}es" if word.endswith("s") else f"{word}s"


def counted(number: float, word: str) -> str:
    """Return `1 row`, `2,000 rows`."""
    return f"{number:,.15g} {plural(number, word)}"


_BREAK = re.compile(r"\r\n|[\n\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_TERMINAL = re.compile(
    r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)?"  # sets the title of a terminal
    r"|(?:\x1b\[|\x9b)[0-?]*[ -/]*[@-~]?"  # colours, moves the cursor
    r"|\x1b.?",
    re.DOTALL,
)
_JOINERS = "\u200c\u200d"
"""Format characters that words of some languages, and some emoji, are written with."""
_UNSEEN = {"Cc", "Cf", "Cs"}


def one_line(text: str) -> str:
    """Return a title or a name on one line, without control characters, without those that turn the direction of
    writing, and without what a terminal takes for orders."""
    return text.strip() if text.isprintable() else _visible(_BREAK.sub(" ", text)).strip()


def lines(text: str) -> str:
    """Return a text of several lines, cleaned like one of one line."""
    return "\n".join(map(_visible, _BREAK.split(text)))


def _visible(text: str) -> str:
    return "".join(map(_seen, _TERMINAL.sub("", text)))


def _seen(character: str) -> str:
    """Return a character that can be seen, nothing for another; no XML may have those that Unicode leaves free."""
    if character == "\t":
        return " "
    is_free = 0xFDD0 <= ord(character) <= 0xFDEF or ord(character) & 0xFFFE == 0xFFFE
    is_unseen = category(character) in _UNSEEN and character not in _JOINERS
    return "" if is_free or is_unseen else character
