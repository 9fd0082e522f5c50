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
    """Return what the line comes to where every line of its update is rounded, and at the update's end how far that has
    led; nothing while its result is not there, or where nothing is worked out line by line."""
    step = known.step
    if step is None or known.is_hidden or known.scenario.optimizer.rule.is_minimiser:
        return ""
    update = rounded_update(known.trace.of, ON_PAPER)
    text = f"On paper, with every line rounded to {ON_PAPER.spoken}: {full(update[step.number].value)}."
    return f"{text} {_at_end(update, writing)}" if step.number == len(known.trace) else text


def _at_end(update: RoundedUpdate, writing: Writing) -> str:
    """Say which new weight rounding has moved most."""
    new = [step for step in update if step.symbol.quantity is Quantity.NEW]
    off = [abs(step.value - step.exact.value) for step in new]
    worst = int(np.argmax(np.nan_to_num(off, nan=np.inf)))
    if not off[worst]:
        return "Rounding has changed no new weight of this update."
    name = spoken_name(update.trace.scenario, new[worst].symbol, writing.notation)
    exact, rounded = writing.show(new[worst].exact.value), full(new[worst].value)
    return f"Of all new weights rounding has moved {name} most: {rounded} instead of {exact}."
