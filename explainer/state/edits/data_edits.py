"""Edits of the data: where the numbers come from, how they are prepared, and each number."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.scenario.data import Data, Scale, test_samples
from explainer.engine.scenario.network import Network, default_names
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError, number
from explainer.files.data.digits import digits
from explainer.files.data.generators import GENERATORS, generated
from explainer.files.scenario.data_part import check_divisor
from explainer.files.scenario.together import check_pass
from explainer.files.wording import counted
from explainer.functions.losses import LOSSES
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import USUAL_ACTIVATION, Companion, Edit, settled
from explainer.state.edits.reshaping import activated, fitted

_DIGITS = (64, 10)


def with_data(scenario: Scenario, data: Data, text: str) -> Edit:
    """Return the edit that trains on other data, prepared as before; the input and output layer get as many units as
    these need."""
    now = scenario.data
    data = replace(data, scale=now.scale, divisor=now.divisor, test_fraction=now.test_fraction, seed=scenario.seed)
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


def with_generated(scenario: Scenario, name: str, samples: int | None = None, noise: float = 0, seed: int = 0) -> Edit:
    """Return the edit that trains on generated data; `samples` None is as many as the generator usually makes."""
    generator = GENERATORS[name]
    outputs = scenario.network.layers[-1].units
    if generator.classes is not None:
        outputs = min(outputs, max(generator.classes, 1))
    _check_pass(scenario, generator.samples if samples is None else samples, generator.inputs + outputs)
    data = generated(name, samples, noise, seed, _ends(generator.inputs, outputs))
    return with_data(scenario, data, f"Use generated data ({spoken(name)})")


def _check_pass(scenario: Scenario, samples: int, ends: int) -> None:
    """Raise ScenarioError, before anything is drawn, where that many samples do not fit the hidden layers."""
    hidden = sum(layer.units for layer in scenario.network.layers[1:-1])
    if samples <= MOST_DATA_NUMBERS:  # else they are refused for their own number
        check_pass(hidden + ends, samples - test_samples(samples, scenario.data.test_fraction))


def with_digits(scenario: Scenario) -> Edit:
    """Return the edit that trains on the handwritten digits."""
    return with_data(scenario, digits(_ends(*_DIGITS)), "Use handwritten digits")


def _ends(inputs: int, outputs: int) -> Network:
    """Return a network with these inputs and outputs, for what asks a network how many it has."""
    return Network.of(default_names([inputs, outputs]), ["sigmoid"], "per_unit")


def with_scale(scenario: Scenario, scale: Scale) -> Edit:
    """Return the edit that scales inputs in another way; to divide, by the largest of them."""
    data = replace(scenario.data, scale=scale)
    if scale == "divide" != scenario.data.scale:
        data = replace(data, divisor=float(np.abs(data.inputs).max()) or 1.0)
    return settled(f"Change scale to {spoken(scale)}", scenario.with_data(data))


def with_divisor(scenario: Scenario, divisor: float) -> Edit:
    """Return the edit that divides inputs by another number. Raises ScenarioError where that cannot be."""
    data = replace(scenario.data, divisor=check_divisor(divisor, "data.scale.divide"))
    return settled("Change what inputs are divided by", scenario.with_data(data))


def with_test_fraction(scenario: Scenario, value: float) -> Edit:
    """Return the edit that keeps another part of the data for testing."""
    fraction = number(value, "Test part", 0, 1)
    return settled("Change test part", scenario.with_data(replace(scenario.data, test_fraction=fraction)))


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
