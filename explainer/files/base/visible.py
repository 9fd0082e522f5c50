"""Text from files as it may be shown anywhere: in a window, a terminal, a picture."""

from __future__ import annotations

import re
from unicodedata import category

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
