"""How far off the numbers may be that a person goes on with, since they may have had more digits than they wrote."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.scenario.printed_number import PrintedNumber
from explainer.trace.formula.symbols import Symbol
from explainer.variants.marking.marked import AnswerVerdict
from explainer.variants.marking.slack import Uncertain
from explainer.variants.typed_number import half_unit, of_floats
from explainer.variants.variant import Variant, for_next_update


class Doubt(NamedTuple):
    """How far off a number may be if it has all digits that are asked for, and if it has only those that are written:
    0.2 may be 0.20000 or anything that is rounded to it."""

    tight: float
    loose: float


class Doubts:
    """The doubts about the numbers of an update; those about what the update before has left go on."""

    def __init__(self, own: Variant, digits: int, before: Doubts | None = None) -> None:
        self._own, self._digits = own, digits
        self._known: dict[Symbol, Doubt] = for_next_update(before._known) if before else {}

    def tight(self, symbol: Symbol) -> float:
        return self._doubt(symbol).tight

    def loose(self, symbol: Symbol) -> float:
        return self._doubt(symbol).loose

    def _doubt(self, symbol: Symbol) -> Doubt:
        known = self._known.get(self._own.own(symbol))
        if known is not None:
            return known
        given = of_floats(float(self._own.read(symbol)))
        return Doubt(given, given)

    def of_blank(self, key: Symbol, right: Uncertain, loose: Uncertain) -> None:
        """A line that was left out may have been rounded like any other."""
        half = half_unit(right.value, self._digits)
        self._known[key] = Doubt(half + right.slack, half + loose.slack)

    def of_number(self, key: Symbol, number: PrintedNumber, verdict: AnswerVerdict) -> None:
        half, written = half_unit(float(number.value), self._digits), float(number.unit) / 2
        loose = max(half, written) if number.digits < self._digits else half
        self._known[key] = Doubt(loose if verdict is AnswerVerdict.FEW_DIGITS else half, loose)
