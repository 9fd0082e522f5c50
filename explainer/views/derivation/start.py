"""What the derivation says before the first line of an update."""

from __future__ import annotations

from explainer.engine.arrays import Array
from explainer.engine.scenario import Scenario
from explainer.trace.numbers import show

HOW_TO_START = "Press → or Next for the first line."


def start_lines(scenario: Scenario, update: int, losses: Array) -> tuple[str, ...]:
    """Return a heading and paragraphs for step 0 of `update`; `losses[i]` is that of update i + 1 before it."""
    if update == 1:
        return tuple(line for line in (scenario.title or "A new calculation", scenario.notes, HOW_TO_START) if line)
    loss = f"The loss before update {update - 1:,} was {show(losses[update - 2])}."
    return (f"Before update {update:,}", loss, HOW_TO_START)
