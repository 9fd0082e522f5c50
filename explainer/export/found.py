"""Where a number can come from, for people and for programs."""

from __future__ import annotations

import json
from collections.abc import Iterator
from math import isfinite
from typing import Any

from explainer.files.wording import counted
from explainer.variants.finding.match import FoundPlaces, Match

_DIGITS = 9


def as_json(number: float, found: FoundPlaces) -> str:
    """Return one JSON object; `sample` is there where a match is of one, and `places` counts all, told or not."""
    report = {
        "number": number,
        "digits": found.digits,
        "matches": [_match(match) for match in found.matches],
        "places": found.places,
        "whole": found.whole,
    }
    return json.dumps(report, allow_nan=False, ensure_ascii=False) + "\n"


def _match(match: Match) -> dict[str, Any]:
    return {
        "update": match.update,
        "step": match.step,
        "symbol": match.name,
        **({} if match.sample is None else {"sample": match.sample}),
        "value": match.value if isfinite(match.value) else None,
        "changes": [change.words for change in match.changes],
    }


def as_text(text: str, found: FoundPlaces) -> str:
    """Return a line for each match, and how many places there are where a number fits several."""
    return "\n".join(_lines(text, found)) + "\n"


def _lines(text: str, found: FoundPlaces) -> Iterator[str]:
    if not found.matches:
        yield f"{text} is nowhere, not even after two changes."
    for match in found.matches:
        changes = "; ".join(change.words for change in match.changes)
        yield f"{_where(match)} = {match.value:.{_DIGITS}g}{f', with {changes}' if changes else ''}"
    if found.places > 1:
        yield f"{counted(found.digits, 'digit')} {_fit(found.digits)} {counted(found.places, 'place')}."
    if not found.whole:
        yield "The updates are large, so only their own numbers were looked at, with nothing changed in them."


def _fit(digits: int) -> str:
    return "fits" if digits == 1 else "fit"


def _where(match: Match) -> str:
    sample = "" if match.sample is None else f", sample {match.sample}"
    step = f", step {match.step}" if match.step else ""
    return f"update {match.update}{step}{sample}: {match.name}"
