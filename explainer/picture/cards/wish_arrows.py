"""The arrows of the wish: which way a parameter is to go, by its gradient, and how far beside the others."""

from __future__ import annotations

import math

from explainer.picture.cards.cards import Arrow
from explainer.picture.geometry import Box
from explainer.picture.layout.picture_input import PictureInput
from explainer.picture.layout.sizes import SEAT_PAD
from explainer.picture.palette import Role

_SHORTEST = 3.0


def wish_arrow(s: PictureInput, box: Box, index: int) -> Arrow | None:
    """Return the arrow at the left edge of a parameter's seats, where no text is: up where it wants to grow, and as
    long as its gradient is large beside the largest known; None where nothing is known, or nothing wanted."""
    wish = s.wishes.of(index) if s.wishes else math.nan
    if math.isnan(wish) or not wish:
        return None
    half = math.copysign(max(_longest(s) * abs(wish), _SHORTEST) / 2, wish)
    return Arrow(SEAT_PAD - 1.5 - box.width / 2, half, -half, Role.UPDATE)


def _longest(s: PictureInput) -> float:
    """The length of the longest arrow: there is room for it in the seats of every layer."""
    layers = range(1, len(s.numbers.network.layers))
    forms = [s.layout.weight_form(layer) for layer in layers]
    if s.numbers.network.trains_biases:
        forms += [s.layout.bias_form(layer) for layer in layers]
    return min(form.height for form in forms) - SEAT_PAD
