"""A formula worked out for many readings of its symbols at once: each symbol stands for a column of numbers."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Any

import numpy as np

from explainer.engine.arrays import Array
from explainer.functions.expression import (
    FUNCTIONS,
    Call,
    Constant,
    Difference,
    Expression,
    Leaf,
    Negative,
    Power,
    Product,
    Quotient,
    Sum,
    children,
)
from explainer.functions.written import Value

_OF_MORE: dict[Any, np.ufunc] = {
    Sum: np.add,
    Difference: np.subtract,
    Product: np.multiply,
    Quotient: np.divide,
    Power: np.float_power,
    "min": np.minimum,
    "max": np.maximum,
}
_OF_ONE: dict[Any, Callable[[Value], Value]] = {
    **{name: getattr(np, name) for name in FUNCTIONS if name not in (*_OF_MORE, "step")},
    "step": lambda x: np.where(np.greater(x, 0), 1.0, 0.0),
    Negative: np.negative,
}


def evaluate_columns(rule: Expression, read: Callable[[Any], Value]) -> Array:
    """Return the values of a formula; where one divides by 0, or takes the root of less, it is not finite."""
    match rule:
        case Leaf(symbol):
            return np.asarray(read(symbol), dtype=np.float64)
        case Constant(value):
            return np.float64(value)  # type: ignore[return-value]
    parts = [evaluate_columns(part, read) for part in children(rule)]
    sign = rule.function if isinstance(rule, Call) else type(rule)
    if sign in _OF_ONE:
        return np.asarray(_OF_ONE[sign](parts[0]))
    return reduce(_OF_MORE[sign], parts)
