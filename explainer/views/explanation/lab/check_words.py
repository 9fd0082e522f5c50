"""What a check of the lab says, in a sentence."""

from __future__ import annotations

from explainer.bugs.lab.key import KeyRow
from explainer.files.wording import counted
from explainer.state.lab.lab_checks import LabOutcome
from explainer.trace.formula.notation import show

_OF_DATA = {KeyRow.FACTOR, KeyRow.DELTA, KeyRow.WAY_BACK, KeyRow.CARRIED}


def reading(outcome: LabOutcome) -> str:
    """Return which rows of the key the numbers have; nothing where there is no telling."""
    rows = outcome.rows
    if not rows:
        return ""
    is_mixed = outcome.check.scenario.has_penalty and set(rows) <= _OF_DATA
    where = "The data part alone reads as" if is_mixed else "Reads as"
    return f"{where}: {'; or: '.join(f'{row.pattern} → {row.blame}' for row in rows)}."


def verdict(outcome: LabOutcome) -> str:
    """Return how many fail, and by how much."""
    check = outcome.check
    gradients = counted(check.checked, "gradient")
    alone = "" if check.sample is None else f" of sample {check.sample + 1:,} alone"
    before = f" before update {outcome.update:,}"
    if not check.failing:
        return f"all {gradients}{alone} agree{before}."
    most = show(check.whole.max_relative_error, 3)
    return f"{check.failing:,} of {gradients}{alone} fail{before}; the largest relative error is {most}."
