"""How walks of each scenario have ended, kept on this computer."""

from __future__ import annotations

import re
from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from explainer.state.session.kept_settings import KeptSettings

MOST_KEPT = 10
_FORM = re.compile(r"(\d{4}-\d\d-\d\d) (\d{1,6}) (\d{1,6})", re.ASCII)


class EndedWalk(NamedTuple):
    """When it was, and how many of the lines that were asked for were right at first."""

    day: date
    right: int
    asked: int


class ScoreHistory:
    """The last walks of each scenario by its name. What is kept of one and cannot be read is left out."""

    def __init__(self, kept: KeptSettings) -> None:
        self._kept = kept

    def walks(self, scenario: str) -> list[EndedWalk]:
        """Return the last walks, the latest at the end."""
        words = self._kept.text(_key(scenario)).split(";")
        return [walk for word in words if (walk := _read(word))][-MOST_KEPT:]

    def add(self, scenario: str, walk: EndedWalk) -> None:
        walks = (*self.walks(scenario), walk)[-MOST_KEPT:]
        self._kept.keep(_key(scenario), ";".join(f"{it.day.isoformat()} {it.right} {it.asked}" for it in walks))


def _key(scenario: str) -> str:
    return f"walks/{quote(scenario or 'untitled', safe='')}"


def _read(word: str) -> EndedWalk | None:
    found = _FORM.fullmatch(word)
    if found is None:
        return None
    try:
        day = date.fromisoformat(found[1])
    except ValueError:
        return None
    right, asked = int(found[2]), int(found[3])
    return EndedWalk(day, right, asked) if right <= asked else None
