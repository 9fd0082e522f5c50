"""Which way of seating a network is drawn, and how large: all numbers if they fit at a readable size."""

from __future__ import annotations

from functools import lru_cache
from itertools import product

from explainer.picture.layout.folded_network import FoldedNetwork
from explainer.picture.layout.forms import NetworkForm
from explainer.picture.layout.layout import Layout
from explainer.picture.layout.sizes import LARGEST_SCALE
from explainer.picture.layout.subject import Subject
from explainer.picture.layout.whole_network import WholeNetwork

_NEARLY, _STAGE_NEARLY, _STAGE_MOST = 0.93, 0.86, 1.25
"""How much smaller than it should be a whole network may be drawn before a part of it is drawn instead; and how much
larger it gets on a stage."""
_LEAST_SCALE, _SMALLER = 0.5, 0.95
_USUAL = 850.0, 600.0
"""In a view that is larger than this a folded network is drawn larger."""
_STAGE = 440.0, 422.0
"""Text is as large on a stage as if the picture were so small, so that it is read at a quarter of its size."""
_WALL = 960.0
"""Text is nowhere smaller on a stage than if the stage were so wide, as far as it fits."""
_WAYS = tuple(product((True, False), (2, 1), (False, True)))


@lru_cache(maxsize=32)
def layout_of(
    form: NetworkForm,
    width: float,
    height: float,
    subject: Subject,
    zoom: float = 1.0,
    is_stage: bool = False,
    is_fitted: bool = False,
    wall: float = 0.0,
) -> Layout:
    """Return the picture for a view of this size in screen pixels, in which text is at least `zoom` times as large as
    usual, and larger where there is room.

    Where a whole network does not fit so, it is folded, with the numbers of its `subject`; one that is to be fitted
    into the view is drawn smaller instead. On a stage usual text is a share of the view that the back row can read,
    and of the `wall`, which is how many screen pixels the whole stage is wide.
    """
    if is_stage:
        usual = zoom * max(min(width / _STAGE[0], height / _STAGE[1]), wall / _WALL)
        form, least, most = form.on_stage(), _STAGE_NEARLY * usual, _STAGE_MOST * usual
    else:
        usual = zoom * max(min(width / _USUAL[0], height / _USUAL[1]), 1.0)
        least, most = _NEARLY * zoom, LARGEST_SCALE * zoom
    whole = _whole(form, width, height, _LEAST_SCALE if is_fitted else least, most)
    return whole or _folded(form, width, height, usual, least if is_stage else usual, subject)


@lru_cache(maxsize=16)
def _whole(form: NetworkForm, width: float, height: float, least: float, most: float) -> Layout | None:
    """Return the picture of a whole network between these scales: the best looking way of those that are nearly as
    large as any."""
    ways = [WholeNetwork(form, lines, headings, apart) for headings, lines, apart in _WAYS]
    scales = [min(_scale(way, width, height), most) for way in ways]
    if max(scales) < least:
        return None
    enough = max(_NEARLY * max(scales), least)
    way, scale = next(pair for pair in zip(ways, scales, strict=True) if pair[1] >= enough)
    return way.layout(width / scale, height / scale, scale)


@lru_cache(maxsize=128)
def _folded(form: NetworkForm, width: float, height: float, scale: float, least: float, subject: Subject) -> Layout:
    """Return the largest picture up to a scale in which the numbers of any one unit have room; down to the `least`
    scale a smaller one is better that has room for what all units put out."""
    while True:
        folded = FoldedNetwork(form, width / scale, height / scale)
        if scale < _LEAST_SCALE or folded.fits():
            break
        scale *= _SMALLER
    smaller = scale
    while smaller >= least:
        telling = FoldedNetwork(form, width / smaller, height / smaller)
        if telling.tells_outs:
            return telling.layout(smaller, subject)
        smaller *= _SMALLER
    return folded.layout(scale, subject)


def _scale(way: WholeNetwork, width: float, height: float) -> float:
    """Return the largest scale at which a way of seating a network fits, with the status line that it then has."""
    wide, high = way.natural_size(width)
    scale = min(width / wide, height / high)
    for _ in range(3):
        _, high = way.natural_size(width / scale)
        scale = min(width / wide, height / high)
    return scale
