"""The page of the matrix tab: a caption, the equation with its names, and the same with numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.column import MARGIN, PageColumn
from explainer.picture.pages.compositor import OPERATOR_SPACE, RISE, SCRIPT, SMALLEST, Compositor
from explainer.picture.pages.ink import AXIS, InkBox, Page, boxed, in_row, over, padded, struck
from explainer.picture.pages.matrix_blocks import Filling, bracketed
from explainer.picture.palette import Role
from explainer.trace.formula.notation import Writing
from explainer.trace.known.known import Known
from explainer.trace.matrix.form import Block, BlockName, LayerForm
from explainer.trace.matrix.written import (
    MINUS_BEFORE,
    BlockFraction,
    BlockRaised,
    Enclosed,
    EntryFigure,
    Part,
    Parts,
    Sign,
    arranged,
)

_BETWEEN, _BESIDE_BRACKETS = 0.16, 0.4
"""In em: the space between two factors that are side by side, and around an operator among brackets."""
# Points at scale 1. What is too wide is set smaller, down to the last size, before it is broken.
_NAMES = (18.0, 16.0, 14.0)
_NUMBERS = (14.0, 13.0, 12.0, 11.0)
_CAPTION = 12.0

# Pixels at scale 1.
_BELOW_CAPTION, _BELOW_NAMES, _BETWEEN_ROWS = 22.0, 26.0, 12.0
_INDENT = 18.0
_BESIDE_LABELS = 0.2
"""In em: between the names of rows and the matrix."""


Segments = Callable[[Filling, float], list[InkBox]]
"""Returns an equation in a size, in stretches that it may be broken into."""


@dataclass(frozen=True)
class Setter:
    """Sets parts in one size; `block` sets a block in a size, with brackets where `is_filled`."""

    type: Compositor
    block: Callable[[Block, float], InkBox]
    points: float
    is_filled: bool = False

    @property
    def _em(self) -> float:
        return self.type.em(self.points)

    def row(self, parts: Parts) -> InkBox:
        """Return parts in a row."""
        boxes: list[InkBox] = []
        for i, part in enumerate(parts):
            if isinstance(part, BlockRaised):
                boxes.append(self._raised(part, boxes[-1]))
            else:
                boxes.append(self._spaced(part, is_first=not i or parts[i - 1] == MINUS_BEFORE))
        return in_row(boxes)

    def segments(self, parts: Parts) -> list[InkBox]:
        """Return the stretches that a row may be broken into, each but the first with its operator in front."""
        starts = [i for i, part in enumerate(parts) if i and isinstance(part, Sign) and part.may_break]
        return [self.row(parts[a:b]) for a, b in zip([0, *starts], [*starts, len(parts)], strict=True)]

    def _spaced(self, part: Part, is_first: bool) -> InkBox:
        box, em = self._box(part), self._em
        if isinstance(part, Sign):
            return padded(box, (_BESIDE_BRACKETS if self.is_filled else OPERATOR_SPACE) * em)
        if is_first or isinstance(part, EntryFigure):
            return box
        return InkBox(((box, _BETWEEN * em, 0.0),), box.width + _BETWEEN * em, box.ascent, box.descent)

    def _box(self, part: Part) -> InkBox:
        match part:
            case Block():
                return self.block(part, self.points)
            case Sign(text) | EntryFigure(text):
                return self._letters(text)
            case Enclosed(function, parts, kind):
                inner = self.row(parts)
                if kind != "(" or not self._has_brackets(parts):
                    inner = bracketed(inner, kind, self._em)
                return in_row([self._function(function), inner]) if function and function.plain else inner
            case BlockFraction(top, bottom):
                return over(self.row(top), self.row(bottom), self._em, Role.TEXT)
            case BlockRaised():
                raise ValueError("an exponent needs something before it")

    def _has_brackets(self, parts: Parts) -> bool:
        """Tell whether parts are a single matrix filled in: then parentheses around its brackets say nothing."""
        match parts:
            case (Block() as only,):
                return self.is_filled and not only.is_number
            case _:
                return False

    def _function(self, name: BlockName) -> InkBox:
        if name.tex.startswith(r"\mathrm") or name.plain in ("log", "exp", "√", "Σ"):
            return self._letters(name.plain)
        return boxed(self.type.typeset(name.tex, name.plain, self.points, Role.TEXT))

    def _letters(self, text: str) -> InkBox:
        return boxed(self.type.letters(text, self.points, Role.TEXT))

    def _raised(self, part: BlockRaised, base: InkBox) -> InkBox:
        """Return an exponent at the upper right corner of what it belongs to."""
        small = Setter(self.type, self.block, max(SMALLEST, SCRIPT * self.points), self.is_filled).row(part.parts)
        em = self._em
        rise = max(RISE * em, base.ascent - AXIS * em - small.ascent / 2)
        return InkBox(((small, 0.0, -rise),), small.width, small.ascent + rise, max(0.0, small.descent - rise))


def form_page(
    form: LayerForm, known: Known, writing: Writing, width: float, metrics: PageMetrics, scale: float
) -> Page:
    """Lay out a form, `scale` times as large as usual. What cannot be broken may make the page wider than `width`."""
    column = PageColumn(metrics, width, scale, MARGIN)
    filling = Filling(form, known, writing, column.type)
    column.paragraph(form.caption, _CAPTION)
    column.space(_BELOW_CAPTION)
    add_names(column, filling, _NAMES)
    column.space(_BELOW_NAMES)
    add_equation(column, filling, numbers_of, _NUMBERS)
    column.space(_BELOW_NAMES)
    return column.page()


def add_names(column: PageColumn, filling: Filling, sizes: Sequence[float]) -> None:
    """Set an equation with its names, and below a wrong one the right one."""
    add_equation(column, filling, names_of, sizes)
    if filling.form.right is not None:
        column.space(_BELOW_NAMES)
        add_equation(column, filling, right_of, sizes)


def add_equation(column: PageColumn, filling: Filling, segments: Segments, sizes: Sequence[float]) -> None:
    """Set an equation, with `names_of` or `numbers_of`, in the largest of the sizes in which it fits, or broken."""
    first, *others = _fitting(segments, filling, sizes, column)
    column.row(first)
    for row in others:
        column.space(_BETWEEN_ROWS)
        column.row(row, _INDENT)


def tex_of(form: LayerForm) -> Iterator[str]:
    """Go through the TeX of all names on the page of a form."""
    yield form.result.name.tex
    yield from (tex for rule in (form.rule, form.right) if rule is not None for tex in _tex_in(arranged(rule)))


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


def names_of(filling: Filling, points: float) -> list[InkBox]:
    """Return an equation with its names, in stretches that it may be broken into."""
    setter = Setter(filling.type, filling.name, points)
    left, *others = _segments(filling.form, filling.name(filling.form.result, points), setter)
    if filling.form.right is None:
        return [left, *others]
    return [left, *(struck(box, filling.type.em(points), Role.WRONG) for box in others)]


def right_of(filling: Filling, points: float) -> list[InkBox]:
    """Return the right equation, with its names, where the program has another."""
    assert filling.form.right is not None
    setter = Setter(filling.type, filling.name, points)
    label = boxed(filling.type.letters("right: ", points, Role.TEXT))
    first, *rest = setter.segments((Sign(filling.form.relation), *arranged(filling.form.right)))
    return [in_row([label, filling.name(filling.form.result, points)]), first, *rest]


def numbers_of(filling: Filling, points: float) -> list[InkBox]:
    """Return an equation with its numbers, in stretches that it may be broken into."""
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


def _fitting(segments: Segments, filling: Filling, sizes: Sequence[float], column: PageColumn) -> list[InkBox]:
    """Return one row in the largest size in which it fits, or else broken ones, which may be wider in the smallest."""
    boxes = segments(filling, column.scale * sizes[0])
    natural = [box.width for box in boxes]
    if sum(natural) <= column.width():
        return [in_row(boxes)]
    for points in sizes[1:]:
        is_likely = sum(natural) * points / sizes[0] <= column.width()  # labels do not shrink as far
        if is_likely and (row := in_row(segments(filling, column.scale * points))).width <= column.width():
            return [row]
    if max(natural) <= column.width(_INDENT):
        return column.wrapped(boxes, _INDENT)
    fitting = (points for points in sizes if max(natural) * points / sizes[0] <= column.width(_INDENT))
    return column.wrapped(segments(filling, column.scale * next(fitting, sizes[-1])), _INDENT)
