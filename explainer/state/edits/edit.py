"""What an edit of settings is, and edits of the data: pure functions from a scenario to an edit of it.

Where the new setting does not go together with another, the other is changed with it in the same edit, and the edit
says so; where no such change helps, ScenarioError is raised with the reason and there is no edit.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data, Scale
from explainer.engine.scenario.network import Network, Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import ScenarioError, number
from explainer.files.scenario.together import check_together
from explainer.files.wording import counted
from explainer.functions.losses import LOSSES
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.reshaping import activated, fitted
from explainer.trace.notations.naming import parameter_name

USUAL_ACTIVATION = "sigmoid"


class Edit(NamedTuple):
    """One step that can be undone: what it is called, the scenario after it, and what else the person should know."""

    text: str
    scenario: Scenario
    said: str = ""


def starts_anew(before: Scenario, after: Scenario) -> bool:
    """Tell whether an edit can only be trained from update 1: its network, starting weights or data are others."""
    return (
        before.network.shape != after.network.shape
        or before.init != after.init
        or _is_other_data(before.data, after.data)
    )


def is_another_task(before: Scenario, after: Scenario) -> bool:
    """Tell whether another network is trained, or on other data, so that what was said of the one is not true of the
    other: weights, how they are trained and how units are called do not count."""
    return _is_other_network(before.network, after.network) or not before.data.same_as(after.data)


def _is_other_network(before: Network, after: Network) -> bool:
    return before.shape != after.shape or before.renamed(after.names) != after


def _is_other_data(before: Data, after: Data) -> bool:
    """Tell whether the samples are others, or prepared otherwise; numbers in them may be changed in mid-run."""
    drawn_anew = bool(after.source) and after.source != before.source
    split_anew = after.test_fraction > 0 and after.seed != before.seed
    shapes = [(data.scale, data.test_fraction, data.inputs.shape) for data in (before, after)]
    return drawn_anew or split_anew or shapes[0] != shapes[1]


class Companion(NamedTuple):
    """Changes that make another setting possible, and how they are told."""

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


def with_data(scenario: Scenario, data: Data, text: str) -> Edit:
    """Return the edit that trains on other data, prepared as before; the input and output layer get as many units as
    these need."""
    now = scenario.data
    data = replace(data, scale=now.scale, test_fraction=now.test_fraction, seed=scenario.seed)
    changed = fitted(scenario, data)
    losses = [Companion({"loss": loss}, f"the loss is now {spoken(loss)}") for loss in LOSSES]
    outputs = activated(changed.network, -1, USUAL_ACTIVATION)
    plain = Companion(
        {"loss": Scenario.loss, "network": outputs}, f"the loss is now {spoken(Scenario.loss)} with sigmoid outputs"
    )
    edit = settled(text, changed, *losses, plain)
    return edit._replace(said=" ".join(filter(None, (_resized(scenario, changed), edit.said))))


def _resized(before: Scenario, after: Scenario) -> str:
    old, new = before.network.layers, after.network.layers
    said = []
    for end, what in ((0, "input"), (-1, "output")):
        if old[end].units != new[end].units:
            said.append(f"{counted(new[end].units, what)} instead of {old[end].units}")
    return f"The network now has {' and '.join(said)}." if said else ""


def with_scale(scenario: Scenario, scale: Scale) -> Edit:
    """Return the edit that scales inputs in another way."""
    return settled(f"Change scale to {spoken(scale)}", scenario.with_data(replace(scenario.data, scale=scale)))


def with_test_fraction(scenario: Scenario, value: float) -> Edit:
    """Return the edit that keeps another part of the data for testing."""
    fraction = number(value, "Test part", 0, 1)
    return settled("Change test part", scenario.with_data(replace(scenario.data, test_fraction=fraction)))


def with_parameter(scenario: Scenario, parameter: Parameter, value: float) -> Edit:
    """Return the edit that changes one weight or bias."""
    return Edit(f"Change {parameter_name(scenario, parameter)}", scenario.with_parameter(parameter, value))


def with_parameters(scenario: Scenario, values: Mapping[Parameter, float]) -> Edit:
    """Return the edit that changes several weights or biases at once."""
    changed, names = scenario, [parameter_name(scenario, parameter) for parameter in values]
    for parameter, value in values.items():
        changed = changed.with_parameter(parameter, value)
    return Edit(f"Change {' and '.join(names)}", changed)


def with_input(scenario: Scenario, row: int, unit: int, value: float) -> Edit:
    """Return the edit that changes one input of the row of the data set."""
    changed = scenario.with_data(scenario.data.with_input(row, unit, value))
    return Edit(f"Change {scenario.network.layers[0].names[unit]}", changed)


def with_inputs(scenario: Scenario, row: int, values: Array) -> Edit:
    """Return the edit that changes all inputs of the row of the data set."""
    inputs = scenario.data.inputs.copy()
    inputs[row] = values
    changed = scenario.with_data(scenario.data.with_numbers(inputs, scenario.data.targets))
    return Edit(f"Change the inputs of sample {row + 1}", changed)


def targets_range(scenario: Scenario) -> tuple[float, float]:
    """Return the least and the greatest target that the loss can have; infinite where it can have any."""
    loss = LOSSES[scenario.loss]
    return (0.0, 1.0) if loss.of_shares else loss.targets


def with_target(scenario: Scenario, row: int, unit: int, value: float) -> Edit:
    """Return the edit that changes one target of the row of the data set; where the targets of a sample are shares
    of 1, its others make up the rest."""
    data = scenario.data
    text = f"Change target of {scenario.network.layers[-1].names[unit]}"
    if not LOSSES[scenario.loss].of_shares:
        return settled(text, scenario.with_data(data.with_target(row, unit, value)))
    if not 0 <= value <= 1:
        raise ScenarioError("These targets are the shares of the classes: write a number from 0 to 1.")
    targets = data.targets.copy()
    targets[row] = _shared(targets[row], unit, value)
    changed = scenario.with_data(data.with_numbers(data.inputs, targets))
    return settled(text, changed)._replace(said="The targets of a sample add up to 1, so its others were scaled.")


def _shared(shares: Array, unit: int, value: float) -> Array:
    """Return shares of 1 with one of them changed and the others in the proportion they had."""
    others = np.delete(shares, unit)
    if not others.size:
        raise ScenarioError("With a single class its target is 1.")
    weights = others / others.sum() if others.sum() > 0 else np.full(others.size, 1 / others.size)
    return np.insert((1 - value) * weights, unit, value)
