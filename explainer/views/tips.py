"""The tip of a number: its name, all its digits, and where it came from."""

from __future__ import annotations

import math
from html import escape

from explainer.trace.notation import Notation
from explainer.trace.numbers import full
from explainer.trace.origin import origin_of
from explainer.trace.symbols import Quantity, Symbol
from explainer.trace.trace import Trace


def number_tip(
    trace: Trace, symbol: Symbol, value: float, notation: Notation = Notation.WORKED, updated: bool = False
) -> str:
    """Return the full value of a number and where it came from; `updated` parameters have their new value."""
    origin = origin_of(trace, symbol._replace(quantity=Quantity.NEW) if updated else symbol, notation)
    where = f" (step {origin.line})" if origin.line else ""
    if math.isnan(value):
        return f"{escape(origin.name)}: not computed yet{where}"
    return f"<b>{escape(origin.name)} = {full(value)}</b><br>{escape(origin.made_by)}{where}"
