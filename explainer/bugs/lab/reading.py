"""Reading a check: which patterns of the key its numbers have, and none that they might only seem to have."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from explainer.bugs.lab.key import KeyRow
from explainer.bugs.lab.parts import CheckPart, LabCheck
from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Layer

_CLOSE = 1e-4
_FACTORS = (-1.0, 2.0, 0.5)
Where = NDArray[np.bool_]
Entries = NDArray[np.intp]


def read_key(check: LabCheck) -> tuple[KeyRow, ...]:
    """Return the rows of the key whose pattern the numbers have; none where there is no telling."""
    if not check.counted.any():
        return ()
    if check.goes_on:
        return (KeyRow.NOT_RESET,)
    if not check.failing:
        return (KeyRow.AGREES,) if check.sample is None else ()
    data = _Pattern(check)
    if data.fails.any():
        return data.rows()
    is_bias = data.is_bias
    off = check.fails(CheckPart.WHOLE)
    of_weights, of_biases = bool(off[~is_bias].any()), bool(off[is_bias].any())
    return (KeyRow.BIASES,) * of_biases + (KeyRow.PENALTY,) * of_weights


@dataclass(frozen=True)
class _Pattern:
    """The data part of a check, by layers."""

    check: LabCheck

    @cached_property
    def _analytic(self) -> Array:
        return self.check.analytic(CheckPart.DATA)

    @cached_property
    def _numeric(self) -> Array:
        return self.check.numeric(CheckPart.DATA)

    @cached_property
    def fails(self) -> Where:
        return self.check.fails(CheckPart.DATA)

    @cached_property
    def _tells(self) -> Where:
        """Where there is a ratio."""
        return self.check.counted & ~np.isnan(self.check.ratio(CheckPart.DATA))

    @cached_property
    def is_bias(self) -> Where:
        is_bias = np.zeros(len(self._analytic), dtype=np.bool_)
        for layer in self._layers:
            is_bias[layer.bias_start : layer.stop] = True
        return is_bias

    @property
    def _layers(self) -> tuple[Layer, ...]:
        return self.check.scenario.network.layers[1:]

    def rows(self) -> tuple[KeyRow, ...]:
        """Return what the failing data part looks like."""
        if self._is_of_biases():
            return (KeyRow.BIASES,)
        if self._is_factor():
            return (KeyRow.FACTOR,)
        if row := self._is_of_delta():
            return (row,)
        return (KeyRow.CARRIED,) if self._is_carried() else ()

    def _factor(self, entries: Entries) -> float | None:
        """Return the one number that turns each of these slopes into its gradient; None where there is none, or where
        a single entry would have to speak for all."""
        entries = entries[self.check.counted[entries]]
        if np.count_nonzero(self._tells[entries]) < 2:
            return None
        a, n = self._analytic[entries], self._numeric[entries]
        factor = float(a @ n / (n @ n))
        most = np.maximum(np.abs(a).max(), np.abs(n).max())
        is_one = bool((np.abs(a - factor * n) <= _CLOSE * most).all()) and self._each_has(entries, factor)
        return factor if is_one else None

    def _each_has(self, entries: Entries, factor: float) -> bool:
        """Tell whether each ratio there is is that number: a small one may not hide behind a large one."""
        ratios = self.check.ratio(CheckPart.DATA)[entries[self._tells[entries]]]
        return bool((np.abs(ratios - factor) <= 10 * _CLOSE * abs(factor)).all())

    def _is_factor(self) -> bool:
        samples = self.check.scenario.data.samples
        factor = self._factor(np.flatnonzero(self.check.counted))
        known = (*_FACTORS, samples, 1 / samples) if samples > 1 else _FACTORS
        return factor is not None and any(abs(factor - one) <= _CLOSE * abs(one) for one in known)

    def _is_of_biases(self) -> bool:
        """Only biases fail, and beside each of them is a weight of the same unit that tells that its delta is right."""
        if self.fails[~self.is_bias].any():
            return False
        return all(self._tells[rest].any() for rest in self._weights_beside_failing())

    def _weights_beside_failing(self) -> Iterator[Entries]:
        for layer in self._layers:
            weights = np.arange(layer.start, layer.bias_start).reshape(layer.units, layer.sources)
            for bias in layer.bias_indices:
                if self.fails[bias]:
                    yield weights[bias - layer.bias_start] if layer.bias_count == layer.units else weights.ravel()

    def _rows_of(self, layer: Layer) -> list[Entries]:
        """Return where the parameters of each unit are, its own bias among them."""
        rows = np.arange(layer.start, layer.bias_start).reshape(layer.units, layer.sources)
        if layer.bias_count != layer.units or not self.check.scenario.network.trains_biases:
            return list(rows)
        return [np.append(row, layer.bias(unit)) for unit, row in enumerate(rows)]

    def _is_of_delta(self) -> KeyRow | None:
        """From one layer down everything fails, and in that layer each unit by one factor of its own."""
        failing = [bool(self.fails[layer.start : layer.stop].any()) for layer in self._layers]
        first = max(index for index, fails in enumerate(failing) if fails)
        if not all(failing[: first + 1]):
            return None
        rows = [row for row in self._rows_of(self._layers[first]) if self.fails[row].any()]
        if any(self._factor(row) is None for row in rows):
            return None
        return KeyRow.DELTA if first == len(failing) - 1 else KeyRow.WAY_BACK

    def _is_carried(self) -> bool:
        """Only weights above the first layer fail, and somewhere each sending unit by one factor of its own."""
        first, *others = self._layers
        if self.fails[first.start : first.stop].any() or self.fails[self.is_bias].any():
            return False
        return any(self._has_columns(layer) for layer in others)

    def _has_columns(self, layer: Layer) -> bool:
        weights = np.arange(layer.start, layer.bias_start).reshape(layer.units, layer.sources)
        columns = [column for column in weights.T if self.fails[column].any()]
        return bool(columns) and all(self._factor(column) is not None for column in columns)
