"""The lines of an update beside those of another run's: what each makes here and there, as far as it is known here."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.run.parting import is_apart
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import NAN, Known
from explainer.trace.lines.elements import symbol_called
from explainer.trace.lines.line_of_symbol import line_of
from explainer.trace.lines.trace import Step, Trace

_KEPT = 500


class LinePair(NamedTuple):
    """Line `number` of the update here, and the line that makes the same there; `there` is None where none does."""

    number: int
    symbol: Symbol
    name: str
    here: float
    there: float | None

    @property
    def is_apart(self) -> bool:
        """Whether the numbers differ by more than rounding."""
        return self.there is not None and is_apart(self.here, self.there)

    @property
    def difference(self) -> float:
        """There less here; NaN where one of them is not there."""
        return NAN if self.there is None else self.there - self.here


class LinePairs:
    """The lines of the update here, in their order, each beside the line of the same place or, where the other network
    is built otherwise, of the same name."""

    def __init__(self, trace: Trace, other: Trace) -> None:
        self.trace, self.other = trace, other
        self._made: dict[int, LinePair] = {}

    def __len__(self) -> int:
        return len(self.trace)

    def is_like(self, trace: Trace, other: Trace) -> bool:
        """Tell whether these are the lines of the very same two updates."""
        return self.trace.is_like(trace) and self.other.is_like(other)

    def at(self, number: int) -> LinePair:
        """Return the pair of a line, whether it has been reached or not. Raises IndexError outside 1 … len."""
        pair = self._made.get(number)
        if pair is None:
            if len(self._made) >= _KEPT:
                self._made.clear()
            pair = self._made[number] = self._pair(self.trace[number])
        return pair

    def known_at(self, number: int, known: Known) -> LinePair:
        """Return the pair of a line as far as it is known here: without numbers, of either, before it is reached."""
        pair = self.at(number)
        if number <= known.reached:
            return pair
        return pair._replace(here=NAN, there=None if pair.there is None else NAN)

    def _pair(self, step: Step) -> LinePair:
        there = self._like(step)
        value = None if there is None else there.value
        return LinePair(step.number, step.symbol, step.symbol_text, step.value, value)

    def _like(self, step: Step) -> Step | None:
        """Return the line of the other update that makes the same; None where there is none."""
        number = self.other.plan.number(step.place)
        if number is not None and self.other.plan.place(number) == step.place:
            found = self.other[number]
            if found.symbol_text == step.symbol_text:
                return found
        symbol = symbol_called(self.other.scenario, step.symbol_text, max(step.symbol.sample, 0))
        number = None if symbol is None else line_of(self.other, symbol)
        return None if number is None else self.other[number]
