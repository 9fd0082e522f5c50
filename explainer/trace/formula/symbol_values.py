"""The number of a symbol in a pass: looked up in the arrays that the engine filled, one entry per quantity."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import count
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Parameter
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbols import Quantity, Symbol


class Where(NamedTuple):
    """Where the numbers of a quantity are: in which array of a pass (by the symbol's layer and name) and at which
    index of it (by the rest)."""

    array: Callable[[Pass, Symbol], Array]
    at: Callable[[Symbol], int | tuple[int, ...]]


def _of_unit(array: Callable[[Pass, Symbol], Array]) -> Where:
    return Where(array, lambda s: (s.sample, s.unit))


def _of_sample(array: Callable[[Pass, Symbol], Array]) -> Where:
    return Where(array, lambda s: s.sample)


def _of_parameter(array: Callable[[Pass, Symbol], Array]) -> Where:
    return Where(array, lambda s: s.parameter)


def _single(array: Callable[[Pass, Symbol], Array]) -> Where:
    return Where(array, lambda s: ())


def _parameter(p: Pass, s: Symbol) -> Parameter:
    return p.scenario.network.parameter(s.parameter)


STORED: dict[Quantity, Where] = {
    Quantity.OUT: _of_unit(lambda p, s: p.out(s.layer)),
    Quantity.KEEP: _of_unit(lambda p, s: p.layer(s.layer).keep),
    Quantity.PASSED: _of_unit(lambda p, s: p.layer(s.layer).passed),
    Quantity.NET: _of_unit(lambda p, s: p.layer(s.layer).z),
    Quantity.WEIGHT: _of_parameter(lambda p, s: p.theta_before),
    Quantity.BACKWARD_WEIGHT: _of_parameter(lambda p, s: p.theta_in_backward),
    Quantity.NEW: _of_parameter(lambda p, s: p.theta_after),
    Quantity.TARGET: _of_unit(lambda p, s: p.arrays.target),
    Quantity.ERROR: _of_unit(lambda p, s: p.arrays.error),
    Quantity.SAMPLE_ERROR: _of_sample(lambda p, s: p.arrays.sample_error),
    Quantity.ERROR_SUM: Where(lambda p, s: np.append(0.0, p.arrays.error_sum), lambda s: s.sample + 1),
    Quantity.BLAME: _of_unit(lambda p, s: p.blame(s.layer)),
    Quantity.BLAME_PASSED: _of_unit(lambda p, s: p.layer(s.layer).blame_passed),
    Quantity.SLOPE: _of_unit(lambda p, s: p.layer(s.layer).slope),
    Quantity.DELTA: _of_unit(lambda p, s: p.layer(s.layer).delta),
    Quantity.BATCH_ERROR: _single(lambda p, s: p.arrays.data_loss_now),
    Quantity.UNIT_PENALTY: Where(lambda p, s: p.layer(s.layer).unit_penalty, lambda s: s.unit),
    Quantity.PENALTY: _single(lambda p, s: p.arrays.penalty_now),
    Quantity.OBJECTIVE: _single(lambda p, s: p.arrays.objective_now),
    Quantity.BATCH_GRADIENT: _of_parameter(lambda p, s: p.arrays.gradient),
    Quantity.MEMORY_BEFORE: _of_parameter(lambda p, s: p.memory_before(s.name)),
    Quantity.MEMORY: _of_parameter(lambda p, s: p.arrays.slots[s.name]),
    Quantity.SCALAR: _single(lambda p, s: p.arrays.slots.scalars[s.name]),
}
MADE_TOGETHER: dict[Quantity, Where] = {
    Quantity.CONTRIBUTION: Where(lambda p, s: p.contributions(s.layer), lambda s: (s.sample, s.above, s.unit)),
    Quantity.GRADIENT: Where(lambda p, s: p.sample_gradients(), lambda s: (s.sample, s.parameter)),
    Quantity.GRADIENT_SUM: Where(lambda p, s: p.gradient_sums(), lambda s: (s.sample + 1, s.parameter)),
}
"""Arrays that are made when asked for; where one number is wanted, `_MADE_ALONE` is much less work."""

_MADE_ALONE: dict[Quantity, Callable[[Pass, Symbol], float]] = {
    Quantity.CONTRIBUTION: lambda p, s: p.contribution(s.sample, s.layer, s.unit, s.above),
    Quantity.GRADIENT: lambda p, s: p.gradient(s.sample, _parameter(p, s)),
    Quantity.GRADIENT_SUM: lambda p, s: p.gradient_sum(s.sample, _parameter(p, s)),
    Quantity.SCALAR_BEFORE: lambda p, s: p.scalar_before(s.name),
    Quantity.COUNT: lambda p, s: p.optimizer_updates,
    Quantity.LEARNING_RATE: lambda p, s: p.scenario.optimizer.learning_rate,
    Quantity.OPTION: lambda p, s: p.scenario.optimizer.options[s.name],
    Quantity.BATCH_SIZE: lambda p, s: p.samples,
    Quantity.DATA_SIZE: lambda p, s: p.scenario.data.samples,
    Quantity.L1: lambda p, s: p.scenario.l1,
    Quantity.L2: lambda p, s: p.scenario.l2,
    Quantity.DROPOUT: lambda p, s: p.scenario.dropout,
}
COUNTS = frozenset({Quantity.BATCH_SIZE, Quantity.DATA_SIZE, Quantity.COUNT, Quantity.KEEP})


def read(p: Pass, symbol: Symbol) -> float | int:
    """Return the number that `symbol` stands for in the pass; counts are whole numbers."""
    where = STORED.get(symbol.quantity)
    value = where.array(p, symbol)[where.at(symbol)] if where else _MADE_ALONE[symbol.quantity](p, symbol)
    return int(value) if symbol.quantity in COUNTS else float(value)


_IN_ARRAYS = STORED | MADE_TOGETHER


class BulkReader:
    """Reads what `symbols` stand for in passes of the same scenario and batch size as `p`.

    All arrays that the symbols are in are laid end to end, and behind them the numbers that are in no array; each
    number is picked from its place there. At least one symbol must be in an array.
    """

    def __init__(self, p: Pass, symbols: Sequence[Symbol]) -> None:
        one_of_each = {_array_of(symbol): symbol for symbol in symbols if symbol.quantity in _IN_ARRAYS}
        self._arrays = [(_IN_ARRAYS[symbol.quantity].array, symbol) for symbol in one_of_each.values()]
        self._alone = [symbol for symbol in symbols if symbol.quantity not in _IN_ARRAYS]
        arrays = self._read_arrays(p)
        positions = dict(zip(one_of_each, _end_to_end(arrays), strict=True))
        behind = dict(zip(self._alone, count(sum(array.size for array in arrays)), strict=False))
        self._picks = [
            behind[s] if s in behind else int(positions[_array_of(s)][_IN_ARRAYS[s.quantity].at(s)]) for s in symbols
        ]
        self._counts = [i for i, symbol in enumerate(symbols) if symbol.quantity in COUNTS]

    def read(self, p: Pass) -> list[float | int]:
        """Return for every symbol, in their order, what `explainer.trace.formula.symbol_values.read` says of it."""
        found: list[float | int] = np.concatenate(self._read_arrays(p), None).tolist()
        found += [read(p, symbol) for symbol in self._alone]
        numbers = [found[pick] for pick in self._picks]
        for i in self._counts:
            numbers[i] = int(numbers[i])
        return numbers

    def _read_arrays(self, p: Pass) -> list[Array]:
        return [array(p, symbol) for array, symbol in self._arrays]


def _array_of(symbol: Symbol) -> tuple[str, int, str]:
    """Return what all symbols in the same array have in common."""
    return symbol.quantity, symbol.layer, symbol.name


def _end_to_end(arrays: Sequence[Array]) -> Iterator[NDArray[np.intp]]:
    """Yield for each array where its numbers are when all of them are one row."""
    end = 0
    for array in arrays:
        yield np.arange(end, end + array.size).reshape(array.shape)
        end += array.size
