"""The page of the matrix tab: a caption, the equation with its names, and the same with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.boxes import InkBox, in_row, padded
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.matrix.equation import Setter
from explainer.picture.pages.matrix.filling import Filling
from explainer.picture.pages.page import Page
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.matrix import Block, LayerForm
from explainer.trace.matrix.written import BlockFraction, BlockRaised, Enclosed, Parts, Sign, arranged

# Points at scale 1. What is too wide is set smaller, down to the last size, before it is broken.
_NAMES = (18.0, 16.0, 14.0)
_NUMBERS = (14.0, 13.0, 12.0, 11.0)
_CAPTION = 12.0

# Pixels at scale 1.
_BELOW_CAPTION, _BELOW_NAMES, _BETWEEN_ROWS = 22.0, 26.0, 12.0
_INDENT = 18.0
_BESIDE_LABELS = 0.2
"""In em: between the names of rows and the matrix."""


def form_page(
    form: LayerForm, known: Known, writing: Writing, width: float, metrics: PageMetrics, scale: float
) -> Page:
    """Lay out a form, `scale` times as large as usual. What cannot be broken may make the page wider than `width`."""
    column = PageColumn(metrics, width, scale, MARGIN)
    filling = Filling(form, known, writing, column.type)
    column.paragraph(form.caption, _CAPTION)
    column.space(_BELOW_CAPTION)
    for segments, sizes in ((_names, _NAMES), (_numbers, _NUMBERS)):
        first, *others = _fitting(segments, filling, sizes, column)
        column.row(first)
        for row in others:
            column.space(_BETWEEN_ROWS)
            column.row(row, _INDENT)
        column.space(_BELOW_NAMES)
    return column.page()


def tex_of(form: LayerForm) -> Iterator[str]:
    """Go through the TeX of all names on the page of a form."""
    yield form.result.name.tex
    if form.rule is not None:
        yield from _tex_in(arranged(form.rule))


def _tex_in(parts: Parts) -> Iterator[str]:
    for part in parts:
        match part:
            case Block(name):
                yield name.tex
            case Enclosed(function, inner):
                yield from ([function.tex] if function else ())
                yield from _tex_in(inner)
            case BlockFraction(top, bottom):
                yield from _tex_in((*top, *bottom))
            case BlockRaised(exponent):
                yield from _tex_in(exponent)


def _names(filling: Filling, points: float) -> list[InkBox]:
    setter = Setter(filling.type, filling.name, points)
    return _segments(filling.form, filling.name(filling.form.result, points), setter)


def _numbers(filling: Filling, points: float) -> list[InkBox]:
    setter = Setter(filling.type, filling.numbers, points, is_filled=True)
    result = filling.numbers(filling.form.result, points)
    if names := filling.form.row_names:
        labels = filling.labels(filling.form.result, names, points)
        result = in_row([padded(labels, _BESIDE_LABELS * filling.type.em(points)), result])
    return _segments(filling.form, result, setter)


def _segments(form: LayerForm, result: InkBox, setter: Setter) -> list[InkBox]:
    """Return the left side, then the stretches of the right side, the first behind the sign between the sides."""
    if form.rule is None:
        return [result]
    first, *rest = setter.segments((Sign(form.relation), *arranged(form.rule)))
    return [result, first, *rest]


def _fitting(
    segments: Callable[[Filling, float], list[InkBox]], filling: Filling, sizes: Sequence[float], column: PageColumn
) -> list[InkBox]:
    """Return one row in the largest size in which it fits, or else broken ones, which may be wider in the smallest."""
    natural = [box.width for box in segments(filling, column.scale * sizes[0])]
    for points in sizes:
        is_likely = sum(natural) * points / sizes[0] <= column.width()  # labels do not shrink as far
        if is_likely and (row := in_row(segments(filling, column.scale * points))).width <= column.width():
            return [row]
    fitting = (points for points in sizes if max(natural) * points / sizes[0] <= column.width(_INDENT))
    return column.wrapped(segments(filling, column.scale * next(fitting, sizes[-1])), _INDENT)
