"""What the derivation says before the first line of an update."""

from __future__ import annotations

from collections.abc import Callable

from explainer.engine.scenario import Scenario
from explainer.trace.numbers import show

HOW_TO_START = "Press → or Next for the first line."


def start_lines(scenario: Scenario, update: int, loss: Callable[[int], float]) -> tuple[str, ...]:
    """Return a heading and paragraphs for step 0 of `update`; `loss` tells the loss before an update of that number."""
    if update == 1:
        return tuple(line for line in (scenario.title or "A new calculation", scenario.notes, HOW_TO_START) if line)
    before = f"The loss before update {update - 1:,} was {show(loss(update - 1))}."
    return (f"Before update {update:,}", before, HOW_TO_START)
