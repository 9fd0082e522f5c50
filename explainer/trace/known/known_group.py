"""A unit, a layer or a phase of an update: its lines, and how far they are known."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from explainer.engine.arrays import Array
from explainer.trace.formula.symbols import Phase
from explainer.trace.known.known import Known
from explainer.trace.known.known_layers import parameters_at
from explainer.trace.lines.line_groups import GroupSize, group_of
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.plan import Place, PlanLine


@dataclass(frozen=True, eq=False)
class KnownGroup:
    """Lines `first` to `last` of an update, those of one unit, layer or phase, and what is known at the cursor."""

    known: Known
    size: GroupSize
    first: int
    last: int

    @classmethod
    @lru_cache(maxsize=4)  # asked for by whoever says or shows something of it
    def at(cls, known: Known, size: GroupSize) -> KnownGroup:
        """Return the group of the cursor's line. Raises IndexError before the first line."""
        return cls(known, size, *group_of(known.trace.plan, known.scenario.network, known.line, size))

    def __len__(self) -> int:
        return self.last - self.first + 1

    @property
    def done(self) -> int:
        """How many of its lines are there."""
        return min(max(self.known.reached - self.first + 1, 0), len(self))

    @property
    def is_complete(self) -> bool:
        return self.done == len(self)

    @property
    def place(self) -> Place:
        """Its first line, which tells its phase, its sample, and of a unit its layer."""
        return self.known.trace.plan.place(self.first)

    @property
    def phase(self) -> Phase:
        return self.place.phase

    @property
    def sample(self) -> int:
        """The sample of the batch that it is about, −1 where it is about all of them."""
        return self.place.sample

    @cached_property
    def kinds(self) -> tuple[int, ...]:
        """The first line of each kind that is in it, kinds of different layers and those of weights and of biases
        apart, in their order."""
        first: dict[tuple[object, ...], int] = {}
        for number in self._candidates():
            place = self.known.trace.plan.place(number)
            is_bias = place.parameter >= 0 and self.known.scenario.network.parameter(place.parameter).is_bias
            first.setdefault((place.operation, place.layer, place.name, is_bias), number)
        return tuple(sorted(first.values()))

    def _candidates(self) -> Iterator[int]:
        """Go through lines of the first turn of each loop and, in one over parameters, of that of the first bias."""
        plan, number = self.known.trace.plan, self.first
        while number <= self.last:
            block = plan.block(number)
            turn = 1 if isinstance(block.part, PlanLine) else block.part.turn
            end = min(block.last, self.last)
            yield from range(number, min(number + turn - 1, end) + 1)
            if (bias := self._first_bias(number)) is not None and number < bias <= end:
                yield from range(bias, bias + turn)
            number = end + 1

    def _first_bias(self, number: int) -> int | None:
        place = self.known.trace.plan.place(number)
        layer = self.known.scenario.network.layers[place.layer]
        return (
            self.known.trace.plan.number(place._replace(parameter=layer.bias_start)) if place.parameter >= 0 else None
        )

    @cached_property
    def layers(self) -> tuple[int, ...]:
        """The layers that it has lines about, in the order of the network."""
        plan = self.known.trace.plan
        return tuple(sorted({layer for number in self.kinds if (layer := plan.place(number).layer) >= 0}))

    @property
    def operations(self) -> frozenset[Operation]:
        """The kinds of line that it has."""
        return frozenset(self.known.trace.plan.place(number).operation for number in self.kinds)

    def parameters(self, layer: int) -> range:
        """Return which parameters of a layer it is about: of a unit those weights or the bias, else all."""
        network, place = self.known.scenario.network, self.place
        if self.size is not GroupSize.UNIT:
            return network.with_gradients(network.layers[layer])
        last = self.known.trace.plan.place(self.last)
        return range(place.parameter, last.parameter + 1)

    def gradients(self, layer: int) -> Array:
        """Return the gradients of `parameters`: of one sample or, of lines about the whole batch, those that the update
        uses. NaN where they are not there yet."""
        known, chosen = self.known, self.parameters(layer)
        of, sample = known.trace.of, self.sample
        operation = Operation.GRADIENT if sample >= 0 else Operation.BATCH_GRADIENT
        values = of.sample_gradient(sample) if sample >= 0 else of.arrays.gradient
        place = Place(operation, layer, sample=sample, parameter=chosen.start)
        return parameters_at(known.trace, known.reached, place, np.asarray(values[chosen.start : chosen.stop]))
