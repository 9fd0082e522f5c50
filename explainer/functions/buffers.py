"""In which array each result of a calculation is kept: few are needed besides those that the lines make."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Constant, Leaf
from explainer.functions.steps import ArrayStep, Operand, StepResult

Shape = tuple[int, ...] | None
"""The shape of an array; None of a number."""
NUMBER, VIEW, NEW_ARRAY = -1, -2, -3
"""Places of a number, of another look at an array that is kept already, and of what needs a new array."""
_OF_ROWS = {"sum", "largest"}
_NOT_IN_PLACE = {*_OF_ROWS, "running_sum", "matmul"}


class Action(NamedTuple):
    """A step on arrays of known shapes: `operands` and `place` count letters, then constants, then results."""

    function: str
    operands: tuple[int, ...]
    place: int
    shape: tuple[int, ...]


def actions_of(
    steps: tuple[ArrayStep, ...], letters: dict[str, Shape], constants: tuple[Constant, ...]
) -> tuple[Action, ...]:
    """Return the steps as actions, where the letters have these shapes."""
    planner = _Planner(steps, letters, constants)
    for number, step in enumerate(steps):
        planner.add(number, step)
    return tuple(planner.actions)


class _Planner:
    """A result takes the array of an operand that is read for the last time; a line that ends in such an array has all
    of its results there in the array that it makes."""

    def __init__(
        self, steps: tuple[ArrayStep, ...], letters: dict[str, Shape], constants: tuple[Constant, ...]
    ) -> None:
        self.actions: list[Action] = []
        self._steps = steps
        self._shapes: dict[Operand, Shape] = {Leaf(letter): shape for letter, shape in letters.items()}
        self._shapes |= dict.fromkeys(constants)
        self._index: dict[Operand, int] = {operand: i for i, operand in enumerate(self._shapes)}
        self._given = len(self._index)
        self._last_use = {operand: i for i, step in enumerate(steps) for operand in step.operands}
        self._arrays: dict[Operand, int] = {}

    def add(self, number: int, step: ArrayStep) -> None:
        result, operands = StepResult(number), tuple(self._index[operand] for operand in step.operands)
        shape = _shape(step.function, [self._shapes[operand] for operand in step.operands])
        self._index[result], self._shapes[result] = len(self._index), shape
        taken = self._taken_over(number, step, shape)
        if step.is_last:
            place = self._index[Leaf(step.line)]
            if taken is not None:
                self._move_to_line(taken, number, place)
        elif step.function == "transpose":
            place = VIEW
        elif shape is None:
            place = NUMBER
        else:
            place = NEW_ARRAY if taken is None else taken
            self._arrays[result] = self._index[result] if taken is None else taken
        self.actions.append(Action(step.function, operands, place, shape or ()))
        if step.function == "running_sum" and shape:  # what is used of it is its last column
            self._shapes[result] = (*shape[:-1], 1)
            del self._arrays[result]

    def _taken_over(self, number: int, step: ArrayStep, shape: Shape) -> int | None:
        """Return the array that an operand leaves to the result; None where none of that shape does."""
        if step.function not in _NOT_IN_PLACE:
            for operand in step.operands:
                is_done = operand in self._arrays and self._last_use[operand] == number
                if is_done and self._shapes[operand] == shape:
                    return self._arrays[operand]
        return None

    def _move_to_line(self, array: int, end: int, target: int) -> None:
        """Keep what is in an array in that of its line instead, where nobody reads the line's old value after that."""
        first = array - self._given
        start = first if self._steps[first].function in _NOT_IN_PLACE else first + 1
        later = self._steps[start : end + 1]
        if self._steps[first].line == later[-1].line and not any(Leaf(later[-1].line) in s.operands for s in later):
            for i in range(first, end):
                if self.actions[i].place == array or i == first:
                    self.actions[i] = self.actions[i]._replace(place=target)


def _shape(function: str, operands: list[Shape]) -> Shape:
    arrays = [shape for shape in operands if shape is not None]
    if not arrays:
        return None
    if function == "transpose":
        return arrays[0][::-1]
    if function == "matmul":
        return (*arrays[0][:-1], *arrays[1][1:])
    return (*arrays[0][:-1], 1) if function in _OF_ROWS else np.broadcast_shapes(*arrays)
