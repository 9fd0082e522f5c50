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

_NEARLY = 0.93
"""How much smaller than it should be a whole network may be drawn before a part of it is drawn instead."""
_LEAST_SCALE, _SMALLER = 0.5, 0.95
_WAYS = tuple(product((True, False), (2, 1), (False, True)))


@lru_cache(maxsize=32)
def layout_of(
    form: NetworkForm, width: float, height: float, zoom: float, subject: Subject, is_fitted: bool = False
) -> Layout:
    """Return the picture for a view of this size in screen pixels, in which text is `zoom` times as large as usual.

    Where a whole network does not fit so, it is folded, with the numbers of its `subject`; one that is to be fitted
    into the view is drawn smaller instead.
    """
    whole = _whole(form, width, height, zoom, is_fitted)
    return whole or _folded(form, width, height, zoom, subject)


@lru_cache(maxsize=16)
def _whole(form: NetworkForm, width: float, height: float, zoom: float, is_fitted: bool) -> Layout | None:
    largest = LARGEST_SCALE * zoom
    ways = [WholeNetwork(form, lines, headings, apart) for headings, lines, apart in _WAYS]
    scales = [min(_scale(way, width, height), largest) for way in ways]
    if max(scales) < (_LEAST_SCALE if is_fitted else _NEARLY * zoom):
        return None
    enough = _NEARLY * max(scales)
    way, scale = next(pair for pair in zip(ways, scales, strict=True) if pair[1] >= enough)
    return way.layout(width / scale, height / scale, scale)


@lru_cache(maxsize=128)
def _folded(form: NetworkForm, width: float, height: float, zoom: float, subject: Subject) -> Layout:
    """Return the largest picture up to the zoom in which the numbers of any one unit have room."""
    scale = zoom
    while True:
        folded = FoldedNetwork(form, width / scale, height / scale, subject)
        if scale < _LEAST_SCALE or folded.fits():
            return folded.layout(scale)
        scale *= _SMALLER


def _scale(way: WholeNetwork, width: float, height: float) -> float:
    """Return the largest scale at which a way of seating a network fits, with the status line that it then has."""
    wide, high = way.natural_size(width)
    scale = min(width / wide, height / high)
    for _ in range(3):
        _, high = way.natural_size(width / scale)
        scale = min(width / wide, height / high)
    return scale
