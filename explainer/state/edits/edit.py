"""What an edit is: edits are pure functions from a scenario to an edit of it.

Where the new setting does not go together with another, the other is changed with it in the same edit, and the edit
says so; where no such change helps, ScenarioError is raised with the reason and there is no edit.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError
from explainer.files.scenario.together import check_together

USUAL_ACTIVATION = "sigmoid"


class Edit(NamedTuple):
    """One step that can be undone: what it is called, the scenario after it, and what else the person should know."""

    text: str
    scenario: Scenario
    said: str = ""


def starts_anew(before: Scenario, after: Scenario) -> bool:
    """Tell whether an edit can only be trained from update 1: its network, starting weights or data differ."""
    return (
        before.network.shape != after.network.shape
        or before.init != after.init
        or _is_other_data(before.data, after.data)
    )


def is_renaming(before: Scenario, after: Scenario) -> bool:
    """Tell whether units are called otherwise, and nothing else has changed."""
    names, is_alike = after.network.names, after.network.shape == before.network.shape
    return is_alike and names != before.network.names and after.same_as(before.renamed(names))


def is_another_task(before: Scenario, after: Scenario) -> bool:
    """Tell whether another network is trained, or on other data, so that what was said of the one is not true of the
    other: weights, how they are trained and how units are called do not count."""
    return _is_other_network(before.network, after.network) or not before.data.same_as(after.data)


def _is_other_network(before: Network, after: Network) -> bool:
    alike = replace(before.renamed(after.names), frozen=after.frozen) if before.shape == after.shape else before
    return alike != after


def _is_other_data(before: Data, after: Data) -> bool:
    """Tell whether the samples differ, or are prepared otherwise; numbers in them may be changed in mid-run."""
    drawn_anew = bool(after.source) and after.source != before.source
    split_anew = after.test_fraction > 0 and after.seed != before.seed
    shapes = [(data.scale, data.divisor, data.test_fraction, data.inputs.shape) for data in (before, after)]
    return drawn_anew or split_anew or shapes[0] != shapes[1]


class Companion(NamedTuple):
    """Changes that make another setting possible, and what is said of them."""

    changes: dict[str, Any]
    said: str


def settled(text: str, scenario: Scenario, *companions: Companion) -> Edit:
    """Return the edit with the first companion that makes the scenario possible, or none where it is.

    Raises ScenarioError with what is wrong where none helps.
    """
    try:
        check_together(scenario)
    except ScenarioError as error:
        reason = error
    else:
        return Edit(text, scenario)
    for companion in companions:
        changed = replace(scenario, **companion.changes)
        try:
            check_together(changed)
        except ScenarioError as error:
            reason = error
        else:
            return Edit(text, changed, f"{text}: to go with it, {companion.said}.")
    raise reason
