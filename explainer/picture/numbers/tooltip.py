"""What is said of a thing on the canvas while the mouse rests on it."""

from __future__ import annotations

from explainer.picture.cards.finding import Found
from explainer.picture.numbers.facts import Facts
from explainer.picture.numbers.number_tip import number_tip
from explainer.trace.symbols import Quantity


def tooltip(facts: Facts, found: Found) -> str:
    """Tell of a number what it is, and of a unit what keeps it from learning."""
    trouble = facts.trouble(found.element)
    return _number_tip(facts, found) + (f"<p>{trouble}</p>" if trouble else "")


def _number_tip(facts: Facts, found: Found) -> str:
    symbol, known = found.symbol, facts.known
    if symbol is None:
        return ""
    if symbol.quantity is Quantity.WEIGHT and known.updated[symbol.parameter]:
        is_new = found.value == known.theta[symbol.parameter]
        symbol = symbol._replace(quantity=Quantity.NEW) if is_new else symbol
    return number_tip(known, symbol, facts.writing.notation)
