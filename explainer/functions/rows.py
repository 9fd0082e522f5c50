"""What takes all units of a layer together, and how that is written out unit by unit."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from explainer.functions.expression import Call, Constant, Expression, Leaf, Sum, children, symbols, with_parts
from explainer.functions.written import Value

Own = Mapping[str, Expression]
Rows = Mapping[str, Sequence[Expression]]


def total(row: Value) -> Value:
    """Return the sum over the units of a layer, for each sample."""
    return np.sum(row, axis=-1, keepdims=True)


def largest(row: Value) -> Value:
    """Return the largest number among the units of a layer, for each sample."""
    return np.max(row, axis=-1, keepdims=True)


def spread(rule: Expression, own: Own, rows: Rows) -> Expression:
    """Return a rule as that of one unit: `own` is what its letters stand for, `rows` what those of a whole layer do."""
    match rule:
        case Leaf(letter):
            return own[letter]
        case Call("sum", (of,)):
            (letter,) = {letter for letter in symbols(of) if letter in rows}
            terms = tuple(spread(of, {**own, letter: one}, rows) for one in rows[letter])
            return Sum(terms) if terms else Constant(0)
        case Call("largest", (Leaf(letter),)):
            return Call("max", tuple(rows[letter])) if len(rows[letter]) > 1 else rows[letter][0]
        case _:
            return with_parts(rule, [spread(part, own, rows) for part in children(rule)])
