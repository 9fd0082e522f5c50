"""The tip of a number: its name, all its digits, and where it came from."""

from __future__ import annotations

import math
from html import escape

from explainer.trace.formula.notation import Notation
from explainer.trace.formula.number_text import full
from explainer.trace.formula.symbols import Symbol
from explainer.trace.known.known import Known
from explainer.trace.words.origin import origin_of


def number_line(known: Known, symbol: Symbol, notation: Notation = Notation.WORKED) -> str:
    """Return what a number is called and its full value, or that it is not computed yet."""
    name, value = escape(origin_of(known.trace, symbol, notation).name), known.value(symbol)
    return f"{name}: not computed yet" if math.isnan(value) else f"{name} = {full(value)}"


def number_tip(known: Known, symbol: Symbol, notation: Notation = Notation.WORKED) -> str:
    """Return the full value of a number, as far as it is known, and where it came from."""
    line, origin = number_line(known, symbol, notation), origin_of(known.trace, symbol, notation)
    where = f" (step {origin.line})" if origin.line else ""
    return f"<b>{line}</b><br>{escape(origin.made_by)}{where}" if known.is_known(symbol) else f"{line}{where}"
