"""The numbers of many symbols at once, for one update after another: array by array instead of symbol by symbol."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from explainer.engine.passes import Pass
from explainer.trace.reading import COUNTS, MADE_TOGETHER, STORED, read
from explainer.trace.symbols import Symbol

_IN_ARRAYS = STORED | MADE_TOGETHER


class BulkReader:
    """Reads what `symbols` stand for in passes of the same scenario and batch size as `p`.

    All arrays that the symbols are in are laid end to end, and each number is picked where it then stands; behind them
    are the numbers that are in no array.
    """

    def __init__(self, p: Pass, symbols: Sequence[Symbol]) -> None:
        self._alone = [symbol for symbol in symbols if symbol.quantity not in _IN_ARRAYS]
        in_array = {(s.quantity, s.layer, s.name): s for s in symbols if s.quantity in _IN_ARRAYS}
        self._arrays = [(_IN_ARRAYS[s.quantity].array, s) for s in in_array.values()]
        positions, end = {}, 0
        for key, (array, symbol) in zip(in_array, self._arrays, strict=True):
            made = array(p, symbol)
            positions[key] = np.arange(end, end + made.size).reshape(made.shape)
            end += made.size
        alone = {symbol: end + i for i, symbol in enumerate(self._alone)}
        self._picks = [
            alone[s] if s in alone else int(positions[s.quantity, s.layer, s.name][_IN_ARRAYS[s.quantity].at(s)])
            for s in symbols
        ]
        self._counts = [i for i, symbol in enumerate(symbols) if symbol.quantity in COUNTS]

    def read(self, p: Pass) -> list[float | int]:
        """Return what `read` says of every symbol, in their order."""
        stored: list[float | int] = np.concatenate([array(p, s) for array, s in self._arrays], None).tolist()
        stored += [read(p, symbol) for symbol in self._alone]
        numbers = [stored[pick] for pick in self._picks]
        for i in self._counts:
            numbers[i] = int(numbers[i])
        return numbers
