"""JSON text as plain Python values, for files that may hold anything."""

from __future__ import annotations

import json
import re
from collections import Counter
from typing import NoReturn

from explainer.files.checks import (
    MOST_BYTES,
    MOST_DATA_NUMBERS,
    MOST_LISTS,
    MOST_OBJECTS,
    MOST_PARAMETERS,
    MOST_TEXTS,
    ScenarioError,
)
from explainer.files.wording import at, quoted

_BYTE_ORDER_MARK = "\ufeff"
_MOST = (
    (",", MOST_PARAMETERS + MOST_DATA_NUMBERS, 1, "numbers"),
    ("[", MOST_LISTS, 1, "lists"),
    ("{", MOST_OBJECTS, 1, "objects"),
    ('"', MOST_TEXTS, 2, "texts"),
)
"""Each sign, how many there may be of what it belongs to, and how often it comes in one."""
_HALF = re.compile("[\ud800-\udfff]")


def parse(content: str | bytes) -> object:
    """Return the value of a JSON text; NaN and Infinity come through as floats, to be refused at their place.

    Raises ScenarioError when it is too large, not UTF-8 or not JSON, or when an object has a key twice.
    """
    if len(content) > MOST_BYTES:
        raise ScenarioError(f"the file is larger than the {MOST_BYTES // 2**20} MiB that a scenario may have")
    text = _decoded(content).removeprefix(_BYTE_ORDER_MARK)
    if not text.strip():
        raise ScenarioError("the file is empty")
    for sign, most, signs, what in _MOST:
        if text.count(sign) > signs * most:
            raise ScenarioError(f"more than {most:,} {what} are too many for a scenario")
    value = _loaded(text)
    if "\\u" in text or isinstance(content, str):
        _check_characters(value)
    return value


def _check_characters(value: object) -> None:
    """Refuse halves of characters, which JSON can name but no text can hold. Raises ScenarioError with the place."""
    waiting = [("", value)]
    while waiting:
        place, part = waiting.pop()
        if isinstance(part, dict):
            waiting += ((f"{place}.{key}".removeprefix("."), member) for key, member in part.items())
            waiting += ((place, key) for key in part)  # taken out first, as the places of the members have them
        elif isinstance(part, list):
            waiting += ((f"{place}[{index}]", member) for index, member in enumerate(part))
        elif isinstance(part, str) and _HALF.search(part):
            raise ScenarioError(at(place, "the text has half a character (a lone surrogate) in it"))


def _decoded(content: str | bytes) -> str:
    if isinstance(content, str):
        return content
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ScenarioError(f"not a text in UTF-8: byte {error.start + 1} cannot be read as such") from None


def _loaded(text: str) -> object:
    try:
        return json.loads(text, object_pairs_hook=_without_duplicates)
    except json.JSONDecodeError as error:
        _refuse_syntax(error)
    except ScenarioError:
        raise
    except RecursionError:
        raise ScenarioError("not a scenario: its brackets are nested too deeply") from None
    except ValueError:
        raise ScenarioError("not a scenario: a whole number in it has too many digits") from None


def _refuse_syntax(error: json.JSONDecodeError) -> NoReturn:
    message = error.msg[:1].lower() + error.msg[1:]
    raise ScenarioError(f"not JSON: line {error.lineno}, column {error.colno}: {message}") from None


def _without_duplicates(pairs: list[tuple[str, object]]) -> dict[str, object]:
    members = dict(pairs)
    if len(members) < len(pairs):
        [(twice, _)] = Counter(key for key, _ in pairs).most_common(1)
        raise ScenarioError(f"the key {quoted(twice)} is there more than once in the same object")
    return members
