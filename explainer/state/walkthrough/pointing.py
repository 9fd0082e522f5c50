"""What the person points at: shared by canvas, formula, timeline and tables, so that one lights up in all of them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import Element


class Pointing(QObject):
    """The element that is selected and the one under the mouse; `changed` when either is another.

    `symbol` is the very number under the mouse where that is known: a unit has several. A selection stays while
    stepping and goes when the network has another shape.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough) -> None:
        super().__init__(walkthrough)
        self._walkthrough = walkthrough
        self._shape = walkthrough.run.scenario.network.shape
        self._selected: Element | None = None
        self._hovered: Element | None = None
        self._symbol: Symbol | None = None
        walkthrough.edited.connect(self._on_changed)

    @property
    def selected(self) -> Element | None:
        return self._selected

    @property
    def hovered(self) -> Element | None:
        return self._hovered

    @property
    def symbol(self) -> Symbol | None:
        return self._symbol

    def select(self, element: Element | None) -> None:
        if element != self._selected:
            self._selected = element
            self.changed.emit()

    def hover(self, element: Element | None, symbol: Symbol | None = None) -> None:
        if (element, symbol) != (self._hovered, self._symbol):
            self._hovered, self._symbol = element, symbol
            self.changed.emit()

    def _on_changed(self) -> None:
        """What was pointed at may not be there any more."""
        shape = self._walkthrough.run.scenario.network.shape
        if shape != self._shape:
            self._shape = shape
            self._hovered = self._symbol = None
            self.select(None)
