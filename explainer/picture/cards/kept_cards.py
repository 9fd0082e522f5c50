"""Which cards of a picture are as they were in the one before, because no line in between was about them."""

from __future__ import annotations

from explainer.picture.cards.cards import Card
from explainer.picture.layout.layout import Key
from explainer.picture.layout.picture_input import PictureInput
from explainer.trace.lines.elements import Element, elements_of

_MOST_LINES = 3
_KINDS = frozenset({"weight", "bias", "net", "unit", "own unit", "badge", "error", "output"})
"""Cards that only lines about their elements change."""


def kept_cards(s: PictureInput, before: PictureInput, cards: dict[Key, Card]) -> dict[Key, Card]:
    """Return which of the cards that were made `before` are the same now."""
    touched = _touched(s, before) if _is_comparable(s, before) else None
    if touched is None:
        return {}
    return {key: card for key, card in cards.items() if key[0] in _KINDS and not touched & card.elements}


def _is_comparable(s: PictureInput, before: PictureInput) -> bool:
    """Tell whether both are of the same update, sample and look, and neither shows what no line makes."""
    one, other = s.numbers, before.numbers
    return (
        s.layout is before.layout
        and s.metrics is before.metrics
        and not (s.has_wishes or before.has_wishes or s.maps or before.maps)
        and one.known.trace is other.known.trace
        and one.known.sample == other.known.sample
        and (one.step is None) == (other.step is None)
        and one.writing == other.writing
    )


def _touched(s: PictureInput, before: PictureInput) -> frozenset[Element | None] | None:
    """Return what lines from the one to the other were about, or a person has pointed at; None where many lines were
    made."""
    one, other = s.numbers, before.numbers
    first, last = sorted((one.known.reached, other.known.reached))
    if last - first > _MOST_LINES:
        return None
    lines = {*range(first + 1, last + 1), one.at.line, other.at.line} - {0}
    about = frozenset(element for line in lines for element in elements_of(one.at.trace[line]))
    return about | {s.selected, s.hovered, before.selected, before.hovered} | s.spoken_elements | before.spoken_elements
