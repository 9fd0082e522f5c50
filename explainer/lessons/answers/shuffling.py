"""The order in which texts of a card are offered: always the same for a card, and telling nothing."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from explainer.engine.scenario.printed_number import read_printed


def offered(texts: Sequence[str], lesson: str, card: str) -> list[str]:
    """Return texts in the order in which they are offered: numbers by their size, all else shuffled by the lesson's id
    and the card's title, never in the order that they were given in."""
    try:
        return sorted(texts, key=lambda text: read_printed(text).value)
    except ValueError:
        pass
    drawn, shuffled = Random(f"{lesson} {card}"), list(texts)
    while len(set(texts)) > 1 and shuffled == list(texts):
        drawn.shuffle(shuffled)
    return shuffled
