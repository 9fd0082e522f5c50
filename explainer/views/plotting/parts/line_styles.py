"""Colours and kinds of line by which many curves in one plot can be told from each other."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import Qt

from explainer.picture.palette import Palette, blend

_STYLES = (
    Qt.PenStyle.SolidLine,
    Qt.PenStyle.DashLine,
    Qt.PenStyle.DashDotLine,
    Qt.PenStyle.DotLine,
    Qt.PenStyle.DashDotDotLine,
)


class LineStyle(NamedTuple):
    """How a curve is drawn."""

    colour: str
    style: Qt.PenStyle


def style_at(place: int, palette: Palette) -> LineStyle:
    """Return how the curve at a place, counted from 0, is drawn; after forty they begin anew."""
    colours = _colours(palette)
    return LineStyle(colours[place % len(colours)], _STYLES[place % len(_STYLES)])


def _colours(p: Palette) -> tuple[str, ...]:
    """Return eight colours, of no phase: with five kinds of line, forty curves can be told apart."""
    wine, navy = blend(p.weight_minus, p.backward, 0.5), blend(p.weight_plus, p.text, 0.6)
    sky, sand = (blend(colour, p.panel, 0.35) for colour in (p.weight_plus, p.weight_minus))
    return p.weight_plus, p.weight_minus, wine, navy, p.muted, p.text, sky, sand
