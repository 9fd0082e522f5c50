"""The plan of an update: which lines its calculation has, in which order.

It depends on shape and settings alone and is never written out: lines stand in nested loops (over samples, units,
parameters), so that finding the k-th line, and the number of a given line, is a little arithmetic whatever the size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property, lru_cache
from itertools import accumulate
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.engine.network import Layer, Network
from explainer.engine.optimizers import OPTIMIZERS
from explainer.engine.scenario import Scenario
from explainer.trace.symbols import Phase

Axis = Literal["sample", "unit", "above", "parameter"]


class Operation(StrEnum):
    """The kinds of line, by their names in the trace file."""

    NET = "net"
    OUT = "out"
    ERROR = "error"
    SAMPLE_ERROR = "sample_error"
    ERROR_SUM = "error_sum"
    DE_DOUT = "dE_dout"
    DOUT_DNET = "dout_dnet"
    DELTA = "delta"
    GRADIENT = "gradient"
    GRADIENT_SUM = "gradient_sum"
    CONTRIBUTION = "contribution"
    BATCH_ERROR = "batch_error"
    UNIT_PENALTY = "unit_penalty"
    PENALTY = "penalty"
    OBJECTIVE = "objective"
    BATCH_GRADIENT = "batch_gradient"
    MEMORY = "memory"
    UPDATE = "update"


_LOSS = {
    Operation.ERROR,
    Operation.SAMPLE_ERROR,
    Operation.ERROR_SUM,
    Operation.BATCH_ERROR,
    Operation.UNIT_PENALTY,
    Operation.PENALTY,
    Operation.OBJECTIVE,
}


def phase_of(operation: Operation) -> Phase:
    """Return the phase that lines of this kind belong to."""
    if operation in (Operation.NET, Operation.OUT):
        return Phase.FORWARD
    if operation in _LOSS:
        return Phase.LOSS
    return Phase.UPDATE if operation in (Operation.MEMORY, Operation.UPDATE) else Phase.BACKWARD


class Place(NamedTuple):
    """One line of a plan: its kind and the element it is about, counted from 0; what does not apply is -1.

    `name` is the optimizer's memory that a MEMORY line is about.
    """

    operation: Operation
    layer: int = -1
    name: str = ""
    sample: int = -1
    unit: int = -1
    above: int = -1
    parameter: int = -1

    @property
    def phase(self) -> Phase:
        return phase_of(self.operation)


class Span(NamedTuple):
    """Consecutive lines of one phase (and one sample, or -1): numbers `first` to `last`, both included."""

    phase: Phase
    sample: int
    first: int
    last: int


@dataclass(frozen=True)
class Line:
    operation: Operation
    layer: int = -1
    name: str = ""

    length = 1


@dataclass(frozen=True)
class Loop:
    """`body` repeated `count` times, for the samples, units or parameters from `start` on."""

    over: Axis
    count: int
    body: tuple[Line | Loop, ...]
    start: int = 0

    @cached_property
    def starts(self) -> list[int]:
        """Before which line, from 0, each part of a repetition begins, and its length at the end."""
        return _starts(self.body)

    @property
    def turn(self) -> int:
        """How many lines one repetition has."""
        return self.starts[-1]

    @property
    def length(self) -> int:
        return self.count * self.turn


class _Address(NamedTuple):
    base: int
    strides: tuple[tuple[str, int, int], ...]


class Plan:
    """The lines of one update, numbered from 1."""

    def __init__(self, parts: tuple[Line | Loop, ...]) -> None:
        self.parts = parts
        self._starts = _starts(parts)
        self.length = self._starts[-1]
        self._addresses = dict(_addresses(parts, 1, ()))

    def __len__(self) -> int:
        return self.length

    def place(self, number: int) -> Place:
        """Return the line with this number. Raises IndexError outside 1 … len(plan)."""
        if not 1 <= number <= self.length:
            raise IndexError(f"line {number}: this update has lines 1 to {self.length}")
        offset, parts, starts = number - 1, self.parts, self._starts
        indices: dict[str, int] = {}
        while True:
            which = bisect_right(starts, offset) - 1
            part, offset = parts[which], offset - starts[which]
            if isinstance(part, Line):
                return Place(part.operation, part.layer, part.name, **indices)
            turn, offset = divmod(offset, part.turn)
            indices[part.over] = part.start + turn
            parts, starts = part.body, part.starts

    def number(self, place: Place) -> int | None:
        """Return the number of a line, or None where the plan has no such line."""
        address = self._addresses.get(Line(place.operation, place.layer, place.name))
        if address is None:
            return None
        number = address.base
        for over, start, stride in address.strides:
            number += (getattr(place, over) - start) * stride
        return number

    def numbers(self, place: Place, over: Axis, count: int) -> NDArray[np.intp]:
        """Return the numbers of `count` lines that differ only in the index `over`, from that of `place` on.

        Lines that the plan does not have are numbered past its end.
        """
        first = self.number(place)
        if first is None:
            return np.full(count, self.length + 1)
        strides = self._addresses[Line(place.operation, place.layer, place.name)].strides
        stride = next(stride for name, _, stride in strides if name == over)
        return first + stride * np.arange(count)

    @cached_property
    def spans(self) -> tuple[Span, ...]:
        """The lines as stretches of one phase and sample."""
        spans: list[Span] = []
        for phase, sample, length in _stretches(self.parts, -1):
            first = spans[-1].last + 1 if spans else 1
            if spans and (spans[-1].phase, spans[-1].sample) == (phase, sample):
                spans[-1] = spans[-1]._replace(last=first + length - 1)
            else:
                spans.append(Span(phase, sample, first, first + length - 1))
        return tuple(spans)


def _starts(parts: tuple[Line | Loop, ...]) -> list[int]:
    return [0, *accumulate(part.length for part in parts)]


def _addresses(
    parts: tuple[Line | Loop, ...], base: int, strides: tuple[tuple[str, int, int], ...]
) -> Iterator[tuple[Line, _Address]]:
    for part in parts:
        if isinstance(part, Line):
            yield part, _Address(base, strides)
        else:
            yield from _addresses(part.body, base, (*strides, (part.over, part.start, part.turn)))
        base += part.length


def _phases(parts: tuple[Line | Loop, ...]) -> set[Phase]:
    return set().union(*({phase_of(p.operation)} if isinstance(p, Line) else _phases(p.body) for p in parts))


def _stretches(parts: tuple[Line | Loop, ...], sample: int) -> Iterator[tuple[Phase, int, int]]:
    for part in parts:
        if isinstance(part, Line):
            yield phase_of(part.operation), sample, 1
        elif part.over == "sample":
            for turn in range(part.count):
                yield from _stretches(part.body, turn)
        elif part.length and len(phases := _phases(part.body)) == 1:
            yield phases.pop(), sample, part.length


def plan_of(scenario: Scenario, samples: int) -> Plan:
    """Return the plan of an update from a batch of `samples` samples."""
    return _plan(
        scenario.network,
        samples,
        scenario.has_penalty,
        scenario.update_order == "sequential",
        OPTIMIZERS[scenario.optimizer.name].memory,
    )


@lru_cache(maxsize=32)
def _plan(network: Network, samples: int, penalty: bool, sequential: bool, memory: tuple[str, ...]) -> Plan:
    parts = _Parts(network, samples, penalty, memory)
    top_down = range(len(network.layers) - 1, 0, -1)
    upward = (*(part for i in range(1, len(network.layers)) for part in parts.forward(i)), *parts.loss())
    if sequential:
        by_layer = (part for i in top_down for part in parts.layer_by_itself(i))
        return Plan((Loop("sample", samples, upward), *parts.batch_loss(), *by_layer))
    backward = tuple(part for i in top_down for part in parts.backward(i))
    layers = range(1, len(network.layers))
    return Plan(
        (
            Loop("sample", samples, (*upward, *backward)),
            *parts.batch_loss(),
            *(part for i in layers for part in parts.batch_gradient(i)),
            *(parts.update(i) for i in layers),
        )
    )


class _Parts:
    """The pieces that both orders of update are put together from."""

    def __init__(self, network: Network, samples: int, penalty: bool, memory: tuple[str, ...]) -> None:
        self.network, self.samples, self.penalty, self.memory = network, samples, penalty, memory
        self.batch = samples > 1

    def forward(self, layer: int) -> tuple[Loop, ...]:
        body = (Line(Operation.NET, layer), Line(Operation.OUT, layer))
        return (Loop("unit", self._layer(layer).units, body),)

    def loss(self) -> tuple[Line | Loop, ...]:
        top = len(self.network.layers) - 1
        errors = Loop("unit", self._layer(top).units, (Line(Operation.ERROR, top),))
        total = Line(Operation.SAMPLE_ERROR)
        return (errors, total, Line(Operation.ERROR_SUM)) if self.batch else (errors, total)

    def backward(self, layer: int) -> tuple[Loop, ...]:
        body: list[Line | Loop] = []
        if layer + 1 < len(self.network.layers):
            body.append(Loop("above", self._layer(layer + 1).units, (Line(Operation.CONTRIBUTION, layer),)))
        body += [Line(operation, layer) for operation in (Operation.DE_DOUT, Operation.DOUT_DNET, Operation.DELTA)]
        gradient = [Line(Operation.GRADIENT, layer)]
        if self.batch:
            gradient.append(Line(Operation.GRADIENT_SUM, layer))
        return (Loop("unit", self._layer(layer).units, tuple(body)), self._trained(layer, gradient))

    def batch_loss(self) -> tuple[Line | Loop, ...]:
        parts: list[Line | Loop] = [Line(Operation.BATCH_ERROR)] if self.batch else []
        if self.penalty:
            for layer in range(1, len(self.network.layers)):
                parts.append(Loop("unit", self._layer(layer).units, (Line(Operation.UNIT_PENALTY, layer),)))
            parts.append(Line(Operation.PENALTY))
        return (*parts, Line(Operation.OBJECTIVE)) if parts else ()

    def batch_gradient(self, layer: int) -> tuple[Loop, ...]:
        if not (self.batch or self.penalty):
            return ()
        return (self._trained(layer, [Line(Operation.BATCH_GRADIENT, layer)]),)

    def update(self, layer: int) -> Loop:
        lines = [Line(Operation.MEMORY, layer, name) for name in self.memory]
        return self._trained(layer, [*lines, Line(Operation.UPDATE, layer)])

    def layer_by_itself(self, layer: int) -> tuple[Loop, ...]:
        return (Loop("sample", self.samples, self.backward(layer)), *self.batch_gradient(layer), self.update(layer))

    def _layer(self, index: int) -> Layer:
        return self.network.layers[index]

    def _trained(self, layer: int, lines: list[Line]) -> Loop:
        indices = self.network.trained(self._layer(layer))
        return Loop("parameter", len(indices), tuple(lines), indices.start)
