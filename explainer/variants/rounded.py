"""An update as on paper: the same lines, each worked out from rounded results and rounded itself."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, nan
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.rounding import Rounding
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import evaluate
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.trace.lines.trace import Step, Trace

_BEFORE = {
    Quantity.NEW: Quantity.WEIGHT,
    Quantity.MEMORY: Quantity.MEMORY_BEFORE,
    Quantity.SCALAR: Quantity.SCALAR_BEFORE,
}
"""What an update hands to the next one, and as what that reads it."""
Numbers = dict[Symbol, float]


class Left(NamedTuple):
    """What an update as on paper leaves to the next: its `numbers`, and the parameters of the exact update then."""

    numbers: Numbers
    exact: Array


@dataclass(frozen=True, eq=False)
class RoundedStep(Step):
    """A line whose numbers are those on paper; `exact` is the line as the engine worked it out."""

    exact: Step
    numbers: Callable[[Symbol], float | int]

    def read(self, symbol: Symbol) -> float:
        return self.numbers(symbol)


class RoundedUpdate:
    """The lines of an update on paper. The numbers of the scenario stay as they are given; weights and what the
    optimizer remembers are those that the update before, `left`, has come to. A number of `given` takes the place of
    what its line comes to. Without a rounding every other line is as it is."""

    def __init__(
        self, p: Pass, rounding: Rounding | None, left: Left | None = None, given: Numbers | None = None
    ) -> None:
        self.trace, self._rounding = Trace(p), rounding
        self._given = {_key(symbol): value for symbol, value in (given or {}).items()}
        self._numbers = _handed_on(p, left) if left else {}
        self._unrounded: Numbers = {}
        self._done = 0

    def _work_out(self, until: int) -> None:
        """Work the lines out one after the other, as far as one of them is asked for."""
        with np.errstate(all="ignore"):
            for number in range(self._done + 1, until + 1):
                step = self.trace[number]
                key, value = _key(step.symbol), self._worked_out(step)
                self._unrounded[key] = value
                self._numbers[key] = self._given.get(key, self._rounding(value) if self._rounding else value)
        self._done = max(self._done, until)

    def _worked_out(self, step: Step) -> float:
        try:
            return evaluate(step.rule, self.read)
        except (ArithmeticError, ValueError):  # what was rounded to 0 is a divisor
            return nan

    def unrounded(self, line: int) -> float | None:
        """Return what a line comes to before it is rounded itself; None where a rounding leads to no number."""
        self._work_out(line)
        value = self._unrounded[_key(self.trace[line].symbol)]
        return value if isfinite(value) else None

    def read(self, symbol: Symbol) -> float | int:
        """Return the number that a symbol has on paper."""
        found = self._numbers.get(_key(symbol))
        if found is not None:
            return found
        if symbol.quantity is Quantity.BACKWARD_WEIGHT:
            is_new = self.trace.scenario.is_sequential
            return self.read(symbol._replace(quantity=Quantity.NEW if is_new else Quantity.WEIGHT))
        if symbol.quantity is Quantity.NEW:  # it is not trained
            return self.read(symbol._replace(quantity=Quantity.WEIGHT))
        return read(self.trace.of, symbol)

    def __getitem__(self, number: int) -> RoundedStep:
        """Return line `number`, from 1."""
        self._work_out(number)
        exact = self.trace[number]
        return RoundedStep(exact.of, exact.number, exact.place, exact.symbol, exact.rule, exact, self.read)

    def __len__(self) -> int:
        return len(self.trace)

    def __iter__(self) -> Iterator[RoundedStep]:
        return (self[number] for number in range(1, len(self) + 1))

    @property
    def is_finite(self) -> bool:
        self._work_out(len(self))
        return all(map(isfinite, self._numbers.values()))

    @property
    def left(self) -> Left:
        """What the next update begins with."""
        self._work_out(len(self))
        numbers = {
            symbol._replace(quantity=_BEFORE[symbol.quantity]): value
            for symbol, value in self._numbers.items()
            if symbol.quantity in _BEFORE
        }
        kept = {symbol: value for symbol, value in self._numbers.items() if symbol.quantity in _BEFORE.values()}
        return Left(kept | numbers, self.trace.of.theta_after.copy())


def _key(symbol: Symbol) -> Symbol:
    """A contribution is one number, whether its weight is named or not."""
    return symbol._replace(parameter=-1) if symbol.quantity is Quantity.CONTRIBUTION else symbol


def _handed_on(p: Pass, left: Left) -> Numbers:
    """Return the numbers that the update before has left, without parameters that were changed by hand since."""
    same = p.theta_before == left.exact if p.theta_before.shape == left.exact.shape else np.zeros(p.theta_before.size)
    return {
        symbol: value
        for symbol, value in left.numbers.items()
        if symbol.parameter < len(same) and (symbol.parameter < 0 or same[symbol.parameter])
    }


def rounded_updates(passes: Iterator[Pass], rounding: Rounding) -> Iterator[RoundedUpdate]:
    """Go through consecutive updates on paper, each from what the one before has left."""
    left = None
    for p in passes:
        update = RoundedUpdate(p, rounding, left)
        yield update
        left = update.left


def rounded_to_decimals(p: Pass, symbol: Symbol, decimals: int) -> float | None:
    """Return a symbol's number before its own rounding, every line before it being rounded to so many decimals; None
    where no line makes it, or a rounding leads to no number at all."""
    return _unrounded(p, symbol, Rounding("decimals", decimals))


def rounded_to_digits(p: Pass, symbol: Symbol, digits: int) -> float | None:
    """Return the same with so many significant digits."""
    return _unrounded(p, symbol, Rounding("digits", digits))


def _unrounded(p: Pass, symbol: Symbol, rounding: Rounding) -> float | None:
    update = rounded_update(p, rounding)
    line = made_at(update.trace, symbol)
    return update.unrounded(line) if 0 < line <= len(update) else None


@lru_cache(maxsize=32)
def rounded_update(p: Pass, rounding: Rounding) -> RoundedUpdate:
    """Return an update on paper that begins with the exact weights."""
    return RoundedUpdate(p, rounding)
