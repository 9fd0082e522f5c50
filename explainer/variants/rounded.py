"""An update as on paper: every line is worked out from rounded results and rounded itself."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from math import isfinite

from explainer.engine.rounding import Rounding
from explainer.engine.update.update_pass import Pass
from explainer.trace.formula.symbols import Symbol
from explainer.trace.lines.line_of_symbol import made_at
from explainer.variants.variant import Left, Variant


def rounded(p: Pass, rounding: Rounding, left: Left | None = None) -> Variant:
    """Return an update on paper, from what the one before has left, else from the exact weights."""
    return Variant(p, lambda step, value, read: rounding(value), left)


def rounded_updates(passes: Iterator[Pass], rounding: Rounding) -> Iterator[Variant]:
    """Go through consecutive updates on paper, each from what the one before has left."""
    left = None
    for p in passes:
        update = rounded(p, rounding, left)
        yield update
        left = update.left


def rounded_to_decimals(p: Pass, symbol: Symbol, decimals: int) -> float | None:
    """Return a symbol's number before its own rounding, every line before it being rounded to so many decimals; None
    where no line makes it, or a rounding leads to no number at all."""
    return _unrounded(p, symbol, Rounding("decimals", decimals))


def rounded_to_digits(p: Pass, symbol: Symbol, digits: int) -> float | None:
    """Return the same with so many significant digits."""
    return _unrounded(p, symbol, Rounding("digits", digits))


def _unrounded(p: Pass, symbol: Symbol, rounding: Rounding) -> float | None:
    update = rounded_update(p, rounding)
    line = made_at(update.trace, symbol)
    value = update.worked_out(line) if 0 < line <= len(update) else float("nan")
    return value if isfinite(value) else None


@lru_cache(maxsize=32)
def rounded_update(p: Pass, rounding: Rounding) -> Variant:
    """Return an update on paper that begins with the exact weights."""
    return rounded(p, rounding)
