"""What a line comes to on paper, and what rounding has done by the end of an update, in sentences."""

from __future__ import annotations

import numpy as np

from explainer.trace.formula.notation import Writing, full
from explainer.trace.formula.symbols import Quantity
from explainer.trace.known.known import Known
from explainer.trace.notations.naming import spoken_name
from explainer.variants.rounded import RoundedUpdate, rounded_update
from explainer.variants.rounding import Rounding

ON_PAPER = Rounding("decimals", 3)
"""How people round who work an update through by hand."""


def on_paper(known: Known, writing: Writing) -> str:
    """Return what the line comes to where every line of its update is rounded; nothing where that is not asked for, its
    result is not there, or it is not worked out line by line."""
    if known.step is None or known.is_hidden or not _is_worked_out(known, writing):
        return ""
    return f"on paper {full(rounded_update(known.trace.of, ON_PAPER)[known.step.number].value)}"


def end_on_paper(known: Known, writing: Writing) -> str:
    """Return how far rounding has led by the end of the update, in a sentence; nothing where that is not asked for."""
    if known.is_hidden or not _is_worked_out(known, writing):
        return ""
    rounded = f"On paper, with every line rounded to {ON_PAPER.spoken}"
    return f"{rounded}, {_at_end(rounded_update(known.trace.of, ON_PAPER), writing)}"


def _is_worked_out(known: Known, writing: Writing) -> bool:
    return writing.has_paper and not known.scenario.optimizer.rule.is_minimiser


def _at_end(update: RoundedUpdate, writing: Writing) -> str:
    """Say which new weight rounding has moved most."""
    new = [step for step in update if step.symbol.quantity is Quantity.NEW]
    off = [abs(step.value - step.exact.value) for step in new]
    worst = int(np.argmax(np.nan_to_num(off, nan=np.inf)))
    if not off[worst]:
        return "all new weights are the same."
    name = spoken_name(update.trace.scenario, new[worst].symbol, writing.notation)
    exact, rounded = writing.show(new[worst].exact.value), full(new[worst].value)
    return f"{name} is {rounded} instead of {exact}: no other new weight is farther off."
