"""The sign between what a line makes and its formula: = or, where it replaces its own old value, that of a lecture."""

from __future__ import annotations

from explainer.functions.expression import symbols
from explainer.trace.formula.notation import Notation
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.lines.step import Step
from explainer.trace.notations.lectures import LECTURES

EQUALS = "="
_BEFORE = {
    Quantity.NEW: Quantity.WEIGHT,
    Quantity.MEMORY: Quantity.MEMORY_BEFORE,
    Quantity.SCALAR: Quantity.SCALAR_BEFORE,
    Quantity.ERROR_SUM: Quantity.ERROR_SUM,
    Quantity.GRADIENT_SUM: Quantity.GRADIENT_SUM,
}
"""What gets a new value, and the quantity that its old one is: theta and matrix write both in the same way."""


def relation(step: Step, notation: Notation = Notation.WORKED) -> str:
    """Return "=", or ":=" (theta) or "←" (matrix) where the old value of what the line makes is in its formula."""
    if notation is Notation.WORKED or step.symbol.quantity not in _BEFORE:
        return EQUALS
    return LECTURES[notation].assigns if any(_is_old(symbol, step.symbol) for symbol in symbols(step.rule)) else EQUALS


def _is_old(symbol: Symbol, made: Symbol) -> bool:
    same = symbol.parameter == made.parameter and symbol.name == made.name
    return same and symbol.quantity is _BEFORE[made.quantity]
