"""What is said of a number or a unit that a person asks about."""

from __future__ import annotations

from html import escape

from explainer.glossary.of_symbols import term_of
from explainer.trace.formula.symbols import Quantity, Symbol
from explainer.trace.known.known import Known
from explainer.trace.lines.elements import Element

_ASKED = "It is asked for, or follows from what is: answer first."
_NEW = "This is its value after the update."


def is_withheld(known: Known, symbol: Symbol | None) -> bool:
    """Tell whether nothing may be said of a number: a result is asked for, and it is that, or is made of it."""
    return known.is_asked and symbol is not None and not known.is_known(symbol)


def explained(known: Known, tip: str, element: Element | None, symbol: Symbol | None = None) -> str:
    """Return in HTML what something is: its `tip`, which has its name, its number and what made it, and what the
    glossary says of it."""
    if is_withheld(known, symbol):
        return f"{tip}<p>{_ASKED}</p>"
    term = term_of(known.scenario.network, element, symbol)
    when = f"<p>{_NEW}</p>" if symbol is not None and symbol.quantity is Quantity.NEW else ""
    meaning = f"<p><b>{escape(term.name)}</b>: {escape(term.means, quote=False)}</p>" if term else ""
    return f"{tip}{when}{meaning}"
