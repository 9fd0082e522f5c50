"""The plan of an update: which lines its calculation has, in which order.

It depends on shape and settings alone and is never written out: lines are in nested loops (over samples, units,
parameters), so that finding the k-th line, and the number of a given line, is a little arithmetic whatever the size.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import Literal, NamedTuple

from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.operations import Operation, phase_of

Axis = Literal["sample", "unit", "above", "parameter"]


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
class PlanLine:
    operation: Operation
    layer: int = -1
    name: str = ""

    length = 1


@dataclass(frozen=True)
class Loop:
    """`body` repeated for each of the samples, units or parameters in `indices`, which are in order."""

    over: Axis
    indices: Sequence[int]
    body: tuple[PlanLine | Loop, ...]

    @property
    def count(self) -> int:
        return len(self.indices)

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


class PlanPart(NamedTuple):
    """A part of a plan that is in no loop but the one over samples: its first line's number and what it is."""

    first: int
    part: PlanLine | Loop

    @property
    def last(self) -> int:
        return self.first + self.part.length - 1


class _Stride(NamedTuple):
    """A loop that a line is in: its indices, and how many lines lie between one and the next."""

    over: Axis
    indices: Sequence[int]
    lines: int


class _Address(NamedTuple):
    base: int
    strides: tuple[_Stride, ...]


class Plan:
    """The lines of one update, numbered from 1."""

    def __init__(self, parts: tuple[PlanLine | Loop, ...]) -> None:
        self.parts = parts
        self._starts = _starts(parts)
        self.length = self._starts[-1]
        self._addresses = dict(_addresses(parts, 1, ()))
        self.made: dict[Hashable, int] = {}
        """After which line the number of a symbol is there, of those that were asked for."""

    def __len__(self) -> int:
        return self.length

    def place(self, number: int) -> Place:
        """Return the line with this number. Raises IndexError outside 1 … len(plan)."""
        offset, parts, starts = self._offset(number), self.parts, self._starts
        indices: dict[str, int] = {}
        while True:
            which = bisect_right(starts, offset) - 1
            part, offset = parts[which], offset - starts[which]
            if isinstance(part, PlanLine):
                return Place(part.operation, part.layer, part.name, **indices)
            turn, offset = divmod(offset, part.turn)
            indices[part.over] = part.indices[turn]
            parts, starts = part.body, part.starts

    def block(self, number: int) -> PlanPart:
        """Return the part, repeated for its sample, that this line is in. Raises IndexError as `place` does."""
        offset, parts, starts = self._offset(number), self.parts, self._starts
        while True:
            which = bisect_right(starts, offset) - 1
            part, offset = parts[which], offset - starts[which]
            if isinstance(part, PlanLine) or part.over != "sample":
                return PlanPart(number - offset, part)
            parts, starts, offset = part.body, part.starts, offset % part.turn

    def _offset(self, number: int) -> int:
        if not 1 <= number <= self.length:
            raise IndexError(f"line {number}: this update has lines 1 to {self.length}")
        return number - 1

    def number(self, place: Place) -> int | None:
        """Return the number of a line, or None where the plan has no such line: none of its kind, or none with one of
        its indices, such as a bias that is not trained or the sum before the first sample."""
        address = self._addresses.get(PlanLine(place.operation, place.layer, place.name))
        if address is None:
            return None
        number = address.base
        for over, indices, lines in address.strides:
            index = getattr(place, over)
            if index not in indices:
                return None
            number += indices.index(index) * lines
        return number

    def reached(self, number: int, place: Place, over: Axis, count: int) -> int:
        """Return how many of `count` lines that differ only in the index `over`, from that of `place` on without a
        gap, are at line `number` or before; of lines that the plan does not have, none."""
        first = self.number(place)
        if first is None or first > number:
            return 0
        return min((number - first) // self._stride(place, over) + 1, count)

    def _stride(self, place: Place, over: Axis) -> int:
        strides = self._addresses[PlanLine(place.operation, place.layer, place.name)].strides
        return next(stride.lines for stride in strides if stride.over == over)

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


def _starts(parts: tuple[PlanLine | Loop, ...]) -> list[int]:
    return [0, *accumulate(part.length for part in parts)]


def _addresses(
    parts: tuple[PlanLine | Loop, ...], base: int, strides: tuple[_Stride, ...]
) -> Iterator[tuple[PlanLine, _Address]]:
    for part in parts:
        if isinstance(part, PlanLine):
            yield part, _Address(base, strides)
        else:
            stride = _Stride(part.over, part.indices, part.turn)
            yield from _addresses(part.body, base, (*strides, stride))
        base += part.length


def _phases(parts: tuple[PlanLine | Loop, ...]) -> set[Phase]:
    return set().union(*({phase_of(p.operation)} if isinstance(p, PlanLine) else _phases(p.body) for p in parts))


def _stretches(parts: tuple[PlanLine | Loop, ...], sample: int) -> Iterator[tuple[Phase, int, int]]:
    for part in parts:
        if isinstance(part, PlanLine):
            yield phase_of(part.operation), sample, 1
        elif part.over == "sample":
            for turn in range(part.count):
                yield from _stretches(part.body, turn)
        elif part.length and len(phases := _phases(part.body)) == 1:
            yield phases.pop(), sample, part.length
