"""What the network does with all its data, before the last update whose loss has been told."""

from __future__ import annotations

from typing import NamedTuple

from explainer.engine.measure.evaluate import Evaluation, evaluate, evaluate_test
from explainer.engine.scenario.scenario import Scenario
from explainer.state.walkthrough.told import last_told
from explainer.state.walkthrough.walkthrough import Walkthrough


class Result(NamedTuple):
    """What training and test part come to with the parameters of `scenario`, those before `update`."""

    update: int
    scenario: Scenario
    training: Evaluation
    test: Evaluation | None


def told_at(walkthrough: Walkthrough) -> tuple[object, int]:
    """Return what a result at the cursor would be about: equal values are about the same."""
    return walkthrough.run, last_told(walkthrough.known)


def result_at(walkthrough: Walkthrough) -> Result | None:
    """Return the result that may be told at the cursor; None before the loss of the first update is computed."""
    update = last_told(walkthrough.known)
    if not update:
        return None
    scenario = walkthrough.scenario
    if update < walkthrough.known.update:
        scenario = walkthrough.run.scenario_after(update - 1)
    theta = scenario.theta
    return Result(update, scenario, evaluate(scenario, theta), evaluate_test(scenario, theta))
