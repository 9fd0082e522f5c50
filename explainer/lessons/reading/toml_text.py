"""TOML text as plain Python values, for files that may hold anything."""

from __future__ import annotations

import re
import tomllib

from explainer.lessons.lesson import LessonError

MOST_CHARACTERS = 400_000
_MOST_PARTS = 12
_LONG_KEY = re.compile(rf"(?:[\w\"'-]{{1,60}}[ \t]{{0,3}}\.[ \t]{{0,3}}){{{_MOST_PARTS}}}[\w\"'-]")
_AT = re.compile(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", re.DOTALL)


class TomlError(LessonError):
    """A text that is no TOML, or too large for a lesson; `line` is where, None where it is the whole."""

    def __init__(self, sentence: str, line: int | None = None) -> None:
        super().__init__(sentence)
        self.line = line


def parse(content: str | bytes) -> dict[str, object]:
    """Return the members of a TOML text. Raises TomlError where it is none, or too large."""
    if len(content) > MOST_CHARACTERS:
        raise TomlError(f"a lesson has at most {MOST_CHARACTERS:,} characters, this file has {len(content):,}")
    text = _decoded(content)
    if not text.strip():
        raise TomlError("the file is empty")
    if _LONG_KEY.search(text):
        raise TomlError(f"a key of more than {_MOST_PARTS} parts; a lesson has none that is so deep")
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise _no_toml(str(error), text) from None
    except RecursionError:
        raise TomlError("its brackets are nested too deeply for a lesson") from None
    except ValueError:
        raise TomlError("a number in it has too many digits, or a date is none") from None


def _decoded(content: str | bytes) -> str:
    if isinstance(content, bytes):
        try:
            content = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise TomlError(f"not a text in UTF-8: byte {error.start + 1} cannot be read as such") from None
    return content.removeprefix("\ufeff")


def _no_toml(message: str, text: str) -> TomlError:
    """Say where the text is no TOML, as tomllib has it: ``Expected '=' (at line 3, column 5)``."""
    found = _AT.fullmatch(message)
    if found is None:
        return TomlError(f"not TOML: {message}")
    what = found[1][:1].lower() + found[1][1:]
    if found[2]:
        return TomlError(f"not TOML: {what}, at column {found[3]}", int(found[2]))
    return TomlError(f"not TOML: {what}, at the end", text.count("\n") + 1)
