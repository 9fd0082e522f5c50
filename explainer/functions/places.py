"""In which array each result of a calculation is kept: few are needed besides those that the lines make."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Constant, Leaf
from explainer.functions.steps import Operand, Result, Step

Shape = tuple[int, ...] | None
"""The shape of an array; None of a number."""
NUMBER, VIEW, NEW_ARRAY = -1, -2, -3
"""Places of a number, of another look at an array that is kept already, and of what needs a new array."""
_OF_ROWS = {"sum", "largest"}
_NOT_IN_PLACE = {*_OF_ROWS, "matmul"}


class Action(NamedTuple):
    """A step on arrays of known shapes: `operands` and `place` count letters, then constants, then results."""

    function: str
    operands: tuple[int, ...]
    place: int
    shape: tuple[int, ...]


def actions_of(
    steps: tuple[Step, ...], letters: dict[str, Shape], constants: tuple[Constant, ...]
) -> tuple[Action, ...]:
    """Return the steps as actions, where the letters have these shapes."""
    return tuple(_Planner(steps, letters, constants).actions())


class _Planner:
    def __init__(self, steps: tuple[Step, ...], letters: dict[str, Shape], constants: tuple[Constant, ...]) -> None:
        self._steps = steps
        self._shapes: dict[Operand, Shape] = {Leaf(letter): shape for letter, shape in letters.items()}
        self._shapes |= dict.fromkeys(constants)
        self._index: dict[Operand, int] = {operand: i for i, operand in enumerate(self._shapes)}
        self._last_use = {operand: i for i, step in enumerate(steps) for operand in step.operands}
        self._kept: dict[Result, int] = {}
        self._free: dict[int, Shape] = {}

    def actions(self) -> Iterator[Action]:
        for number, step in enumerate(self._steps):
            result = Result(number)
            shape = _shape(step.function, [self._shapes[operand] for operand in step.operands])
            self._index[result], self._shapes[result] = len(self._index), shape
            operands = tuple(self._index[operand] for operand in step.operands)
            yield Action(step.function, operands, self._place(number, step), shape or ())
            if step.function == "running_sum" and shape:
                self._shapes[result] = (*shape[:-1], 1)
            self._release(number, step)

    def _place(self, number: int, step: Step) -> int:
        result, target = Result(number), self._index[Leaf(step.line)]
        if step.is_last:
            return target
        if step.function == "transpose":
            return VIEW
        if self._shapes[result] is None:
            return NUMBER
        fitting = (place for place, shape in self._choices(number, step, target) if shape == self._shapes[result])
        place = next(fitting, NEW_ARRAY)
        self._free.pop(place, None)
        if step.function != "running_sum":
            self._kept[result] = self._index[result] if place == NEW_ARRAY else place
        return place

    def _choices(self, number: int, step: Step, target: int) -> Iterator[tuple[int, Shape]]:
        """Go through the arrays that are free: what is read for the last time, what the line makes, and others."""
        may_be_target = self._is_free_in_line(number, step)
        if step.function not in _NOT_IN_PLACE:
            for operand in self._read_for_the_last_time(number, step):
                if self._kept[operand] != target or may_be_target:
                    yield self._kept[operand], self._shapes[operand]
        if may_be_target and target not in self._kept.values():
            yield target, self._shapes[Leaf(step.line)]
        yield from self._free.items()

    def _is_free_in_line(self, number: int, step: Step) -> bool:
        """Tell whether a result may be kept, until its line ends, in the array that the line makes: its old value may
        not be read later, nor the result after the line."""
        end = next(i for i in range(number, len(self._steps)) if self._steps[i].is_last)
        from_here = number if step.function in _NOT_IN_PLACE else number + 1
        is_read = any(Leaf(step.line) in later.operands for later in self._steps[from_here : end + 1])
        outlives = self._last_use[Result(number)] > end
        return not is_read and not outlives and self._steps[end].function not in _NOT_IN_PLACE

    def _read_for_the_last_time(self, number: int, step: Step) -> list[Result]:
        results = dict.fromkeys(operand for operand in step.operands if isinstance(operand, Result))
        return [operand for operand in results if operand in self._kept and self._last_use[operand] == number]

    def _release(self, number: int, step: Step) -> None:
        """Note which arrays are free after a step; that of a line is never."""
        for operand in self._read_for_the_last_time(number, step):
            place = self._kept.pop(operand)
            if place not in self._kept.values() and place != self._index[Leaf(step.line)]:
                self._free[place] = self._shapes[operand]


def _shape(function: str, operands: list[Shape]) -> Shape:
    arrays = [shape for shape in operands if shape is not None]
    if not arrays:
        return None
    if function == "transpose":
        return arrays[0][::-1]
    if function == "matmul":
        return (*arrays[0][:-1], *arrays[1][1:])
    return (*arrays[0][:-1], 1) if function in _OF_ROWS else np.broadcast_shapes(*arrays)
