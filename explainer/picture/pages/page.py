"""A page: ink at its place, and the symbols that stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from explainer.picture.geometry import Point, Rect
from explainer.picture.pages.ink import Ink
from explainer.trace.formula.symbols import Symbol

_REACH = 2.0
"""Pixels around a symbol that belong to it for the mouse."""
_TOGETHER = 6.0
"""How close the parts of one fraction are."""


@dataclass(frozen=True)
class Page:
    """Ink at its place on a page of `width` x `height` pixels."""

    inks: tuple[Ink, ...] = ()
    width: float = 0.0
    height: float = 0.0

    @property
    def symbols(self) -> tuple[Symbol, ...]:
        """The symbols of the page, each once, in the order in which they are read."""
        return tuple(dict.fromkeys(ink.symbol for ink in self.inks if ink.symbol is not None))

    def symbol_at(self, point: Point) -> Symbol | None:
        """Return the symbol that stands at a point of the page, drawn last where several do."""
        found = (ink.symbol for ink in reversed(self.inks) if ink.symbol and ink.rect.grown(_REACH).contains(point))
        return next(found, None)

    def places(self, is_meant: Callable[[Symbol], bool]) -> list[Rect]:
        """Return where the meant symbols stand: the parts of a fraction together."""
        rects: list[Rect] = []
        last: Symbol | None = None
        for ink in self.inks:
            if ink.symbol is None or not is_meant(ink.symbol):
                last = None
            elif ink.symbol == last and rects[-1].overlaps(ink.rect.grown(_TOGETHER)):
                rects[-1] = rects[-1].united(ink.rect.grown(_REACH))
            else:
                rects.append(ink.rect.grown(_REACH))
                last = ink.symbol
        return rects
