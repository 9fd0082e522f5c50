"""A page: ink at its place, and the symbols that stand on it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF

from explainer.trace.symbols import Symbol
from explainer.views.sheet.ink import Ink

_REACH = 2.0
"""Pixels around a symbol that belong to it for the mouse."""


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

    def symbol_at(self, point: QPointF) -> Symbol | None:
        """Return the symbol that stands at a point of the page, drawn last where several do."""
        found = (ink.symbol for ink in reversed(self.inks) if ink.symbol and _around(ink).contains(point))
        return next(found, None)

    def places(self, is_meant: Callable[[Symbol], bool]) -> list[QRectF]:
        """Return where the meant symbols stand: the parts of a fraction together."""
        rects: list[QRectF] = []
        last: Symbol | None = None
        for ink in self.inks:
            if ink.symbol is None or not is_meant(ink.symbol):
                last = None
            elif ink.symbol == last and rects[-1].intersects(_around(ink, 6)):
                rects[-1] = rects[-1].united(_around(ink))
            else:
                rects.append(_around(ink))
                last = ink.symbol
        return rects


def _around(ink: Ink, reach: float = _REACH) -> QRectF:
    return ink.rect.adjusted(-reach, -reach, reach, reach)
