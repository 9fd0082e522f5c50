"""Pictures without Qt: made at a line, and what is written in them."""

from __future__ import annotations

from typing import NamedTuple

from plain_metrics import PLAIN_LABELS

from explainer.picture.cards.cards import Side
from explainer.picture.cards.picture import picture_of
from explainer.picture.geometry import Box
from explainer.picture.layout.picture_input import PictureLook, input_at


class Ink(NamedTuple):
    """A text of a picture: where it leaves ink, and the place that it has."""

    key: tuple
    place: int
    text: object
    box: Box
    seat: Box


def at(known, size=(900, 700), **look):
    """Return what the picture of a line is made from, and the picture."""
    picture_input = input_at(known, size, PLAIN_LABELS, PictureLook(**look))
    return picture_input, picture_of(picture_input)


def inks_of(picture):
    """Return all texts; a number of pixels more than half of a line is free."""
    found = []
    for key, card in picture.cards.items():
        for place, text in enumerate(card.texts):
            width = PLAIN_LABELS.width(text.text, text.bold)
            seat = card.box_of(text)
            x = {Side.LEFT: seat.left + width / 2, Side.RIGHT: seat.right - width / 2}.get(text.side, seat.x)
            if text.text:
                found.append(Ink(key, place, text, Box(x, seat.y, width, 10), seat))
    return found


def overlaps(inks):
    """Return the pairs of texts that touch each other."""
    placed = sorted(inks, key=lambda ink: ink.box.left)
    pairs = []
    for i, one in enumerate(placed):
        for other in placed[i + 1 :]:
            if other.box.left > one.box.right:
                break
            if one.box.overlaps(other.box, 0):
                pairs.append((one.key, one.text.text, other.key, other.text.text))
    return pairs
