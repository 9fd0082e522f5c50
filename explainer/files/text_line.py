"""A scenario as one line of text, to be pasted into a message and opened again: its JSON, compressed, in letters."""

from __future__ import annotations

import json
import re
import zlib
from base64 import b64decode, urlsafe_b64encode
from binascii import Error as LetterError
from dataclasses import replace

from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_BYTES, ScenarioError
from explainer.files.json_text import parse
from explainer.files.scenario.scenario_json import scenario_of
from explainer.files.scenario.scenario_text import members_of

BEGINNING = "backprop:1:"
"""How a line begins; the number is the version of its form."""
MOST_LETTERS = 1_000_000
"""A longer line is no line to be pasted: such a scenario has a file."""
_FILES = ("csv", "images")
"""Sources of data that are files."""
_SPACE = re.compile(r"\s+")
_ANY_VERSION = re.compile(r"backprop:(\d+):")


def line_of(scenario: Scenario) -> str:
    """Return the line of a scenario. Numbers that came from a file are spelled out in it.

    Raises ScenarioError where it would be too long, or name a bug that is to be found.
    """
    if scenario.has_secret:
        raise ScenarioError("a line of text would name the bug that is to be found")
    data = scenario.data
    if any(key in data.source for key in _FILES):
        scenario = replace(scenario, data=data.with_numbers(data.inputs, data.targets))
    try:
        text = json.dumps(members_of(scenario), ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    except ValueError:
        raise ScenarioError("a number in the scenario is not finite, so it cannot be written") from None
    line = BEGINNING + urlsafe_b64encode(zlib.compress(text.encode(), 9)).decode().rstrip("=")
    if len(line) > MOST_LETTERS:
        raise ScenarioError(f"the scenario needs {len(line):,} letters, too many for a line; save it as a file")
    return line


def is_line(text: str) -> bool:
    """Tell whether a text is meant as such a line, of this version or another."""
    return _ANY_VERSION.match(text.lstrip()) is not None


def read_line(text: str) -> Scenario:
    """Return the scenario of a line; spaces and breaks that a message has put into it do not matter.

    Raises ScenarioError with one sentence where it is damaged, too long, or names a file.
    """
    if len(text) > 2 * MOST_LETTERS:
        raise ScenarioError(f"the text has {len(text):,} letters, too many for the line of a scenario")
    line = _SPACE.sub("", text)
    if not line.startswith(BEGINNING):
        newer = _ANY_VERSION.match(line)
        what = "a newer version of this program wrote this line" if newer else f"a scenario's line begins {BEGINNING}"
        raise ScenarioError(what)
    members = parse(_unpacked(line.removeprefix(BEGINNING)))
    data = members.get("data") if isinstance(members, dict) else None
    if isinstance(data, dict) and any(key in data for key in _FILES):
        raise ScenarioError("the line names a file for its data; a line may not read files of yours")
    return scenario_of(members)


def _unpacked(letters: str) -> bytes:
    """Return the JSON that letters stand for; nothing larger than a file may be is unpacked."""
    try:
        packed = b64decode(letters + "=" * (-len(letters) % 4), altchars=b"-_", validate=True)
        unpacking = zlib.decompressobj()
        text = unpacking.decompress(packed, MOST_BYTES + 1)
    except (LetterError, ValueError, zlib.error):
        raise ScenarioError("the line is damaged: copy all of it, from its beginning to its end") from None
    if len(text) > MOST_BYTES:
        raise ScenarioError(f"the line unpacks to more than the {MOST_BYTES // 2**20} MiB that a scenario may have")
    if not unpacking.eof:
        raise ScenarioError("the line is not complete: its end is missing")
    return text
