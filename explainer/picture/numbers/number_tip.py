"""The tip of a number: its name, all its digits, and where it came from."""

from __future__ import annotations

import math
from html import escape

from explainer.trace.known import Known
from explainer.trace.notation import Notation
from explainer.trace.numbers import full
from explainer.trace.origin import origin_of
from explainer.trace.symbols import Symbol


def number_tip(known: Known, symbol: Symbol, notation: Notation = Notation.WORKED) -> str:
    """Return the full value of a number, as far as it is known, and where it came from."""
    origin, value = origin_of(known.trace, symbol, notation), known.value(symbol)
    where = f" (step {origin.line})" if origin.line else ""
    if math.isnan(value):
        return f"{escape(origin.name)}: not computed yet{where}"
    return f"<b>{escape(origin.name)} = {full(value)}</b><br>{escape(origin.made_by)}{where}"
