"""A number as it stands on the canvas."""

from __future__ import annotations

from typing import NamedTuple

from explainer.trace.formula.symbols import Symbol

MORE = " +"
"""Stands behind a sum that goes on."""


class Number(NamedTuple):
    """A number with its label. A value that is not known yet is always `math.nan` itself, so that numbers compare.

    `symbol` is None for the change of a parameter, which has none; `is_result` tells the result of the current line,
    `is_partial` a sum that goes on, `is_signed` one whose plus is written too.
    """

    label: str
    value: float
    symbol: Symbol | None = None
    is_result: bool = False
    is_partial: bool = False
    is_signed: bool = False
