"""How far honest rounding of what goes into a formula can move its result."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Expression, symbols
from explainer.trace.formula.symbols import Symbol
from explainer.variants.columns import evaluate_columns
from explainer.variants.variant import Read


class Uncertain(NamedTuple):
    """A value, and how far it may be off."""

    value: float
    slack: float


def uncertain(rule: Expression, read: Read, doubt: Read) -> Uncertain:
    """Return what a formula comes to, and by how much if each number in it were off by its doubt, either way: the
    whole is at most the sum of what one alone does."""
    inputs: list[Symbol] = list(dict.fromkeys(symbols(rule)))
    columns = {symbol: np.full(2 * len(inputs) + 1, float(read(symbol))) for symbol in inputs}
    for index, symbol in enumerate(inputs):
        columns[symbol][2 * index : 2 * index + 2] += np.array([1.0, -1.0]) * doubt(symbol)
    with np.errstate(all="ignore"):
        values = np.broadcast_to(evaluate_columns(rule, columns.__getitem__), 2 * len(inputs) + 1)
        moved = np.abs(values[:-1] - values[-1]).reshape(-1, 2).max(1, initial=0.0)
    return Uncertain(float(values[-1]), float(np.nan_to_num(moved, nan=0.0, posinf=0.0).sum()))
