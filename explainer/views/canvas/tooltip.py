"""What is said of a thing on the canvas while the mouse rests on it."""

from __future__ import annotations

import math

from explainer.trace.symbols import Quantity
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.finding import Found
from explainer.views.tips import number_tip


def tooltip(facts: Facts, found: Found) -> str:
    """Tell of a number what it is, and of a unit what keeps it from learning."""
    trouble = facts.trouble(found.element)
    return _number_tip(facts, found) + (f"<p>{trouble}</p>" if trouble else "")


def _number_tip(facts: Facts, found: Found) -> str:
    if found.symbol is None:
        return ""
    shown, index = facts.shown, found.symbol.parameter
    is_going_on = facts.step is not None and found.symbol == facts.step.symbol and not facts.arrived
    value = math.nan if is_going_on else found.value  # a sum of some terms is not what it is called
    is_parameter = found.symbol.quantity is Quantity.WEIGHT
    updated = is_parameter and bool(shown.updated[index]) and value == shown.theta[index]
    return number_tip(facts.trace, found.symbol, value, facts.writing.notation, updated)
