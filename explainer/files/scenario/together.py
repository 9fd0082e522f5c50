"""Whether the parts of a scenario go together; each rule is one entry in a list."""

from __future__ import annotations

from collections.abc import Callable
from math import inf

import numpy as np

from explainer.bugs.catalogue import problem_of
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_ACTIVATIONS, ScenarioError
from explainer.files.wording import counted
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.functions.optimizers import OPTIMIZERS
from explainer.functions.own.definition import definition_in, name_of

_ROUNDING = 1e-9

Problem = str | None


def check_together(scenario: Scenario) -> None:
    """Raise ScenarioError, naming the place, if settings that are right by themselves do not go together."""
    for rule in _RULES:
        problem = rule(scenario)
        if problem is not None:
            raise ScenarioError(problem)


def _fits_into_memory(scenario: Scenario) -> Problem:
    return _too_large(sum(layer.units for layer in scenario.network.layers), scenario.data.samples)


def check_pass(units: int, samples: int) -> None:
    """Raise ScenarioError if a pass of these samples through these units takes too much memory."""
    if problem := _too_large(units, samples):
        raise ScenarioError(problem)


def _too_large(units: int, samples: int) -> Problem:
    if units * samples <= MOST_ACTIVATIONS:
        return None
    passes = f"{counted(samples, 'sample')} times {counted(units, 'unit')}"
    return f"data: {passes} are more than the {MOST_ACTIVATIONS:,} numbers of a pass"


def _hidden_layers_have_slopes(scenario: Scenario) -> Problem:
    for index, layer in enumerate(scenario.network.layers[:-1]):
        if index and ACTIVATIONS[layer.activation].slope is None:
            return f"layers[{index}].activation: {name_of(layer.activation)} is for the output layer only"
    return None


def _outputs_without_slope_have_their_loss(scenario: Scenario) -> Problem:
    output = scenario.network.layers[-1].activation
    if ACTIVATIONS[output].slope is not None or LOSSES[scenario.loss].activation == output:
        return None
    needed = " or ".join(f'"{name}"' for name, loss in LOSSES.items() if loss.activation == output)
    return f'loss: {output} outputs need {needed}, got "{name_of(scenario.loss)}"'


def _loss_has_its_activation(scenario: Scenario) -> Problem:
    needed, output = LOSSES[scenario.loss].activation, scenario.network.layers[-1].activation
    if needed and output != needed:
        last = scenario.network.top
        return f'layers[{last}].activation: {scenario.loss} needs {needed} outputs, got "{name_of(output)}"'
    return None


def _targets_fit_the_loss(scenario: Scenario) -> Problem:
    targets, (least, most) = scenario.data.targets, LOSSES[scenario.loss].targets
    bad = np.argwhere((targets < least) | (targets > most))
    if len(bad):
        row, unit = bad[0]
        expected = "that are not negative" if most == inf else f"from {least:g} to {most:g}"
        place = f"data.targets[{row}][{unit}]"
        return f"{place}: {scenario.loss} needs targets {expected}, got {float(targets[row, unit])!r}"
    return None


def _targets_are_shares(scenario: Scenario) -> Problem:
    if not LOSSES[scenario.loss].of_shares:
        return None
    sums = scenario.data.targets.sum(1)
    bad = np.argwhere(np.abs(sums - 1) > _ROUNDING)
    if len(bad):
        if scenario.data.targets.shape[1] == 1:
            return f"loss: {scenario.loss} needs an output for each class, so at least two; there is only one"
        row = bad[0][0]
        return f"data.targets[{row}]: {scenario.loss} needs targets that sum to 1, got {float(sums[row])!r}"
    return None


def _minimiser_sees_everything(scenario: Scenario) -> Problem:
    name = scenario.optimizer.name
    if not OPTIMIZERS[name].is_minimiser:
        return None
    if scenario.updates_per_epoch > 1:
        return f"batch_size: {name} needs the whole data set in one batch"
    if scenario.dropout:
        return f"dropout: {name} needs an objective that stays the same, so there can be no dropout"
    if scenario.update_order != "simultaneous":
        return f"update_order: {name} changes all parameters at once, so the order can only be simultaneous"
    if not scenario.network.all_trained.size:
        return f"frozen: nothing is left for {name} to change"
    most = OPTIMIZERS[name].most_parameters
    if scenario.network.size > most:
        return f"optimizer.name: {name} is for at most {most:,} parameters; take l_bfgs, or adam"
    return None


def _own_functions_have_names_of_their_own(scenario: Scenario) -> Problem:
    functions = [("loss", scenario.loss)]
    functions += [(f"layers[{i}].activation", layer.activation) for i, layer in enumerate(scenario.network.layers) if i]
    seen: dict[str, str] = {}
    for place, function in functions:
        if definition_in(function) and seen.setdefault(name_of(function), function) != function:
            return f"{place}.name: “{name_of(function)}” has another formula elsewhere in this scenario"
    return None


def _bug_fits(scenario: Scenario) -> Problem:
    bug = scenario.bug
    if bug is None:
        return None
    if bug.is_secret:
        is_found_out = any(problem_of(scenario, name) for name in bug.among)
        return "bug: this would tell which it is not; wait until it is found" if is_found_out else None
    if problem := problem_of(scenario, bug.name):
        return f"bug: {bug.name} does not fit this scenario: {problem}"
    return None


_RULES: tuple[Callable[[Scenario], Problem], ...] = (
    _bug_fits,
    _fits_into_memory,
    _own_functions_have_names_of_their_own,
    _hidden_layers_have_slopes,
    _outputs_without_slope_have_their_loss,
    _loss_has_its_activation,
    _targets_fit_the_loss,
    _targets_are_shares,
    _minimiser_sees_everything,
)
