"""Values, seeds and losses as people type them, in the window and on the command line."""

from __future__ import annotations

import json

from explainer.files.checks import ScenarioError
from explainer.files.wording import quoted

MOST_SEED_TYPED = 2**53


def typed_values(text: str) -> list[object]:
    """Return the values of a setting: "0.5, 1, 2". Words need no quotes. Raises ScenarioError where there is none."""
    words = [word.strip() for word in text.split(",")]
    if not all(words):
        raise ScenarioError(f"expected values with commas between them, like 0.5, 1, 2, got {quoted(text)}")
    return [_value(word) for word in words]


def _value(word: str) -> object:
    try:
        return json.loads(word)
    except (ValueError, RecursionError):
        return word


def typed_seeds(text: str) -> range:
    """Return the seeds from one to the other: "1-20", or one alone. Raises ScenarioError where it is not that."""
    first, dash, last = text.partition("-")
    low, high = _seed(first.strip(), text), _seed((last if dash else first).strip(), text)
    if high < low:
        raise ScenarioError(f"expected the smaller seed first, got {text!r}")
    return range(low, high + 1)


def _seed(word: str, text: str) -> int:
    if not (word.isascii() and word.isdigit() and len(word) < 17 and int(word) <= MOST_SEED_TYPED):
        raise ScenarioError(
            f"expected seeds like 1-20, whole numbers from 0 to {MOST_SEED_TYPED:,}, got {quoted(text)}"
        )
    return int(word)


def typed_loss(text: str) -> float:
    """Return a loss to come below. Raises ScenarioError where it is no number above 0."""
    try:
        loss = float(text)
    except ValueError:
        loss = 0.0
    if "_" in text or not 0 < loss < 1e300:
        raise ScenarioError(f"expected a loss above 0, like 0.01, got {text!r}")
    return loss
