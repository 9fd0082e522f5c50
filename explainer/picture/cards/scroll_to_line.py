"""Which part of a picture that is larger than the view must be seen at a line of the calculation."""

from __future__ import annotations

from collections.abc import Iterator

from explainer.picture.cards.picture import Picture
from explainer.picture.layout.forms import BADGE_HEIGHT, STATUS_LINE, TOP
from explainer.picture.layout.layout import Spot
from explainer.picture.picture_input import PictureInput
from explainer.trace.lines.elements import ElementKind


def across(s: PictureInput, picture: Picture) -> tuple[float, float] | None:
    """Return from where to where all stands that the line is about; None where nothing of it is scrolled."""
    lit = [card.box for card in picture.cards.values() if not card.lift and card.elements & s.facts.lit]
    return (min(box.left for box in lit), max(box.right for box in lit)) if lit else None


def down(s: PictureInput) -> tuple[float, float] | None:
    """Return the same downwards: of all units of unfolded layers that the line is about, else of its own."""
    boxes = [s.layout.units[spot] for spot in dict.fromkeys(_spots(s)) if spot[0] in s.layout.unfolded]
    if not boxes or not s.layout.is_tall:
        return None
    room = s.layout.view[1] - TOP - 2 * BADGE_HEIGHT - STATUS_LINE
    top, bottom = min(box.top for box in boxes), max(box.bottom for box in boxes)
    return (top, bottom) if bottom - top <= room else (boxes[0].top, boxes[0].bottom)


def _spots(s: PictureInput) -> Iterator[Spot]:
    """The units of the line, that which it is made for first."""
    step = s.facts.step
    if step is None:
        return
    if step.place.unit >= 0:
        yield step.place.layer, step.place.unit
    if step.parameter is not None:
        yield step.parameter.layer, max(step.parameter.unit, 0)
        if not step.parameter.is_bias:
            yield step.parameter.layer - 1, step.parameter.source
    yield from ((e.layer, e.unit) for e in sorted(s.facts.lit) if e.kind in (ElementKind.UNIT, ElementKind.TARGET))
