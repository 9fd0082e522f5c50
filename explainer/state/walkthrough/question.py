"""Whose formula is asked for: that of the line at the cursor, or of a symbol that a person has chosen."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.derived.questions import offered
from explainer.trace.formula.symbols import Symbol


class Question(QObject):
    """What is derived. Emits `changed` when that is chosen anew; with the cursor its numbers follow, and its sample.

    A choice is kept until the network has another shape, or other functions.
    """

    changed = Signal()

    def __init__(self, walkthrough: Walkthrough, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._walkthrough = walkthrough
        self._chosen: Symbol | None = None
        self._network = walkthrough.scenario.network
        walkthrough.edited.connect(self._on_edited)

    @property
    def is_of_line(self) -> bool:
        return self._chosen is None

    @property
    def symbol(self) -> Symbol | None:
        """What is asked about; None before the first line, where nothing is chosen."""
        known = self._walkthrough.known
        if self._chosen is None:
            return known.step.symbol if known.step else None
        return self._chosen._replace(sample=known.sample) if self._chosen.sample >= 0 else self._chosen

    def choices(self) -> tuple[Symbol, ...]:
        """Return what can be chosen; what is chosen is among it."""
        kinds, chosen = offered(self._walkthrough.known), None if self._chosen is None else self.symbol
        return kinds if chosen is None or chosen in kinds else (chosen, *kinds)

    def ask(self, symbol: Symbol | None) -> None:
        """Choose a symbol, or with None the line at the cursor."""
        if symbol != self._chosen:
            self._chosen = symbol
            self.changed.emit()

    def _on_edited(self) -> None:
        network = self._walkthrough.scenario.network
        if network.layers != self._network.layers:
            self._network = network
            self.ask(None)
