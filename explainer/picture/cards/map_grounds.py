"""The map that a unit's card is filled with: pale, so that what is written on it can be read everywhere."""

from __future__ import annotations

from explainer.picture.cards.cards import CardText, MapGround, Side
from explainer.picture.geometry import Box, Point
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.palette import Colour, Mix, Role

_STRENGTH = 0.42
_HIGH = Mix(Role.PANEL, Role.FORWARD, _STRENGTH)
_RING, _PALE_RING = Mix(Role.FORWARD, _HIGH, 0.2), Mix(Role.FORWARD, _HIGH, 0.65)
DOT = 3.0
_LETTER = 9.0


def map_ground(s: PictureInput, layer: int, unit: int) -> MapGround | None:
    """Return the map of a unit above the inputs, with the sample as a dot; None where there is none to show."""
    if s.maps is None or not layer:
        return None
    dot = s.maps.place(s.numbers.scenario.data.inputs[s.numbers.known.row])
    return MapGround(s.maps.shades(layer, unit), s.maps.side, Role.PANEL, _HIGH, Point(*dot), _RING)


def readable(colour: Colour, ground: MapGround | None) -> Colour:
    """Return the colour of a text where it is on a map: one that stands out from the darkest of it, too."""
    return colour if ground is None else Mix(Role.TEXT, ground.high, 0, is_text=True)


def under_texts(s: PictureInput, ground: MapGround | None, box: Box, texts: tuple[CardText, ...]) -> MapGround | None:
    """Return a map whose dot is paler where a text of the card is written over it."""
    if ground is None:
        return None
    dot = Box((ground.dot.x - 0.5) * box.width, (ground.dot.y - 0.5) * box.height, 2 * DOT, 2 * DOT)
    is_covered = any(dot.overlaps(_ink(s, text)) for text in texts)
    return ground._replace(dot_colour=_PALE_RING) if is_covered else ground


def _ink(s: PictureInput, text: CardText) -> Box:
    width = s.width(text.text, text.bold)
    sides = {Side.LEFT: text.box.left + width / 2, Side.CENTRE: text.box.x, Side.RIGHT: text.box.right - width / 2}
    return Box(sides[text.side], text.box.y, width, _LETTER)
