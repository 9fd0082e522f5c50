"""What a check of the lab says, in a sentence."""

from __future__ import annotations

from explainer.files.wording import counted
from explainer.state.lab.lab_checks import LabOutcome
from explainer.trace.formula.notation import show


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
