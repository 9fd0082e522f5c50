"""What a page is made of: ink, boxes of ink with a common baseline, and the page that they are on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, Self

from explainer.picture.geometry import Point, Rect
from explainer.picture.palette import Colour
from explainer.trace.formula.symbols import Symbol

# In em, as the book face itself has them in its table of mathematical constants, or a little airier.
AXIS = 0.26
_BAR = 0.066
_GAP = 0.18
OVERHANG = 0.06
_REACH = 2.0
"""Pixels around a symbol that belong to it for the mouse."""
_TOGETHER = 6.0
"""How close the parts of one fraction are."""


@dataclass(frozen=True, kw_only=True)
class Ink:
    """Something drawn from x rightwards, between y - ascent and y + descent; y is its baseline. All in pixels."""

    x: float = 0.0
    y: float = 0.0
    width: float
    ascent: float
    descent: float
    colour: Colour
    symbol: Symbol | None = None

    @property
    def rect(self) -> Rect:
        return Rect(self.x, self.y - self.ascent, self.width, self.ascent + self.descent)

    def moved(self, dx: float, dy: float) -> Self:
        """Return the ink elsewhere: a copy by hand, since every ink of a page is moved, and `replace` is slow."""
        moved = object.__new__(type(self))
        moved.__dict__.update(self.__dict__, x=self.x + dx, y=self.y + dy)
        return moved


@dataclass(frozen=True, kw_only=True)
class LettersInk(Ink):
    """Text in the book face."""

    text: str
    points: float


@dataclass(frozen=True, kw_only=True)
class EmptyBox(LettersInk):
    """The box in a formula for a number that is not computed: drawn, as high as a digit."""

    height: float


@dataclass(frozen=True, kw_only=True)
class Typeset(Ink):
    """A symbol in TeX that is prepared."""

    tex: str
    points: float


@dataclass(frozen=True, kw_only=True)
class Bar(Ink):
    """The line of a fraction."""


@dataclass(frozen=True, kw_only=True)
class Strike(Ink):
    """The line through what is wrong, from its lower left to its upper right."""

    stroke: float


@dataclass(frozen=True, kw_only=True)
class ResultFrame(Ink):
    """A rounded frame around a result, filled with a paler colour."""

    fill: Colour


@dataclass(frozen=True, kw_only=True)
class Ground(Ink):
    """The pale ground of the line that a page is about, with a bar of `bar` pixels in full colour on its left."""

    fill: Colour
    bar: float


@dataclass(frozen=True, kw_only=True)
class Paragraph(Ink):
    """Text in the plain face, broken at spaces to its width; its top is at y."""

    text: str
    points: float
    bold: bool


@dataclass(frozen=True)
class InkBox:
    """Ink and smaller boxes, each at its (x, y) in the box, whose baseline is y = 0 and whose left edge is x = 0."""

    parts: tuple[tuple[Ink | InkBox, float, float], ...]
    width: float
    ascent: float
    descent: float

    def at(self, x: float, y: float) -> Iterator[Ink]:
        """Go through the ink of the box where it is when the box is put at (x, y)."""
        for part, dx, dy in self.parts:
            if isinstance(part, InkBox):
                yield from part.at(x + dx, y + dy)
            else:
                yield part.moved(x + dx, y + dy)


def boxed(ink: Ink) -> InkBox:
    """Return a box of a single ink at the origin."""
    return InkBox(((ink, 0.0, 0.0),), ink.width, ink.ascent, ink.descent)


def in_row(boxes: Sequence[InkBox], least: float = 0.0) -> InkBox:
    """Return boxes side by side on one baseline, each at least that wide."""
    widths = [max(box.width, least) for box in boxes]
    lefts = accumulate(widths, initial=0.0)
    return InkBox(
        tuple((box, left, 0.0) for box, left in zip(boxes, lefts, strict=False)),
        sum(widths),
        max(box.ascent for box in boxes),
        max(box.descent for box in boxes),
    )


def wrapped(boxes: Sequence[InkBox], width: float) -> list[InkBox]:
    """Return boxes in rows no wider than `width`; only one that is alone in its row may be wider."""
    rows: list[list[InkBox]] = [[]]
    for box in boxes:
        if rows[-1] and sum(other.width for other in rows[-1]) + box.width > width:
            rows.append([])
        rows[-1].append(box)
    return [in_row(row) for row in rows if row]


def padded(box: InkBox, space: float) -> InkBox:
    """Return a box with `space` on its left and right."""
    return InkBox(((box, space, 0.0),), box.width + 2 * space, box.ascent, box.descent)


def shifted(box: InkBox, dy: float) -> InkBox:
    """Return a box moved down by `dy`."""
    return InkBox(((box, 0.0, dy),), box.width, box.ascent - dy, box.descent + dy)


def over(top: InkBox, bottom: InkBox, em: float, colour: Colour) -> InkBox:
    """Return a fraction of two boxes."""
    thickness, gap, overhang = max(1.0, round(_BAR * em)), _GAP * em, OVERHANG * em
    width = max(top.width, bottom.width) + 2 * overhang
    bar_top, bar_bottom = AXIS * em + thickness / 2, AXIS * em - thickness / 2
    rise, fall = bar_top + gap + top.descent, gap + bottom.ascent - bar_bottom
    parts: tuple[tuple[Ink | InkBox, float, float], ...] = (
        (top, (width - top.width) / 2, -rise),
        (Bar(width=width, ascent=thickness, descent=0.0, colour=colour), 0.0, -bar_bottom),
        (bottom, (width - bottom.width) / 2, fall),
    )
    return padded(InkBox(parts, width, rise + top.ascent, fall + bottom.descent), overhang)


def framed(
    box: InkBox, colour: Colour, fill: Colour, beside: float = 0.0, above: float = 0.0, below: float = 0.0
) -> InkBox:
    """Return a box with a frame around it, at these distances."""
    width, ascent, descent = box.width + 2 * beside, box.ascent + above, box.descent + below
    frame = ResultFrame(width=width, ascent=ascent, descent=descent, colour=colour, fill=fill)
    return InkBox(((frame, 0.0, 0.0), (box, beside, 0.0)), width, ascent, descent)


def struck(box: InkBox, em: float, colour: Colour) -> InkBox:
    """Return a box struck through."""
    strike = Strike(
        width=box.width, ascent=0.7 * box.ascent, descent=0.2 * box.descent, colour=colour, stroke=max(1.5, _BAR * em)
    )
    return InkBox(((box, 0.0, 0.0), (strike, 0.0, 0.0)), box.width, box.ascent, box.descent)


class LineLink(NamedTuple):
    """A part of a page that leads to a line of the calculation."""

    rect: Rect
    line: int


class TabLink(NamedTuple):
    """A part of a page about which another tab, that has this title, says more; and what it says here."""

    rect: Rect
    title: str
    text: str


@dataclass(frozen=True)
class Page:
    """Ink at its place on a page of `width` x `height` pixels, and the parts of it that lead elsewhere."""

    inks: tuple[Ink, ...] = ()
    width: float = 0.0
    height: float = 0.0
    links: tuple[LineLink, ...] = ()
    tabs: tuple[TabLink, ...] = ()
    why: Rect | None = None
    """Where there is room for a link to the derivation of what the page is about."""

    @cached_property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols of the page, each once, in the order in which they are read; those of other lines are not among
        them."""
        own = (ink for ink in self.inks if ink.symbol and not self.line_at(ink.rect.centre))
        return tuple(dict.fromkeys(ink.symbol for ink in own if ink.symbol is not None))

    def line_at(self, point: Point) -> int | None:
        """Return the number of the other line that is at a point of the page."""
        return next((link.line for link in self.links if link.rect.contains(point)), None)

    def tab_at(self, point: Point) -> TabLink | None:
        """Return what leads to another tab at a point of the page."""
        return next((link for link in self.tabs if link.rect.contains(point)), None)

    def symbol_at(self, point: Point) -> Symbol | None:
        """Return the symbol that is at a point of the page, drawn last where several do."""
        found = (ink.symbol for ink in reversed(self.inks) if ink.symbol and ink.rect.grown(_REACH).contains(point))
        return next(found, None)

    def places(self, is_meant: Callable[[Symbol], bool]) -> list[Rect]:
        """Return where the meant symbols are: the parts of a fraction together."""
        rects: list[Rect] = []
        last: Symbol | None = None
        for above, ink in zip((None, *self.inks), self.inks, strict=False):
            if isinstance(ink, Bar):
                continue  # between the parts of a fraction
            if ink.symbol is None or not is_meant(ink.symbol):
                last = None
            elif ink.symbol == last and (isinstance(above, Bar) or rects[-1].overlaps(ink.rect.grown(_TOGETHER))):
                rects[-1] = rects[-1].united(ink.rect.grown(_REACH))
            else:
                rects.append(ink.rect.grown(_REACH))
                last = ink.symbol
        return rects
