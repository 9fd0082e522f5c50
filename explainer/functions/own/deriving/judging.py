"""Whether two expressions are equal: by their simplest forms where these tell it, else at some points."""

from __future__ import annotations

import math
from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from explainer.functions.expression import Constant, Difference, Expression, Read, evaluate
from explainer.functions.own.simplify import simplified

_CLOSE, _ROUNDED = 1e-9, 1e-6
"""How near equal numbers are, relatively, and how near where cancelling has left few digits."""


class Likeness(NamedTuple):
    """Whether two expressions are equal; where they are not, at which point they differ and what each is there.

    Where neither their forms nor a point could tell, it is None.
    """

    is_equal: bool | None
    point: int = -1
    values: tuple[float, float] = (math.nan, math.nan)


def judge(one: Expression, other: Expression, points: Iterable[Read]) -> Likeness:
    """Compare two expressions; each point gives a number to every symbol, NaN where there is none."""
    verdicts = [_at(number, one, other, point) for number, point in enumerate(points)]
    is_equal = any(verdict.is_equal for verdict in verdicts) or _have_one_form(one, other)
    differing = [verdict for verdict in verdicts if verdict.is_equal is False]
    worst = next((verdict for verdict in differing if not is_equal or not _is_rounding(verdict)), None)
    if worst is not None:
        return worst
    return Likeness(True if is_equal else None)


def _is_rounding(verdict: Likeness) -> bool:
    return math.isclose(*verdict.values, rel_tol=_ROUNDED)


def _have_one_form(one: Expression, other: Expression) -> bool:
    return simplified(one) == simplified(other) or simplified(Difference(one, other)) == Constant(0)


def _at(number: int, one: Expression, other: Expression, point: Read) -> Likeness:
    values = value_or_nan(one, point), value_or_nan(other, point)
    if not all(map(math.isfinite, values)):
        return Likeness(None)
    return Likeness(math.isclose(*values, rel_tol=_CLOSE, abs_tol=1e-12), number, values)


def value_or_nan(rule: Expression, point: Read) -> float:
    """Return the value of an expression, NaN where it has none."""
    with np.errstate(all="ignore"):
        try:
            return evaluate(rule, point)
        except (ArithmeticError, ValueError, TypeError):
            return math.nan
