"""Formulas as array operations: worked out once, carried out again and again.

Every operation writes into an array that was allocated beforehand, so carrying it out costs little more than NumPy's
own work.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from explainer.functions.buffers import NEW_ARRAY, NUMBER, VIEW, Action, Shape, actions_of
from explainer.functions.expression import Constant, Expression, Leaf
from explainer.functions.steps import steps_of

Array = NDArray[np.float64]
Operation = tuple[Callable[..., object], tuple[object, ...]]
Operations = Iterator[Operation]


def execute(program: Iterable[Operation]) -> None:
    """Carry out the operations one after the other."""
    for function, arguments in program:
        function(*arguments)


class Recorded:
    """Lines of a calculation, each the name of what it makes and its formula, as array operations.

    A letter that has the name of a line stands for the value before the line. Sums over a row are NumPy's, or with
    `in_order` added up one number after the other, as a person does.
    """

    def __init__(self, lines: Iterable[tuple[str, Expression]], in_order: bool = False) -> None:
        self._steps = steps_of(lines, in_order)
        operands = [operand for step in self._steps for operand in step.operands]
        letters = (operand.symbol for operand in operands if isinstance(operand, Leaf))
        self._letters = tuple(dict.fromkeys((*letters, *(step.line for step in self._steps))))
        self._constants = tuple(dict.fromkeys(operand for operand in operands if isinstance(operand, Constant)))
        self._numbers = [_number(constant.value) for constant in self._constants]
        self._actions: dict[tuple[Shape, ...], tuple[Action, ...]] = {}

    def on(self, arrays: Mapping[str, Array | float]) -> Operations:
        """Give the operations on these arrays, in their order: what each letter stands for, and what each line makes.

        What is worked out from numbers alone is worked out at once.
        """
        for _, operation in self.by_line(arrays):
            yield operation

    def by_line(self, arrays: Mapping[str, Array | float]) -> Iterator[tuple[str, Operation]]:
        """Give the same operations, each with the name of its line; what lines have in common is done in the first."""
        given = [arrays[letter] for letter in self._letters]
        shapes = tuple(value.shape if isinstance(value, np.ndarray) else None for value in given)
        values = [value if isinstance(value, np.ndarray) else _number(value) for value in given] + self._numbers
        for step, (function, operands, place, shape) in zip(self._steps, self._actions_for(shapes), strict=True):
            taken = [values[operand] for operand in operands]
            if place == NUMBER:
                with np.errstate(all="ignore"):  # what no number comes of is NaN, as where arrays are worked out
                    values.append(_number(_OF_NUMBERS[function](*taken)))
            elif place == VIEW:
                values.append(taken[0].T)
            else:
                out = np.zeros(shape) if place == NEW_ARRAY else values[place]
                values.append(out[:, -1:] if function == "running_sum" else out)
                is_plain = function in _UFUNCS
                yield step.line, (_UFUNCS[function], (*taken, out)) if is_plain else _OPERATIONS[function](*taken, out)

    def _actions_for(self, shapes: tuple[Shape, ...]) -> tuple[Action, ...]:
        if shapes not in self._actions:
            letters = dict(zip(self._letters, shapes, strict=True))
            self._actions[shapes] = actions_of(self._steps, letters, self._constants)
        return self._actions[shapes]


def _number(value: float) -> Array:
    """Return a number in the form that NumPy reads fastest."""
    return np.array(value, dtype=np.float64)


def _maximum(x: Array, y: Array, out: Array) -> None:
    """Write the larger of `x` and `y` into `out`, which NumPy takes by its name only."""
    np.maximum(x, y, out=out)


def _minimum(x: Array, y: Array, out: Array) -> None:
    """Write the smaller of `x` and `y` into `out`."""
    np.minimum(x, y, out=out)


def _largest(row: Array, rows: NDArray[np.intp], out: Array) -> None:
    """Write the largest number of each row into `out`, shape (samples, 1); faster than a maximum."""
    out[:, 0] = row[rows, row.argmax(1)]


def _others(row: Array, powers: Array, rows: NDArray[np.intp], out: Array) -> None:
    """Write the powers into `out`, with 0 for that of the largest number of each row."""
    if out is not powers:
        out[:] = powers
    out[rows, row.argmax(1)] = 0


_UFUNCS: dict[str, np.ufunc] = {
    name: getattr(np, name)
    for name in (
        *("add", "subtract", "multiply", "divide", "reciprocal", "power", "negative", "abs"),
        *("exp", "log", "log1p", "expm1", "tanh", "sqrt", "sign"),
    )
}
_ZERO = _number(0)
_OF_NUMBERS: dict[str, Callable[..., float]] = {
    **_UFUNCS,
    "max": np.maximum,
    "min": np.minimum,
    "step": lambda x: float(x > 0),
}
"""What is done to numbers alone."""
_OPERATIONS: dict[str, Callable[..., Operation]] = {
    "copy": lambda x, out: (np.copyto, (out, x)),
    "max": lambda x, y, out: (_maximum, (x, y, out)),
    "min": lambda x, y, out: (_minimum, (x, y, out)),
    "step": lambda x, out: (np.greater, (x, _ZERO, out)),
    "matmul": lambda x, y, out: (x.dot, (y, out)),
    "sum": lambda x, out: (np.add.reduce, (x, 1, None, out, True)),
    "running_sum": lambda x, out: (np.add.accumulate, (x, 1, None, out)),
    "largest": lambda x, out: (_largest, (x, np.arange(len(x)), out)),
    "others": lambda x, powers, out: (_others, (x, powers, np.arange(len(x)), out)),
}
