"""The arrows of the wish: which way a parameter is to go, by its gradient, and how far beside the others."""

from __future__ import annotations

import math

from explainer.picture.cards.cards import Arrow, Card, CardText, Outline, Side
from explainer.picture.geometry import Box
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import LINE, SEAT_PAD, WISH_ROOM
from explainer.picture.palette import Role
from explainer.trace.formula.notation import show

_SHORTEST = 3.0
_PAD = 10.0


def wish_arrow(s: PictureInput, box: Box, index: int) -> Arrow | None:
    """Return the arrow at the left edge of a parameter's seats, where no text is: up where it wants to grow, and as
    long as its gradient is large beside the largest known; None where nothing is known, or nothing wanted."""
    wish = s.wishes.of(index) if s.wishes else math.nan
    if math.isnan(wish) or not wish:
        return None
    half = math.copysign(max(_longest(s) * abs(wish), _SHORTEST) / 2, wish)
    return Arrow((SEAT_PAD + WISH_ROOM) / 2 - box.width / 2, half, -half, Role.UPDATE)


def _longest(s: PictureInput) -> float:
    """The length of the longest arrow: there is room for it in the seats of every layer."""
    layers = range(1, len(s.numbers.network.layers))
    forms = [s.layout.weight_form(layer) for layer in layers]
    if s.numbers.network.trains_biases:
        forms += [s.layout.bias_form(layer) for layer in layers]
    return min(form.height for form in forms) - SEAT_PAD


def legend_card(s: PictureInput, heading: Card, box: Box) -> Card | None:
    """Return what the arrows say, at the right of the heading, as far as there is room; None where there are none."""
    if s.wishes is None or not s.wishes.largest:
        return None
    longest = f"longest: gradient {show(s.wishes.largest, s.digits)}"
    room = box.right - heading.box.right - _PAD
    for text in (f"↑ wants to grow, ↓ to shrink · {longest}", f"↑ grow, ↓ shrink · {longest}", longest):
        width = s.width(text)
        if width <= room:
            place = Box(box.right - width / 2, box.y, width, LINE)
            return Card(
                place,
                Outline.NONE,
                None,
                None,
                0,
                (CardText(text, Box(0, 0, width, LINE), Role.UPDATE, side=Side.RIGHT),),
            )
    return None
