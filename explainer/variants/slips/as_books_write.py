"""The error as books write it: from the output, where the trace begins at the net input to lose no digits."""

from __future__ import annotations

from dataclasses import replace
from typing import TypeVar

from explainer.trace.lines.operations import Operation
from explainer.trace.lines.rule_lines import of_rule
from explainer.trace.lines.trace import Step

AnyStep = TypeVar("AnyStep", bound=Step)


def forms_of(step: AnyStep) -> tuple[AnyStep, ...]:
    """Return a line with its own formula, and with that of books where it is another."""
    rule = step.of.arrays.loss.by_output
    if step.place.operation is not Operation.ERROR or step.is_closed or rule is None:
        return (step,)
    return step, replace(step, rule=of_rule(step.place, rule))
