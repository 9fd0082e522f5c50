"""What is said of a program with a bug. Wherever it is shown one of these names stands, so it is never on unnoticed."""

from __future__ import annotations

from explainer.engine.scenario.scenario import Scenario
from explainer.trace.lines.bug_shown import BugShown

SEQUENTIAL_SAID = "Layers are updated one after the other: blame comes back through weights already changed."


def bugs_of(scenario: Scenario) -> tuple[tuple[str, str], ...]:
    """Return the ID of each bug that a scenario's program has, and what it does instead; the wrong order of updates
    is one of them."""
    named = ((scenario.bug.name, scenario.bug.said),) if scenario.bug else ()
    return (("sequential", SEQUENTIAL_SAID), *named) if scenario.is_sequential else named


def bug_sign(scenario: Scenario, shown: BugShown = BugShown.OPEN) -> str:
    """Return the sign of a program with a bug, nothing where it has none; where it is closed it names none."""
    bugs = bugs_of(scenario)
    if not bugs:
        return ""
    return "mystery bug" if shown is BugShown.CLOSED else f"bug: {', '.join(name for name, _ in bugs)}"
