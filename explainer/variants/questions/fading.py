"""How much is asked: the last lines first, and one group of lines more each round, from the last backwards."""

from __future__ import annotations

from explainer.trace.formula.symbols import Phase
from explainer.trace.lines.operations import Operation
from explainer.trace.lines.trace import Step

GROUPS = "updates", "gradients", "hidden deltas", "output deltas", "errors", "the way forward"
_GRADIENTS = {
    Operation.GRADIENT,
    Operation.GRADIENT_SUM,
    Operation.BATCH_GRADIENT,
    Operation.INPUT_GRADIENT,
}


def group_of(step: Step) -> int:
    """Return the place in `GROUPS` of what a line belongs to."""
    if step.phase is Phase.UPDATE:
        return 0
    if step.place.operation in _GRADIENTS:
        return 1
    if step.phase is Phase.BACKWARD:
        return 3 if step.is_output else 2
    return 4 if step.phase is Phase.LOSS else 5


def is_in_round(step: Step, number: int) -> bool:
    """Tell whether a line is asked for in a round, counted from 1."""
    return group_of(step) < number


def asked_in(number: int) -> str:
    """Return in words what is asked in a round."""
    if number >= len(GROUPS):
        return "all lines"
    groups = GROUPS[:number]
    return groups[0] if number == 1 else f"{', '.join(groups[:-1])} and {groups[-1]}"
