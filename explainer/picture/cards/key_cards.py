"""The key of the lines between units: a short line of each kind that is drawn, and what it means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain

from explainer.picture.cards.cards import Card, CardText, Outline, Side
from explainer.picture.cards.strokes import PALE_LANE, PALE_PIPE, Dash, Stroke
from explainer.picture.geometry import Bezier, Box, Point
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE
from explainer.picture.numbers.line_keys import SAMPLE, LineKey
from explainer.picture.numbers.status_line import BETWEEN
from explainer.picture.palette import Role, towards_background

_LANE, _PIPE = 2.2, 8.0
_LINES = {
    LineKey.NEGATIVE: (towards_background(Role.WEIGHT_MINUS, PALE_LANE), _LANE, Dash.DASHED),
    LineKey.BLAME: (towards_background(Role.BACKWARD, PALE_PIPE), _PIPE, Dash.SOLID),
    LineKey.NEGATIVE_BLAME: (towards_background(Role.BACKWARD, PALE_PIPE), _PIPE, Dash.HATCHED),
}


def key_card(s: PictureInput, box: Box, key: LineKey) -> Card:
    """Return what a kind of line means, in words beside the place of its sample."""
    room = box.width - SAMPLE - BETWEEN
    words = CardText(key.value, Box((box.width - room) / 2, 0, room, LINE), Role.MUTED, side=Side.LEFT)
    return Card(box, Outline.NONE, None, None, 0, (words,))


def keys_of(lanes: Iterable[Stroke], others: Iterable[Stroke]) -> frozenset[LineKey]:
    """Return what there is among the lanes of weights and the other lines."""
    kinds = {stroke.dash for stroke in others if stroke.is_pipe}
    found = {key for key, (_, _, dash) in _LINES.items() if dash in kinds}
    is_negative = any(stroke.dash is Dash.DASHED for stroke in chain(lanes, others))
    return frozenset(found | ({LineKey.NEGATIVE} if is_negative else set()))


def key_strokes(s: PictureInput, keys: Iterable[LineKey]) -> Iterator[Stroke]:
    """Go through the samples of lines before their words."""
    for key in keys:
        box = s.layout.boxes["key", key]
        line = Bezier.straight(Point(box.left, box.y), Point(box.left + SAMPLE, box.y))
        yield Stroke(line, *_LINES[key])
