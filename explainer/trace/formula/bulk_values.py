"""The numbers of many symbols at once, for one update after another: array by array instead of symbol by symbol."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import count

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbol_values import COUNTS, MADE_TOGETHER, STORED, read
from explainer.trace.formula.symbols import Symbol

_IN_ARRAYS = STORED | MADE_TOGETHER


class BulkReader:
    """Reads what `symbols` stand for in passes of the same scenario and batch size as `p`.

    All arrays that the symbols are in are laid end to end, and behind them the numbers that are in no array; each
    number is picked from where it then stands. At least one symbol must be in an array.
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
    """Yield for each array where its numbers stand when all of them are one row."""
    end = 0
    for array in arrays:
        yield np.arange(end, end + array.size).reshape(array.shape)
        end += array.size
