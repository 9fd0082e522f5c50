"""An update with a person's own numbers: those that they gave, and what the later lines make of these."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from copy import copy
from dataclasses import dataclass, field, replace
from typing import TypeVar

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Parameter
from explainer.engine.update.update_arrays import Arrays
from explainer.engine.update.update_pass import Pass
from explainer.functions.expression import symbols
from explainer.trace.formula.symbol_values import MADE_TOGETHER, STORED
from explainer.trace.formula.symbols import Quantity, Symbol, key_of
from explainer.trace.lines.line_of_symbol import line_of, same_numbers
from explainer.trace.lines.trace import Trace
from explainer.variants.variant import comes_to

MOST_LINES = 3_000
"""Of more lines none is worked out again: nobody waits for so many."""
_PLACES = STORED | MADE_TOGETHER


@dataclass(frozen=True, eq=False)
class CarriedPass(Pass):
    """A pass in which numbers of a person are where their lines' results were, and what follows from them is worked out
    line by line, unless that `is_cut` short; everything else is as the engine computed it, in `exact`."""

    exact: Pass = field(kw_only=True)
    is_cut: bool = field(kw_only=True)
    made: dict[tuple[str, int], Array] = field(default_factory=dict)

    def put(self, symbol: Symbol, value: float) -> None:
        """Let a symbol have another number."""
        if symbol.quantity is Quantity.ERROR_SUM:
            self.arrays.error_sum[symbol.sample] = value
        else:
            place = _PLACES[symbol.quantity]
            place.array(self, symbol)[place.at(symbol)] = value

    def contributions(self, layer: int) -> Array:
        return self._kept("contributions", layer, lambda: self.exact.contributions(layer))

    def contribution(self, sample: int, layer: int, unit: int, above: int) -> float:
        return float(self.contributions(layer)[sample, above, unit])

    def sample_gradients(self) -> Array:
        return self._kept("gradients", 0, self.exact.sample_gradients)

    def sample_gradient(self, sample: int) -> Array:
        return np.asarray(self.sample_gradients()[sample])

    def gradient(self, sample: int, parameter: Parameter) -> float:
        return float(self.sample_gradients()[sample, parameter.index])

    def gradient_sums(self) -> Array:
        return self._kept("sums", 0, self.exact.gradient_sums)

    def gradient_sum(self, sample: int, parameter: Parameter) -> float:
        return float(self.gradient_sums()[sample + 1, parameter.index])

    def _kept(self, name: str, layer: int, make: Callable[[], Array]) -> Array:
        """Return an array that a pass makes when it is asked for, as one that can be changed."""
        if (name, layer) not in self.made:
            self.made[name, layer] = np.array(make())
        return self.made[name, layer]


def carried(of: Pass, own: Mapping[Symbol, float]) -> CarriedPass:
    """Return an update in which lines have these results, beside others that a person has given already; lines that
    follow go on from them."""
    given = {key_of(symbol): value for symbol, value in own.items()}
    trace = Trace(of)
    lines = sorted(number for symbol in own if (number := line_of(trace, symbol)) is not None)
    follow = range(lines[0], len(trace) + 1) if lines else range(0)
    is_cut = len(follow) > MOST_LINES
    p = _with_room(of, given, is_cut)
    trace, changed = Trace(p), set[Symbol]()
    for number in lines if is_cut else follow:
        step = trace[number]
        key = key_of(step.symbol)
        if key in given:
            value = given[key]
        elif key in p.own or changed.isdisjoint(_read_as(symbol, trace) for symbol in symbols(step.rule)):
            continue
        else:
            value = float(comes_to(step.rule, step.read))
        for symbol in (step.symbol, *same_numbers(trace, step.symbol)):
            changed.add(key_of(symbol))
            p.put(symbol, value)
    return p


def _with_room(of: Pass, given: Collection[Symbol], is_cut: bool) -> CarriedPass:
    """Return an update of which each number may become another."""
    exact, made = (of.exact, of.made) if isinstance(of, CarriedPass) else (of, {})
    return CarriedPass(
        of.scenario,
        of.number,
        of.rows,
        of.before,
        _copied(of.arrays),
        frozenset((*of.own, *given)),
        {key: array.copy() for key, array in made.items()},
        exact=exact,
        is_cut=is_cut,
    )


def _read_as(symbol: Symbol, trace: Trace) -> Symbol:
    """Return the symbol of the line that makes what another one reads."""
    if symbol.quantity is Quantity.BACKWARD_WEIGHT and trace.scenario.is_sequential:
        return symbol._replace(quantity=Quantity.NEW)
    return key_of(symbol)


_Holder = TypeVar("_Holder")


def _copied(arrays: Arrays) -> Arrays:
    """Return arrays that can be changed, each by itself: no number is another's, too, as it is where no line makes it
    anew."""

    def with_own(holder: _Holder) -> _Holder:
        result = copy(holder)
        vars(result).update({name: it.copy() for name, it in vars(holder).items() if isinstance(it, np.ndarray)})
        return result

    result = with_own(arrays)
    result.layers = [with_own(layer) for layer in arrays.layers]
    result.top_down = result.layers[::-1]
    slots = arrays.slots
    result.slots = replace(
        slots,
        theta=result.theta,
        g=result.gradient,
        arrays={name: array.copy() for name, array in slots.arrays.items()},
        scalars={name: array.copy() for name, array in slots.scalars.items()},
    )
    return result
