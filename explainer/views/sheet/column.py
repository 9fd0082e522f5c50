"""Parts of a page below one another: paragraphs, and rows of boxes broken to the width of the page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import accumulate

from explainer.picture.colours import blend
from explainer.picture.palette import Palette
from explainer.trace.pieces import Pieces
from explainer.trace.symbols import Symbol
from explainer.views.sheet.boxes import Box, Colour, box_of, boxed, lines_of
from explainer.views.sheet.ink import Frame, Ink, Letters, Paragraph
from explainer.views.sheet.page import Page

MARGIN = 24.0
_FRAME_X, _FRAME_ABOVE, _FRAME_BELOW = 10.0, 7.0, 5.0


class Column:
    """Fills a page of `width` pixels from its top, `scale` times as large as usual; sizes are points and pixels at
    scale 1. What cannot be broken may make the page wider."""

    def __init__(self, width: float, palette: Palette, scale: float) -> None:
        self._width, self.palette, self.scale = width, palette, scale
        self._inks: list[Ink] = []
        self._y = 0.6 * MARGIN

    @property
    def y(self) -> float:
        """How far down the page is filled."""
        return self._y

    def room(self, indent: float = 0.0) -> float:
        """How wide a row may be."""
        return self._width - 2 * MARGIN - self.scale * indent

    def space(self, height: float) -> None:
        self._y += self.scale * height

    def paragraph(
        self, text: str, points: float, colour: str, *, bold: bool = False, symbol: Symbol | None = None
    ) -> None:
        """Set a sentence in the plain face; with a symbol it leads where that was made."""
        found = Paragraph.of(text, self.scale * points, colour, self.room(), bold).moved(MARGIN, self._y)
        self._inks.append(replace(found, symbol=symbol))
        self._y = found.rect.bottom()

    def fitted(self, pieces: Pieces, sizes: Sequence[float], colour: Colour, indent: float = 0.0) -> list[Box]:
        """Return pieces as rows, at the first of the sizes at which one is enough, or broken at the last."""
        for points in sizes:
            whole = box_of(pieces, self.scale * points, colour)
            if whole.width <= self.room(indent):
                return [whole]
        return lines_of(pieces, self.scale * sizes[-1], colour, self.room(indent))

    def rows(self, rows: Iterable[Box], indent: float = 0.0, between: float = 6.0) -> None:
        """Set boxes below one another."""
        for box in rows:
            self.row(box, indent)
            self.space(between)

    def row(self, box: Box, indent: float = 0.0) -> None:
        """Set a box; one that has room to break is broken by `wrapped` before."""
        self._y += box.ascent
        self._inks += box.at(MARGIN + self.scale * indent, self._y)
        self._y += box.descent

    def wrapped(self, boxes: Sequence[Box], indent: float = 0.0) -> list[Box]:
        """Return boxes side by side, in as many rows as they need."""
        rows: list[list[Box]] = [[]]
        for box in boxes:
            if rows[-1] and sum(other.width for other in rows[-1]) + box.width > self.room(indent):
                rows.append([])
            rows[-1].append(box)
        return [beside(row) for row in rows if row]

    def letters(self, text: str, points: float, colour: str, symbol: Symbol | None = None) -> Box:
        """Return text in the book face as a box."""
        return boxed(Letters.of(text, self.scale * points, colour, symbol))

    def framed(self, box: Box, colour: str) -> Box:
        """Return a box with a frame around it, as results have one."""
        x, above, below = (self.scale * part for part in (_FRAME_X, _FRAME_ABOVE, _FRAME_BELOW))
        width, ascent, descent = box.width + 2 * x, box.ascent + above, box.descent + below
        fill = blend(colour, self.palette.panel, 0.9)
        frame = Frame(width=width, ascent=ascent, descent=descent, colour=colour, fill=fill)
        return Box(((frame, 0.0, 0.0), (box, x, 0.0)), width, ascent, descent)

    def ink(self, ink: Ink) -> None:
        """Set a drawing below what is there, from the left margin."""
        self._inks.append(ink.moved(MARGIN, self._y + ink.ascent))
        self._y = self._inks[-1].rect.bottom()

    def page(self) -> Page:
        """Return the page as it is filled by now."""
        right = max((ink.rect.right() for ink in self._inks), default=0.0)
        return Page(tuple(self._inks), max(right + MARGIN, 0.0), self._y + 0.6 * MARGIN)


def beside(boxes: Sequence[Box], width: float = 0.0) -> Box:
    """Return boxes side by side on one baseline, each at least `width` pixels wide."""
    widths = [max(box.width, width) for box in boxes]
    lefts = accumulate(widths, initial=0.0)
    parts = tuple((box, left, 0.0) for box, left in zip(boxes, lefts, strict=False))
    return Box(parts, sum(widths), max(box.ascent for box in boxes), max(box.descent for box in boxes))
