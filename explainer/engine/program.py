"""A calculation as a list of array operations that is made once and carried out again and again.

Every operation writes into arrays that were allocated beforehand, so carrying it out costs little more than NumPy's
own work. What looks like formulas elsewhere in the engine are generators of such operations, in their order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

import numpy as np

from explainer.engine.arrays import Array

Operation = tuple[Callable[..., object], tuple[object, ...]]
Operations = Iterator[Operation]


def execute(program: Iterable[Operation]) -> None:
    """Carry out the operations one after the other."""
    for function, arguments in program:
        function(*arguments)


def write_maximum(x: Array, y: Array, out: Array) -> None:
    """Write the larger of `x` and `y` into `out`, which NumPy takes by its name only."""
    np.maximum(x, y, out=out)
