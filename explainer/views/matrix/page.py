"""The page of the matrix tab: a caption, the equation with its names, and the same with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from explainer.picture.palette import Palette
from explainer.trace.layer_forms import Block, LayerForm
from explainer.trace.layer_forms.written import Enclosed, Fraction, Parts, Raised, Sign, arranged
from explainer.views.matrix.equation import Setter, broken
from explainer.views.matrix.filling import Filling, beside
from explainer.views.sheet import Page
from explainer.views.sheet.boxes import Box, in_row
from explainer.views.sheet.ink import Ink, Paragraph

# Points at scale 1. What is too wide is set smaller, down to the last size, before it is broken.
_NAMES = (18.0, 16.0, 14.0)
_NUMBERS = (14.0, 13.0, 12.0, 11.0)
_CAPTION = 12.0

# Pixels at scale 1.
MARGIN = 24.0
_BELOW_CAPTION, _BELOW_NAMES, _BETWEEN_ROWS = 22.0, 26.0, 12.0
_INDENT = 18.0


def note_page(text: str, width: float, palette: Palette, scale: float) -> Page:
    """Lay out a sentence alone."""
    return _page([_paragraph(text, width, palette, scale)])


def form_page(filling: Filling, width: float, scale: float) -> Page:
    """Lay out a form, `scale` times as large as usual. What cannot be broken may make the page wider than `width`."""
    caption = _paragraph(filling.form.caption, width, filling.palette, scale)
    inks: list[Ink] = [caption]
    room, y = width - 2 * MARGIN, caption.rect.bottom() + scale * _BELOW_CAPTION
    for segments, sizes in ((_names, _NAMES), (_numbers, _NUMBERS)):
        y = _put(_fitting(segments, filling, sizes, room, scale), inks, y, scale) + scale * _BELOW_NAMES
    return _page(inks)


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
            case Fraction(top, bottom):
                yield from _tex_in((*top, *bottom))
            case Raised(exponent):
                yield from _tex_in(exponent)


def _names(filling: Filling, points: float) -> list[Box]:
    setter = Setter(filling.name, points, filling.palette.text)
    return _segments(filling.form, filling.name(filling.form.result, points), setter)


def _numbers(filling: Filling, points: float) -> list[Box]:
    setter = Setter(filling.numbers, points, filling.palette.text, is_filled=True)
    result = filling.numbers(filling.form.result, points)
    if names := filling.form.row_names:
        result = beside(filling.labels(filling.form.result, names, points), result, points)
    return _segments(filling.form, result, setter)


def _segments(form: LayerForm, result: Box, setter: Setter) -> list[Box]:
    """Return the left side, then the stretches of the right side, the first behind the sign between the sides."""
    if form.rule is None:
        return [result]
    first, *rest = setter.segments((Sign(form.relation), *arranged(form.rule)))
    return [result, first, *rest]


def _fitting(
    segments: Callable[[Filling, float], list[Box]],
    filling: Filling,
    sizes: Sequence[float],
    room: float,
    scale: float,
) -> list[Box]:
    """Return one row in the largest size in which it fits, or else broken ones, which may be wider in the smallest."""
    natural = [box.width for box in segments(filling, scale * sizes[0])]
    for points in sizes:
        is_likely = sum(natural) * points / sizes[0] <= room  # labels do not shrink as far
        if is_likely and (row := in_row(segments(filling, scale * points))).width <= room:
            return [row]
    room -= scale * _INDENT
    fitting = (points for points in sizes if max(natural) * points / sizes[0] <= room)
    return broken(segments(filling, scale * next(fitting, sizes[-1])), room)


def _put(rows: Sequence[Box], inks: list[Ink], y: float, scale: float) -> float:
    """Put rows below one another, all but the first indented; return where the last ends."""
    for i, row in enumerate(rows):
        y += row.ascent + (scale * _BETWEEN_ROWS if i else 0.0)
        inks += row.at(MARGIN + (scale * _INDENT if i else 0.0), y)
        y += row.descent
    return y


def _paragraph(text: str, width: float, palette: Palette, scale: float) -> Paragraph:
    return Paragraph.of(text, scale * _CAPTION, palette.text, width - 2 * MARGIN).moved(MARGIN, MARGIN)


def _page(inks: Sequence[Ink]) -> Page:
    right, bottom = max(ink.rect.right() for ink in inks), max(ink.rect.bottom() for ink in inks)
    return Page(tuple(inks), right + MARGIN, bottom + MARGIN)
