"""Numbers under way: where on the picture they are at this moment, as cards."""

from __future__ import annotations

import math
from collections.abc import Iterator

from explainer.picture.animation import Moment, Traveller
from explainer.picture.cards.cards import Card, CardText, Outline, accent_of
from explainer.picture.cards.picture import Picture, place_of, place_of_symbol
from explainer.picture.geometry import Box, Curve, Point, Segment
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE
from explainer.picture.palette import Role
from explainer.trace.formula.notation import show
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element, ElementKind, element_of

_HEIGHT, _PAD, _DOT = 18.0, 10.0, 10.0


def traveller_cards(s: PictureInput, picture: Picture, moment: Moment) -> Iterator[Card]:
    """Go through the numbers that are under way and where they are; those whose way is not drawn are left out."""
    for traveller in moment.travellers:
        point = _point(s, picture, traveller)
        if point is not None:
            yield _card(s, traveller.value, point)


def _point(s: PictureInput, picture: Picture, traveller: Traveller) -> Point | None:
    journey, fraction = traveller
    segment = _edge(s, journey.edge)
    if segment is not None:
        return segment.at(fraction if journey.is_upward else 1 - fraction)
    start, end = (_place(s, picture, symbol) for symbol in (journey.start, journey.end))
    return Segment(start, end).at(fraction) if start and end else None


def _edge(s: PictureInput, element: Element | None) -> Curve | None:
    """Return the edge of a weight, or of a bias to the unit that the step is about."""
    step = s.numbers.step
    if element is None or step is None:
        return None
    if element.kind is ElementKind.WEIGHT:
        return s.layout.lanes.get(element.parameter)
    return None


def _place(s: PictureInput, picture: Picture, symbol: Symbol) -> Point | None:
    """Return where the number of a symbol is, or will be: else where its element is."""
    box = place_of_symbol(picture, symbol)
    if box is not None:
        return box.centre
    element = element_of(s.numbers.scenario, symbol)
    box = place_of(picture, element) if element else None
    return box.centre if box else None


def _card(s: PictureInput, value: float, point: Point) -> Card:
    """A number in a pill of the phase's colour; a negative one has a dashed outline besides its sign."""
    if math.isnan(value):
        return Card(Box(*point, _DOT, _DOT), Outline.CIRCLE, accent_of(s), None, 0, ())
    text = show(value, s.digits)
    width = s.width(text, True) + _PAD
    line = CardText(text, Box(0, 0, width, LINE), accent_of(s), True)
    box = Box(*point, width, _HEIGHT)
    return Card(box, Outline.PILL, Role.PANEL, accent_of(s), 1.6, (line,), is_front=True, is_dashed=value < 0)
