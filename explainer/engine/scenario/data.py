"""A data set: the numbers as they were given, and from them what the network trains on and is tested on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType
from typing import Any, Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen

Scale = Literal["none", "standard", "minmax", "divide"]
_SPLIT = (2, 1)
"""What tells the generator of the test part from those of shuffling and dropout, which share the seed."""


class Samples(NamedTuple):
    """Some samples as the network gets them: `inputs` of shape (samples, input units), `targets` of shape
    (samples, output units), and `rows`, the row of the data set that each is, from 0."""

    inputs: Array
    targets: Array
    rows: NDArray[np.intp]


class Scaling(NamedTuple):
    """What each input is turned into: (input - shift) / factor; both of shape (input units,)."""

    shift: Array
    factor: Array


@dataclass(frozen=True, eq=False)
class Data:
    """All samples as they were given, and how they are prepared.

    `inputs` has shape (rows, input units), `targets` (rows, output units). Under the scale `divide` every input is
    divided by `divisor`. `seed` draws the test part, of
    `test_fraction` of the rows. `source` is the form in a scenario file that the numbers come from
    (`{"builtin": "digits"}`); where it is empty the file spells the numbers out. `file` is the table that the numbers
    were read from, whatever was changed of them since. `classes` are the names of what the outputs stand for, where
    the targets were a column of classes.
    """

    inputs: Array
    targets: Array
    scale: Scale = "none"
    divisor: float = 1.0
    test_fraction: float = 0.0
    seed: int = 0
    source: Mapping[str, object] = field(default_factory=lambda: MappingProxyType({}))
    file: Path | None = None
    classes: tuple[str, ...] = ()

    @property
    def samples(self) -> int:
        """The number of samples that training uses: m in the formulas."""
        return len(self.training.rows)

    @cached_property
    def training(self) -> Samples:
        """What the network trains on: every row that is not in the test part, in their order, scaled."""
        return self._prepared(self._training_rows)

    @cached_property
    def test(self) -> Samples:
        """What the network is tested on and never trained on; scaled as the training data is."""
        return self._prepared(self._test_rows)

    @cached_property
    def scaling(self) -> Scaling:
        """How inputs are scaled, from the training part alone: standard by its mean and standard deviation, minmax
        by its least and greatest value to 0 … 1. An input that is the same in every sample is only shifted. Dividing by
        one number needs no data."""
        inputs = self.inputs[self._training_rows]
        if self.scale == "standard":
            shift, factor = inputs.mean(0), inputs.std(0)
        elif self.scale == "minmax":
            shift, factor = inputs.min(0), np.ptp(inputs, 0)
        else:
            shift = np.zeros(inputs.shape[1])
            factor = np.full(inputs.shape[1], self.divisor if self.scale == "divide" else 1.0)
        return Scaling(frozen(shift), frozen(np.where(factor != 0, factor, 1.0)))

    @cached_property
    def _test_rows(self) -> NDArray[np.intp]:
        """At least one row is left for training."""
        count = test_samples(len(self.inputs), self.test_fraction)
        drawn = np.random.default_rng([self.seed, *_SPLIT]).permutation(len(self.inputs))[:count]
        return np.sort(drawn)

    @cached_property
    def _training_rows(self) -> NDArray[np.intp]:
        is_trained = np.ones(len(self.inputs), dtype=np.bool_)
        is_trained[self._test_rows] = False
        return np.flatnonzero(is_trained)

    def _prepared(self, rows: NDArray[np.intp]) -> Samples:
        inputs, targets = (self._at(rows, array) for array in (self.inputs, self.targets))
        if self.scale != "none":
            inputs = (inputs - self.scaling.shift) / self.scaling.factor
        return Samples(frozen(inputs), frozen(targets), rows)

    def _at(self, rows: NDArray[np.intp], array: Array) -> Array:
        """Return these rows; all of them are the array itself, so that large data is there once."""
        return np.ascontiguousarray(array if len(rows) == len(array) else array[rows])

    def arrays(self) -> Iterator[NDArray[Any]]:
        """Go through all that it holds by now, what was prepared of it too."""
        yield from (self.inputs, self.targets)
        for name in ("training", "test"):
            yield from vars(self).get(name, ())

    def with_input(self, row: int, unit: int, value: float) -> Data:
        """Return the data with one number of the inputs as given changed (both counted from 0)."""
        return self.with_numbers(_changed(self.inputs, row, unit, value), self.targets)

    def with_target(self, row: int, unit: int, value: float) -> Data:
        """Return the data with one number of the targets changed (both counted from 0)."""
        return self.with_numbers(self.inputs, _changed(self.targets, row, unit, value))

    def with_numbers(self, inputs: Array, targets: Array) -> Data:
        """Return data of other numbers, prepared in the same way; they no longer come from a source."""
        return replace(self, inputs=frozen(inputs), targets=frozen(targets), source=MappingProxyType({}))

    def same_as(self, other: Data) -> bool:
        """Tell whether every number and setting is the same, wherever it came from."""
        return (
            np.array_equal(self.inputs, other.inputs)
            and np.array_equal(self.targets, other.targets)
            and (self.scale, self.test_fraction) == (other.scale, other.test_fraction)
            and (self.divisor == other.divisor or self.scale != "divide")
            and (self.seed == other.seed or not self.test_fraction)
        )


def test_samples(samples: int, fraction: float) -> int:
    """Return how many of the samples are kept for testing; one is left for training."""
    return min(round(fraction * samples), samples - 1)


def _changed(array: Array, row: int, unit: int, value: float) -> Array:
    changed = array.copy()
    changed[row, unit] = value
    return changed
