"""Which form units are drawn in, and how large: as large as everything fits with a label on every edge.

On a stage text is large before anything else; zooming enlarges what fits by its factor, and scrolls it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.picture.layout.arrangement import Arrangement
from explainer.picture.layout.layout import Layout, Spot
from explainer.picture.layout.sizes import (
    COLUMN_HEADING,
    LARGEST_SCALE,
    TOP,
    MeasuredNetwork,
    UnitForm,
    Widths,
    flat_form,
    height_of_bottom,
    height_of_rows,
    round_form,
    width_of_columns,
)
from explainer.picture.layout.slots import are_all_labelled
from explainer.trace.lines.trace import Step

Make = Callable[[Widths, float | None], UnitForm]

_SMALLER, _SLIGHTLY_SMALLER = 0.94, 0.98
_SPARE = {round_form: (20.0, 8.0), flat_form: (12.0, 4.0)}
"""The room between columns besides that for a label: what looks well, and what may be."""
_SPARE_SCROLLED = 20.0, 45.0, 70.0, 100.0
_STAGE_HEIGHT = 600.0
"""On a stage, text is as large as on a desk for this many pixels of height: the back row sees all of it as small."""
_NEARLY = (1.0, 0.97, 0.94)
"""How much less than by its zoom a picture may be enlarged, so that circles stay circles."""
_NOTHING: frozenset[Spot] = frozenset()
_NO_LAYER: frozenset[int] = frozenset()
_FEWEST_ROWS = 5
"""The first and the last unit of a column, the one that the line is about, and the marks between them."""


class Fit(NamedTuple):
    """A way of drawing a network: the form of its units, the scale, and whether columns have headings."""

    form: UnitForm
    scale: float
    has_headings: bool


@lru_cache(maxsize=64)
def arrange(
    shape: MeasuredNetwork,
    width: float,
    height: float,
    needed: frozenset[Spot] = frozenset(),
    unfolded: frozenset[int] = frozenset(),
    scrolled: float = 0.0,
    zoom: float = 1.0,
    is_stage: bool = False,
) -> Layout:
    """Return the picture for a view of this size in screen pixels, with the `needed` units among those drawn.

    All units of `unfolded` layers are drawn, `scrolled` up by that many pixels. At a `zoom` of 1 it fits the view.
    """
    size = max(width, 1.0), max(height, 1.0)
    return _arranged(shape, _choice(shape, *size, zoom, is_stage), size, needed, unfolded, scrolled)


def layout_for(
    shape: MeasuredNetwork,
    size: tuple[float, float],
    step: Step | None,
    zoom: float = 1.0,
    unfolded: frozenset[int] = _NO_LAYER,
    scrolled: float = 0.0,
    is_stage: bool = False,
) -> Layout:
    """Return the usual layout where it shows the units that the step is about, else one that does."""
    up = scrolled if unfolded else 0.0
    layout = arrange(shape, *size, _NOTHING, unfolded, up, zoom, is_stage)
    needed = _needed(step) if step else _NOTHING
    return layout if needed <= layout.units.keys() else arrange(shape, *size, needed, unfolded, up, zoom, is_stage)


def _needed(step: Step) -> frozenset[Spot]:
    place, parameter = step.place, step.parameter
    spots = {(place.layer, place.unit), (place.layer + 1, place.above)}
    if parameter is not None:
        spots |= {(parameter.layer, parameter.unit), (parameter.layer - 1, parameter.source)}
    return frozenset(spot for spot in spots if spot[1] >= 0)


def _arranged(
    shape: MeasuredNetwork,
    choice: Fit,
    size: tuple[float, float],
    needed: frozenset[Spot] = frozenset(),
    unfolded: frozenset[int] = frozenset(),
    scrolled: float = 0.0,
) -> Layout:
    view = size[0] / choice.scale, size[1] / choice.scale
    up = scrolled / choice.scale
    return Arrangement(shape, choice.form, view, choice.has_headings, needed, unfolded, up).layout(choice.scale)


@lru_cache(maxsize=64)
def _choice(shape: MeasuredNetwork, width: float, height: float, zoom: float, is_stage: bool) -> Fit:
    usual = (_staged if is_stage else _chosen)(shape, width, height)
    if zoom == 1:
        return usual
    scale = min(usual.scale * zoom, max(_largest_zoomed(shape, width, height), usual.scale))
    choices = [_enlarged(shape, width, height, scale * share) for share in _NEARLY]
    return next((choice for choice in choices if choice.form.is_round == usual.form.is_round), choices[0])


def _largest_zoomed(shape: MeasuredNetwork, width: float, height: float) -> float:
    """Return the scale at which a few units and what is below them are as high as the view."""
    form, tallest = flat_form(shape.widths, None), max(layer.units for layer in shape.network.layers)
    above = TOP + min(tallest, _FEWEST_ROWS) * form.pitch
    scale = height / above
    while scale > 1 and height < scale * (above + height_of_bottom(shape, width / scale)):
        scale *= _SLIGHTLY_SMALLER
    return scale


@lru_cache(maxsize=64)
def _staged(shape: MeasuredNetwork, width: float, height: float) -> Fit:
    """What the back row can read: circles if they are large enough, else what is larger; few units of many."""
    wanted = height / _STAGE_HEIGHT
    choices: list[Fit] = []
    for choice in _ways(shape, width, height):
        if choice.scale >= wanted:
            return choice
        choices.append(choice)
    if shape.is_sparse:
        return max(choices, key=lambda choice: choice.scale, default=None) or _scrolled(shape, width, height)
    form = flat_form(shape.widths, None)
    return _enlarged(shape, width, height, max(min(wanted, width / width_of_columns(shape, form, form.gap)), 1.0))


def _enlarged(shape: MeasuredNetwork, width: float, height: float, scale: float) -> Fit:
    """Return the best way at this scale: all that fits or else, scrolled or folded, what does not."""
    room = width / scale, height / scale
    return (next(_ways(shape, *room), None) or _scrolled(shape, *room, (round_form, flat_form)))._replace(scale=scale)


@lru_cache(maxsize=64)
def _chosen(shape: MeasuredNetwork, width: float, height: float) -> Fit:
    """Circles where they fit, else flat boxes, as large as they fit and never smaller than readable.

    A picture with a label on every edge may be too wide; it is scrolled then, because no number is to be hidden.
    """
    return next(_ways(shape, width, height), None) or _scrolled(shape, width, height)


def _ways(shape: MeasuredNetwork, width: float, height: float) -> Iterator[Fit]:
    return (_labelled if shape.is_sparse else _comfortable)(shape, width, height)


def _scrolled(shape: MeasuredNetwork, width: float, height: float, makes: tuple[Make, ...] = (round_form,)) -> Fit:
    """Readable size in a view that is too small: with enough room between columns for labels, if they are to fit."""
    wider = [make(shape.widths, spare) for make in makes for spare in _SPARE_SCROLLED if shape.is_sparse]
    tall = [(form, height - height_of_rows(shape, form, form.pitch, width)) for form in wider]
    choices = [Fit(form, 1.0, spare >= COLUMN_HEADING) for form, spare in tall if spare >= 0]
    for choice in choices:
        if _is_labelled(shape, choice, width, height):
            return choice
    round_ones = (choice for choice in choices if choice.form.is_round)
    return next(round_ones, None) or _folded(shape, width, height)


def _folded(shape: MeasuredNetwork, width: float, height: float) -> Fit:
    """Flat boxes of readable size, with one row less of them where columns would else have no room for headings."""
    choices = [Fit(flat_form(shape.widths, None), 1.0, has_headings) for has_headings in (False, True)]
    pictures = ((choice, _arranged(shape, choice, (width, height))) for choice in choices)
    columns = len(shape.network.layers)
    return next((choice for choice, picture in pictures if len(picture.headings) == columns), choices[-1])


def _labelled(shape: MeasuredNetwork, width: float, height: float) -> Iterator[Fit]:
    """Go through the ways in which all units and labels fit, best first, each as large as it can be.

    Labels that do not fit in the smallest picture, where there is most room, fit in no larger one.
    """
    for form in (make(shape.widths, spare) for make, spares in _SPARE.items() for spare in spares):
        for has_headings in (True, False):
            largest = _largest(shape, form, form.gap, form.pitch, has_headings, (width, height))
            if largest >= 1 and _is_labelled(shape, Fit(form, 1.0, has_headings), width, height):
                choices = (Fit(form, scale, has_headings) for scale in _downwards(largest))
                yield next(choice for choice in choices if _is_labelled(shape, choice, width, height))


def _downwards(scale: float) -> Iterator[float]:
    while scale > 1:
        yield scale
        scale *= _SMALLER
    yield 1.0


def _is_labelled(shape: MeasuredNetwork, choice: Fit, width: float, height: float) -> bool:
    return are_all_labelled(shape, _arranged(shape, choice, (width, height)))


def _comfortable(shape: MeasuredNetwork, width: float, height: float) -> Iterator[Fit]:
    """Go through the ways in which all units fit, without labels on edges."""
    for form in (round_form(shape.widths, None), flat_form(shape.widths, None)):
        for has_headings in (True, False):
            if _largest(shape, form, form.gap, form.pitch, has_headings, (width, height)) >= 1:
                scale = _largest(shape, form, form.ease_gap, form.ease, has_headings, (width, height))
                yield Fit(form, max(scale, 1.0), has_headings)


def _largest(
    shape: MeasuredNetwork, form: UnitForm, gap: float, pitch: float, has_headings: bool, size: tuple[float, float]
) -> float:
    """Return the scale at which rows and columns at these distances just fit a view of this size."""
    wide = width_of_columns(shape, form, gap)
    high = height_of_rows(shape, form, pitch, min(size[0], wide)) + (COLUMN_HEADING if has_headings else 0)
    return min(size[1] / high, size[0] / wide, LARGEST_SCALE)
