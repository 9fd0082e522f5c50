"""The composer of every page: parts below one another, broken to the width of the page, closer where it is low."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from explainer.picture.metrics import PageMetrics
from explainer.picture.pages.compositor import ColourOf, Compositor
from explainer.picture.pages.ink import Ink, InkBox, Page, boxed, framed, wrapped
from explainer.picture.palette import Colour, Mix, Role
from explainer.trace.formula.symbols import Symbol
from explainer.trace.typeset.pieces import Pieces

MARGIN = 24.0
_AROUND = 10.0, 7.0, 5.0
"""Between a result and its frame: beside, above and below it."""
_NOTE = 12.0
_CLOSE = 0.15
"""How much of the room that may be made smaller is left at least."""


class PageColumn:
    """Fills a page of `width` pixels from its top, `scale` times as large as usual; sizes are points and pixels at
    scale 1. What cannot be broken may make the page wider.

    How far a part is down has two terms: what is above it, and the room between, which may be made smaller.
    """

    def __init__(self, metrics: PageMetrics, width: float, scale: float, margin: float = 0.6 * MARGIN) -> None:
        self.type, self.scale = Compositor(metrics), scale
        self._width, self._margin = width, margin
        self._boxes: list[tuple[InkBox, float, float, float]] = []
        self._y, self._space, self._room = 0.0, 0.0, margin

    @property
    def y(self) -> float:
        """How far down the page is filled, with the space before the next part."""
        return self._y + self._space + self._room

    def width(self, indent: float = 0.0) -> float:
        """How wide a row may be."""
        return self._width - 2 * MARGIN - self.scale * indent

    def space(self, height: float) -> None:
        """Leave space before the next part."""
        self.gap(self.scale * height)

    def gap(self, pixels: float) -> None:
        """Leave space before the next part that is as large at any scale."""
        self._space += pixels

    def room(self, height: float) -> None:
        """Leave space before the next part that may be made smaller."""
        self._room += self.scale * height

    # parts

    def paragraph(
        self, text: str, points: float, colour: Colour = Role.TEXT, *, bold: bool = False, symbol: Symbol | None = None
    ) -> None:
        """Set a sentence in the plain face; with a symbol it leads where that was made."""
        self.ink(self.type.paragraph(text, self.scale * points, colour, self.width(), bold, symbol))

    def ink(self, ink: Ink) -> None:
        """Set a drawing from the left margin."""
        self.put({MARGIN: boxed(ink)})

    def row(self, box: InkBox, indent: float = 0.0) -> None:
        """Set a box; one that has room to break is broken by `wrapped` before."""
        self.put({MARGIN + self.scale * indent: box})

    def rows(self, rows: Iterable[InkBox], indent: float = 0.0, between: float = 6.0) -> None:
        """Set boxes below one another."""
        for box in rows:
            self.row(box, indent)
            self.space(between)

    def put(self, boxes: Mapping[float, InkBox]) -> None:
        """Set boxes, by their left edges in pixels, on one baseline."""
        self._y += self._space + max(box.ascent for box in boxes.values())
        self._space = 0.0
        self._boxes += [(box, x, self._y, self._room) for x, box in boxes.items()]
        self._y += max(box.descent for box in boxes.values())

    # what parts are made of

    def letters(self, text: str, points: float, colour: Colour = Role.TEXT, symbol: Symbol | None = None) -> InkBox:
        """Return text in the book face as a box."""
        return boxed(self.type.letters(text, self.scale * points, colour, symbol))

    def fitted(self, pieces: Pieces, sizes: Sequence[float], colour: ColourOf, indent: float = 0.0) -> list[InkBox]:
        """Return pieces as rows, at the first of the sizes at which one is enough, or broken at the last."""
        for points in sizes:
            whole = self.type.row(pieces, self.scale * points, colour)
            if whole.width <= self.width(indent):
                return [whole]
        return self.type.rows(pieces, self.scale * sizes[-1], colour, self.width(indent))

    def wrapped(self, boxes: Sequence[InkBox], indent: float = 0.0) -> list[InkBox]:
        """Return boxes side by side, in as many rows as they need."""
        return wrapped(boxes, self.width(indent))

    def framed(self, box: InkBox, colour: Colour, around: tuple[float, float, float] = _AROUND) -> InkBox:
        """Return a box with a frame around it, as results have one."""
        return framed(box, colour, Mix(colour, Role.PANEL, 0.9), *(self.scale * part for part in around))

    # the whole

    def page(self, height: float | None = None) -> Page:
        """Return the page; with a `height`, with as much room between its parts as fits into that."""
        bottom, room = max(y + box.descent for box, _, y, _ in self._boxes), self._boxes[-1][3] + self._margin
        share = 1.0 if height is None else min(max((height - bottom) / room, _CLOSE), 1.0)
        inks = tuple(ink for box, x, y, room in self._boxes for ink in box.at(x, y + room * share))
        right, bottom = max(ink.rect.right for ink in inks), max(ink.rect.bottom for ink in inks)
        return Page(inks, right + MARGIN, bottom + self._margin * share)


def note_page(text: str, width: float, metrics: PageMetrics, scale: float, margin: float = 0.6 * MARGIN) -> Page:
    """Return a page of a sentence alone."""
    column = PageColumn(metrics, width, scale, margin)
    column.paragraph(text, _NOTE)
    return column.page()
