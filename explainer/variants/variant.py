"""An update calculated again: the same lines, each worked out from what was written down at the lines before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import isfinite, nan
from typing import NamedTuple, TypeVar

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import Expression, evaluate
from explainer.functions.written import Value
from explainer.trace.formula.symbol_values import read
from explainer.trace.formula.symbols import Quantity, Symbol, key_of
from explainer.trace.lines.trace import Step, Trace

_BEFORE = {
    Quantity.NEW: Quantity.WEIGHT,
    Quantity.MEMORY: Quantity.MEMORY_BEFORE,
    Quantity.SCALAR: Quantity.SCALAR_BEFORE,
}
"""What an update hands to the next one, and as what that reads it."""
_KEPT_LINES = 4000
"""The lines of a longer update are written again for each variant."""
Numbers = dict[Symbol, Value]
Read = Callable[[Symbol], Value]
Written = Callable[[Step, Value, Read], Value]
"""What is written down at a line that comes to a value: that, or what a person, or a slip, has made of it."""


def as_it_is(step: Step, value: Value, read: Read) -> Value:
    """Write down what a line comes to."""
    return value


class Left(NamedTuple):
    """What an update calculated again leaves to the next: its `numbers`, and the exact parameters then."""

    numbers: Numbers
    exact: Array


@dataclass(frozen=True, eq=False)
class VariantStep(Step):
    """A line whose numbers are those of the variant; `exact` is the line as the engine worked it out."""

    exact: Step
    numbers: Read

    def read(self, symbol: Symbol) -> float:
        return float(self.numbers(symbol))


class Variant:
    """The lines of an update, worked out again. A number of `given` takes the place of what its line comes to, or of a
    number of the scenario; weights and what the optimizer remembers are those that the update before, `left`, has come
    to."""

    def __init__(
        self, p: Pass, written: Written = as_it_is, left: Left | None = None, given: Numbers | None = None
    ) -> None:
        self.trace, self._written = Trace(p), written
        self._given = {key_of(symbol): value for symbol, value in (given or {}).items()}
        self._numbers = (_handed_on(p, left) if left else {}) | self._given
        self._worked_out: Numbers = {}
        self._done = 0

    def _work_out(self, until: int) -> None:
        """Work the lines out one after the other, as far as one of them is asked for."""
        with np.errstate(all="ignore"):
            for number in range(self._done + 1, until + 1):
                step = line_of(self.trace, number)
                key, value = key_of(step.symbol), self.value_of(step.rule)
                self._worked_out[key] = value
                if key not in self._given:
                    self._numbers[key] = self._written(step, value, self.read)
        self._done = max(self._done, until)

    def value_of(self, rule: Expression) -> Value:
        """Return what a formula comes to with the numbers of this variant."""
        return comes_to(rule, self.read)

    def worked_out(self, line: int) -> Value:
        """Return what a line comes to before anything is done to it."""
        self._work_out(line)
        return self._worked_out[key_of(self.trace[line].symbol)]

    def read(self, symbol: Symbol) -> Value:
        """Return the number that a symbol has in this variant."""
        found = self._numbers.get(key_of(symbol))
        if found is None:
            own = self.own(symbol)
            found = self._numbers.get(own)
            return read(self.trace.of, own) if found is None else found
        return found

    def own(self, symbol: Symbol) -> Symbol:
        """Return the symbol that a number is kept under: a weight that blame comes back through is the old or the new
        one, and the new one is the old one where it is not trained."""
        if symbol.quantity is Quantity.BACKWARD_WEIGHT:
            is_new = self.trace.scenario.is_sequential
            return self.own(symbol._replace(quantity=Quantity.NEW if is_new else Quantity.WEIGHT))
        if symbol.quantity is Quantity.NEW and symbol not in self._numbers:
            return symbol._replace(quantity=Quantity.WEIGHT)
        return key_of(symbol)

    def __getitem__(self, number: int) -> VariantStep:
        """Return line `number`, from 1."""
        self._work_out(number)
        exact = line_of(self.trace, number)
        return VariantStep(exact.of, exact.number, exact.place, exact.symbol, exact.rule, exact.shown, exact, self.read)

    @property
    def lines(self) -> Sequence[Step]:
        """All lines as the engine worked them out; those of the variant are there, too, from now on."""
        self._work_out(len(self))
        return [line_of(self.trace, number) for number in range(1, len(self) + 1)]

    def __len__(self) -> int:
        return len(self.trace)

    def __iter__(self) -> Iterator[VariantStep]:
        return (self[number] for number in range(1, len(self) + 1))

    @property
    def is_finite(self) -> bool:
        self._work_out(len(self))
        return all(map(isfinite, self._numbers.values()))

    @property
    def left(self) -> Left:
        """What the next update begins with."""
        self._work_out(len(self))
        return Left(for_next_update(self._numbers) | self._sums_kept(), self.trace.of.theta_after.copy())

    def _sums_kept(self) -> Numbers:
        """Return the gradient sums that a program with a bug goes on from; of one sample they are in the gradients."""
        if not self.trace.scenario.keeps_sums:
            return {}
        last = self.trace.samples - 1
        total = Quantity.GRADIENT_SUM if last else Quantity.GRADIENT
        return {
            symbol._replace(quantity=Quantity.GRADIENT_SUM, sample=-1): value
            for symbol, value in self._numbers.items()
            if symbol.quantity is total and symbol.sample == last
        }


def comes_to(rule: Expression, read: Read) -> Value:
    """Return what a formula comes to, not a number where it divides by 0."""
    try:
        with np.errstate(all="ignore"):
            return evaluate(rule, read)
    except (ArithmeticError, ValueError, TypeError):  # a complex number is none
        return nan


def line_of(trace: Trace, number: int) -> Step:
    """Return a line of an update, written once for all its variants, as far as one of them is asked for."""
    if len(trace) > _KEPT_LINES:
        return trace[number]
    lines = _lines_of(trace.of)
    while len(lines) < number:
        lines.append(trace[len(lines) + 1])
    return lines[number - 1]


@lru_cache(maxsize=4)
def _lines_of(p: Pass) -> list[Step]:
    return []


T = TypeVar("T")


def for_next_update(of: dict[Symbol, T]) -> dict[Symbol, T]:
    """Return what is said of symbols as the next update has it: of the new weight as of the old one."""
    kept = {symbol: it for symbol, it in of.items() if symbol.quantity in _BEFORE.values()}
    new = ((symbol, it) for symbol, it in of.items() if symbol.quantity in _BEFORE)
    return kept | {symbol._replace(quantity=_BEFORE[symbol.quantity]): it for symbol, it in new}


def _handed_on(p: Pass, left: Left) -> Numbers:
    """Return the numbers that the update before has left, without parameters that were changed by hand since."""
    same = p.theta_before == left.exact if p.theta_before.shape == left.exact.shape else np.zeros(p.theta_before.size)
    return {
        symbol: value
        for symbol, value in left.numbers.items()
        if symbol.parameter < len(same) and (symbol.parameter < 0 or same[symbol.parameter])
    }
