"""How a card was answered."""

from __future__ import annotations

from enum import StrEnum


class CardOutcome(StrEnum):
    """Looked at; answered at first; after wrong answers or with a hint; or shown."""

    SEEN = "seen"
    AT_FIRST = "first"
    LATER = "later"
    SHOWN = "shown"
