"""The colour and the kind of line that each optimizer has in a race: no two have both in common."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

from explainer.functions.optimizers import OPTIMIZERS
from explainer.picture.colours import blend
from explainer.picture.palette import Palette

_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotDotLine,
)


class Livery(NamedTuple):
    """How an optimizer is drawn."""

    colour: str
    style: Qt.PenStyle


def livery(name: str, palette: Palette) -> Livery:
    """Return how an optimizer is drawn in a theme."""
    place, colours = list(OPTIMIZERS).index(name), _colours(palette)
    return Livery(colours[place % len(colours)], _STYLES[place % len(_STYLES)])


def _colours(p: Palette) -> tuple[str, ...]:
    """Return eight colours: with five kinds of line, forty optimizers can be told apart."""
    wine = blend(p.weight_minus, p.backward, 0.5)
    return p.weight_plus, p.weight_minus, wine, p.forward, p.muted, p.text, p.backward, p.update
