"""`bug`: the slip that a scenario's program makes everywhere."""

from __future__ import annotations

from explainer.bugs.catalogue import BUGS, problem_of, with_bug
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError, choice


def with_bug_named(scenario: Scenario, name: str | None, place: str = "bug") -> Scenario:
    """Return the scenario with the bug of that name; with None as it is.

    Raises ScenarioError where there is no such bug, or where it can have no effect in this scenario.
    """
    if name is None:
        return scenario
    choice(name, BUGS, "a bug", place)
    if problem := problem_of(scenario, name):
        raise ScenarioError(f"{place}: {name} does not fit this scenario: {problem}")
    return with_bug(scenario, name)
