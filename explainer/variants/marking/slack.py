"""How far honest rounding of what goes into a formula can move its result."""

from __future__ import annotations

from math import isfinite
from typing import NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.functions.expression import Expression, symbols
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.trace import Step
from explainer.variants.columns import evaluate_columns
from explainer.variants.slips.as_books_write import forms_of
from explainer.variants.variant import Read


class Uncertain(NamedTuple):
    """A value, and how far it may be off."""

    value: float
    slack: float


def uncertain(rule: Expression, read: Read, doubt: Read) -> Uncertain:
    """Return what a formula comes to, and by how much if each number in it were off by its doubt, either way: the
    whole is at most the sum of what one alone does."""
    values, slacks = uncertain_columns(rule, read, doubt)
    return Uncertain(float(values[0]), float(slacks[0]))


def uncertain_line(step: Step, read: Read, doubt: Read) -> Uncertain:
    """Return what a line comes to, with slack enough for each way in which its formula is written."""
    right, *others = (uncertain(form.rule, read, doubt) for form in forms_of(step))
    apart = (abs(other.value - right.value) + other.slack for other in others)
    return right._replace(slack=max(right.slack, *filter(isfinite, apart), 0.0))


def uncertain_columns(rule: Expression, read: Read, doubt: Read) -> tuple[Array, Array]:
    """Return the same for many readings of its symbols at once, each of which stands for a column of numbers."""
    inputs: list[Symbol] = list(dict.fromkeys(symbols(rule)))
    moved = 2 * len(inputs) + 1
    columns = {symbol: np.tile(np.asarray(read(symbol), dtype=np.float64), (moved, 1)) for symbol in inputs}
    for index, symbol in enumerate(inputs):
        columns[symbol][2 * index : 2 * index + 2] += np.multiply.outer((1.0, -1.0), doubt(symbol)).reshape(2, -1)
    with np.errstate(all="ignore"):
        values = evaluate_columns(rule, columns.__getitem__)
        values = np.broadcast_to(values, np.broadcast_shapes(values.shape, (moved, 1)))
        apart = np.abs(values[:-1] - values[-1]).reshape(len(inputs), 2, values.shape[-1]).max(1, initial=0.0)
    return values[-1], np.nan_to_num(apart, nan=0.0, posinf=0.0).sum(0)
