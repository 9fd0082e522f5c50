"""What a line comes to on paper, and what rounding has done by the end of an update, in sentences."""

from __future__ import annotations

import numpy as np

from explainer.engine.rounding import Rounding
from explainer.trace.formula.notation import Writing, full
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.lines.trace import Step
from explainer.trace.notations.naming import spoken_name
from explainer.variants.rounded import rounded_update
from explainer.variants.variant import Variant

MOST_LINES = 10_000
"""A longer update is not worked out on paper while somebody waits for it."""


def on_paper(known: Known, writing: Writing) -> str:
    """Return what the line comes to where every line of its update is rounded; nothing where that is not asked for, its
    result is not there, or it is not worked out line by line."""
    if known.step is None or known.is_hidden:
        return ""
    number = number_on_paper(known, known.step, writing)
    return f"on paper {number}" if number else ""


def number_on_paper(known: Known, step: Step, writing: Writing) -> str:
    """Return what a line comes to with every line rounded; nothing where that is not asked for, or not known."""
    rounding = _rounding(known, writing)
    if rounding is None or not known.is_known(step.symbol):
        return ""
    return full(rounded_update(known.trace.of, rounding)[step.number].value)


def end_on_paper(known: Known, writing: Writing) -> str:
    """Return how far rounding has led by the end of the update, in a sentence; nothing where that is not asked for."""
    rounding = _rounding(known, writing)
    if rounding is None or known.is_hidden:
        return ""
    begun = "from the exact weights before it, " if known.trace.of.number > 1 else ""
    rounded = f"On paper, {begun}with every line rounded to {rounding.spoken}"
    return f"{rounded}, {_at_end(rounded_update(known.trace.of, rounding), writing)}"


def _rounding(known: Known, writing: Writing) -> Rounding | None:
    """Return how lines are rounded; None where they are not, or not worked out line by line."""
    is_too_long = len(known.trace) > MOST_LINES
    return None if is_too_long or known.has_own or known.scenario.optimizer.rule.is_minimiser else writing.paper


def _at_end(update: Variant, writing: Writing) -> str:
    """Say which new weight rounding has moved most."""
    new = [step for step in update if step.symbol.quantity is Quantity.NEW]
    if not new:
        return "no weight is trained."
    off = [abs(step.value - step.exact.value) for step in new]
    worst = int(np.argmax(np.nan_to_num(off, nan=np.inf)))
    if not off[worst]:
        return "all new weights are the same."
    name = spoken_name(update.trace.scenario, new[worst].symbol, writing.notation)
    exact, rounded = writing.show(new[worst].exact.value), full(new[worst].value)
    return f"{name} is {rounded} instead of {exact}: no other new weight is farther off."
