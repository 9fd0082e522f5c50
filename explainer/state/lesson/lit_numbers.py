"""The numbers of what is lit beside a card, by their names in the scenario that is looked at."""

from __future__ import annotations

from explainer.state.walkthrough.walkthrough import Walkthrough
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.elements import element_called, symbol_called, symbol_of


class LitNumbers:
    """They are looked for when something else is lit or looked at: in a large network that takes long, and this is
    asked at every step."""

    def __init__(self, walkthrough: Walkthrough) -> None:
        self._walkthrough = walkthrough
        self._asked: object = None
        self._found: frozenset[Symbol] = frozenset()

    def of(self, names: tuple[str, ...]) -> frozenset[Symbol]:
        """Return the numbers of these names, of the sample that is looked at."""
        known = self._walkthrough.known
        asked = (names, known.sample, known.scenario.network, known.scenario.has_one_bias_per_layer)
        if asked != self._asked:
            found = (self._symbol(name) for name in names)
            self._asked, self._found = asked, frozenset(symbol for symbol in found if symbol is not None)
        return self._found

    def _symbol(self, name: str) -> Symbol | None:
        known = self._walkthrough.known
        symbol = symbol_called(known.scenario, name, known.sample)
        element = element_called(known.scenario, name) if symbol is None else None
        return symbol_of(element) if element else symbol
