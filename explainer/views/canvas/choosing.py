"""Which form units are drawn in, and how large: as large as everything fits with a label on every edge."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from explainer.views.canvas.arranging import Arrangement, height_of_rows, width_of_columns
from explainer.views.canvas.forms import COLUMN_HEADING, LARGEST_SCALE, Form, flat_form, round_form
from explainer.views.canvas.layout import Layout, Shape, Spot
from explainer.views.canvas.slots import are_all_labelled

_SMALLER = 0.94
_SPARE = {round_form: (20.0, 8.0), flat_form: (12.0, 4.0)}
"""The room between columns besides that for a label: what looks well, and what may be."""
_SPARE_SCROLLED = 20.0, 45.0, 70.0, 100.0


class Choice(NamedTuple):
    """A way of drawing a network: the form of its units, the scale, and whether columns have headings."""

    form: Form
    scale: float
    has_headings: bool


@lru_cache(maxsize=64)
def arrange(
    shape: Shape,
    width: float,
    height: float,
    needed: frozenset[Spot] = frozenset(),
    unfolded: frozenset[int] = frozenset(),
    scrolled: float = 0.0,
) -> Layout:
    """Return the picture for a view of this size in screen pixels, with the `needed` units among those drawn.

    All units of `unfolded` layers are drawn, `scrolled` up by so many pixels.
    """
    size = max(width, 1.0), max(height, 1.0)
    return _arranged(shape, _chosen(shape, *size), size, needed, unfolded, scrolled)


def _arranged(
    shape: Shape,
    choice: Choice,
    size: tuple[float, float],
    needed: frozenset[Spot] = frozenset(),
    unfolded: frozenset[int] = frozenset(),
    scrolled: float = 0.0,
) -> Layout:
    view = size[0] / choice.scale, size[1] / choice.scale
    up = scrolled / choice.scale
    return Arrangement(shape, choice.form, view, choice.has_headings, needed, unfolded, up).layout(choice.scale)


@lru_cache(maxsize=64)
def _chosen(shape: Shape, width: float, height: float) -> Choice:
    """Circles where they fit, else flat boxes, as large as they fit and never smaller than readable.

    A picture with a label on every edge may be too wide; it is scrolled then, because no number is to be hidden.
    """
    ways = _labelled if shape.is_sparse else _comfortable
    return next(ways(shape, width, height), None) or _scrolled(shape, width, height)


def _scrolled(shape: Shape, width: float, height: float) -> Choice:
    """Readable size in a view that is too small: with so much room between columns that labels fit, if they are to."""
    wider = [round_form(shape.widths, spare) for spare in _SPARE_SCROLLED if shape.is_sparse]
    tall = [(form, height - height_of_rows(shape, form, form.pitch, width)) for form in wider]
    choices = [Choice(form, 1.0, spare >= COLUMN_HEADING) for form, spare in tall if spare >= 0]
    for choice in choices:
        if _is_labelled(shape, choice, width, height):
            return choice
    return choices[0] if choices else Choice(flat_form(shape.widths, None), 1.0, False)


def _labelled(shape: Shape, width: float, height: float) -> Iterator[Choice]:
    """Go through the ways in which all units and labels fit, best first.

    Labels that do not fit in the smallest picture, where there is most room, fit in no larger one.
    """
    for form in (make(shape.widths, spare) for make, spares in _SPARE.items() for spare in spares):
        for has_headings in (True, False):
            largest = _largest(shape, form, form.gap, form.pitch, has_headings, (width, height))
            if largest >= 1 and _is_labelled(shape, Choice(form, 1.0, has_headings), width, height):
                choices = (Choice(form, scale, has_headings) for scale in _downwards(largest))
                yield from (choice for choice in choices if _is_labelled(shape, choice, width, height))


def _downwards(scale: float) -> Iterator[float]:
    while scale > 1:
        yield scale
        scale *= _SMALLER
    yield 1.0


def _is_labelled(shape: Shape, choice: Choice, width: float, height: float) -> bool:
    return are_all_labelled(shape, _arranged(shape, choice, (width, height)))


def _comfortable(shape: Shape, width: float, height: float) -> Iterator[Choice]:
    """Go through the ways in which all units fit, without labels on edges."""
    for form in (round_form(shape.widths, None), flat_form(shape.widths, None)):
        for has_headings in (True, False):
            if _largest(shape, form, form.gap, form.pitch, has_headings, (width, height)) >= 1:
                scale = _largest(shape, form, form.ease_gap, form.ease, has_headings, (width, height))
                yield Choice(form, max(scale, 1.0), has_headings)


def _largest(
    shape: Shape, form: Form, gap: float, pitch: float, has_headings: bool, size: tuple[float, float]
) -> float:
    """Return the scale at which rows and columns at these distances just fit a view of this size."""
    wide = width_of_columns(shape, form, gap)
    high = height_of_rows(shape, form, pitch, min(size[0], wide)) + (COLUMN_HEADING if has_headings else 0)
    return min(size[1] / high, size[0] / wide, LARGEST_SCALE)
