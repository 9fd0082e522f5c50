"""Numbers under way: where on the picture they are at this moment, as cards."""

from __future__ import annotations

import math
from collections.abc import Iterator

from explainer.picture.animation import Journey, Moment
from explainer.picture.cards.cards import Card, CardText, Outline, accent_of
from explainer.picture.cards.picture import Picture, place_of_symbol
from explainer.picture.geometry import Bezier, Box, Point, Segment
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE
from explainer.picture.palette import Role
from explainer.trace.formula.notation import show

_HEIGHT, _PAD, _DOT, _GAP = 18.0, 10.0, 10.0, 6.0
_TO_EDGE = 0.2
"""Which part of a way along an edge is from where the number is to the edge, and from there to where it goes."""


def traveller_cards(s: PictureInput, picture: Picture, moment: Moment) -> Iterator[Card]:
    """Go through the numbers that are under way and where they are; what is nowhere in the picture does not move.

    Those that meet do so side by side.
    """
    texts = [_text(s, traveller.journey) for traveller in moment.travellers]
    widths = [s.width(text, True) + _PAD if text else _DOT for text in texts]
    left = -sum(widths) / 2
    for (journey, fraction), text, width in zip(moment.travellers, texts, widths, strict=True):
        beside, left = left + width / 2, left + width
        point = _point(s, picture, journey, fraction, beside)
        if point is not None:
            yield _card(s, journey.value, text, point._replace(x=_within(point.x, width, s.layout.width)))


def _within(x: float, width: float, room: float) -> float:
    return min(max(x, width / 2 + 2), room - width / 2 - 2)


def _text(s: PictureInput, journey: Journey) -> str:
    """What is written of a number under way: of one that a weight will multiply with the sign for that."""
    if math.isnan(journey.value):
        return ""
    return f"· {show(journey.value, s.digits)}" if _is_product(journey) else show(journey.value, s.digits)


def _is_product(journey: Journey) -> bool:
    return journey.is_upward and journey.edge is not None


def _point(s: PictureInput, picture: Picture, journey: Journey, fraction: float, beside: float) -> Point | None:
    """Where a number is, that meets others so far `beside` the middle of the place."""
    lane = _lane(s, journey)
    if journey.start == journey.end:  # a dot along an edge, from one end to the other
        return lane.at(fraction if journey.is_upward else 1 - fraction) if lane else None
    start, place = (place_of_symbol(picture, symbol) for symbol in (journey.start, journey.end))
    if start is None or place is None:
        return None
    x = place.right + _GAP + s.width(_text(s, journey), True) / 2 if _is_product(journey) else place.x + beside
    end = Point(x, place.y)
    return (
        _along(start.centre, end, lane, fraction, journey.is_upward)
        if lane
        else Segment(start.centre, end).at(fraction)
    )


def _along(start: Point, end: Point, lane: Bezier, fraction: float, is_upward: bool) -> Point:
    """A point of the way from the start to the lane, along it, and from there to the end."""
    first, last = (lane.start, lane.end) if is_upward else (lane.end, lane.start)
    if fraction < _TO_EDGE:
        return Segment(start, first).at(fraction / _TO_EDGE)
    if fraction > 1 - _TO_EDGE:
        return Segment(last, end).at((fraction - 1 + _TO_EDGE) / _TO_EDGE)
    done = (fraction - _TO_EDGE) / (1 - 2 * _TO_EDGE)
    return lane.at(done if is_upward else 1 - done)


def _lane(s: PictureInput, journey: Journey) -> Bezier | None:
    """Return the lane of an edge that leads to the seats of its weight; in a folded network none does."""
    if journey.edge is None or (s.layout.subject is not None and journey.start != journey.end):
        return None
    lanes = s.layout.edges.lanes if journey.is_upward else s.layout.edges.back
    return lanes.of(journey.edge.parameter)


def _card(s: PictureInput, value: float, text: str, point: Point) -> Card:
    """A number in a pill of the phase's colour; a negative one has a dashed outline besides its sign."""
    if not text:
        return Card(Box(*point, _DOT, _DOT), Outline.CIRCLE, accent_of(s), None, 0, ())
    width = s.width(text, True) + _PAD
    line = CardText(text, Box(0, 0, width, LINE), accent_of(s), True)
    box = Box(*point, width, _HEIGHT)
    return Card(box, Outline.PILL, Role.PANEL, accent_of(s), 1.6, (line,), is_front=True, is_dashed=value < 0)
