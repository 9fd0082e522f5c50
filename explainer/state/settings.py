"""Settings that a person changes, as pure functions from a scenario to an edit of it.

Where the new setting does not go together with another, the other is changed with it in the same edit, and the edit
says so; where no such change helps, ScenarioError is raised with the reason and there is no edit.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import numpy as np

from explainer.engine.activations import ACTIVATIONS
from explainer.engine.data import Data, Scale
from explainer.engine.losses import LOSSES
from explainer.engine.network import Biases
from explainer.engine.scenario import Initialiser, Reduction, Scenario, UpdateOrder
from explainer.files.checks import number
from explainer.files.errors import ScenarioError
from explainer.files.together import check_together
from explainer.files.training_part import read_init, read_optimizer, read_seed
from explainer.state.reshaping import NEW, Shape, drawn, fitted, reshaped, shapes_of
from explainer.state.words import spoken

_USUAL_ACTIVATION = "sigmoid"
_ONLY_OUTPUTS = {"softmax"}
_NEW_LAYER_UNITS = 2


class Edit(NamedTuple):
    """One step that can be undone: what it is called, the scenario after it, and what else the person should know."""

    text: str
    scenario: Scenario
    said: str = ""


def starts_anew(before: Scenario, after: Scenario) -> bool:
    """Tell whether an edit can only be trained from update 1: its network, starting weights or data are others."""
    shapes = [(layer.names, layer.bias_count) for layer in before.network.layers]
    return (
        shapes != [(layer.names, layer.bias_count) for layer in after.network.layers]
        or before.init != after.init
        or not before.data.same_as(after.data)
    )


class _Companion(NamedTuple):
    """Changes that make another setting possible, and how they are told."""

    changes: dict[str, Any]
    said: str


# how it is trained


def with_loss(scenario: Scenario, name: str) -> Edit:
    """Return the edit that takes another loss, and where it needs one, another activation of the outputs."""
    activation = LOSSES[name].activation or _USUAL_ACTIVATION
    companion = _Companion({"network": _with_activation(scenario, -1, activation)}, f"outputs now use {activation}")
    return _settled(f"Change loss to {spoken(name)}", replace(scenario, loss=name), companion)


def with_activation(scenario: Scenario, layer: int, name: str) -> Edit:
    """Return the edit that gives a layer another activation; outputs may take another loss with them."""
    network = _with_activation(scenario, layer, name)
    losses = _losses_for(name) if network.layers[layer] is network.layers[-1] else []
    text = f"Change activation of layer {network.layers[layer].number} to {spoken(name)}"
    return _settled(text, replace(scenario, network=network), *losses)


def _with_activation(scenario: Scenario, layer: int, name: str) -> Any:
    layers = list(scenario.network.layers)
    layers[layer] = replace(layers[layer], activation=name)
    return replace(scenario.network, layers=tuple(layers))


def hidden_activations() -> list[str]:
    """Return the activations that hidden layers can have."""
    return [name for name in ACTIVATIONS if name not in _ONLY_OUTPUTS]


def _losses_for(activation: str) -> list[_Companion]:
    """Return the losses that go with outputs of this activation, those made for it first."""
    made = [name for name, loss in LOSSES.items() if loss.activation == activation]
    plain = [name for name, loss in LOSSES.items() if not loss.activation and activation not in _ONLY_OUTPUTS]
    return [_Companion({"loss": name}, f"the loss is now {spoken(name)}") for name in (*made, *plain)]


def with_optimizer(scenario: Scenario, name: str) -> Edit:
    """Return the edit that takes another optimizer with its usual settings; a minimiser needs the whole data set."""
    changed = replace(scenario, optimizer=read_optimizer({"name": name}))
    changes: dict[str, Any] = {}
    said = []
    for field, value, words in _FOR_MINIMISERS:
        if getattr(scenario, field) != value:
            changes[field] = value
            said.append(words)
    return _settled(f"Change optimizer to {spoken(name)}", changed, _Companion(changes, " and ".join(said)))


_FOR_MINIMISERS: tuple[tuple[str, object, str], ...] = (
    ("batch_size", None, "each batch is now the whole data set"),
    ("dropout", 0.0, "nothing is dropped any more"),
    ("update_order", "simultaneous", "all parameters are updated at once"),
)


def with_learning_rate(scenario: Scenario, value: float) -> Edit:
    """Return the edit that takes another learning rate."""
    return _with_settings(scenario, "Change learning rate", {"learning_rate": value})


def with_option(scenario: Scenario, option: str, value: float) -> Edit:
    """Return the edit that changes one of the optimizer's own settings."""
    return _with_settings(scenario, f"Change {spoken(option)}", {option: value})


def _with_settings(scenario: Scenario, text: str, settings: dict[str, float]) -> Edit:
    now = scenario.optimizer
    members = {"name": now.name, "learning_rate": now.learning_rate, **now.options, **settings}
    return _settled(text, replace(scenario, optimizer=read_optimizer(members)))


def with_reduction(scenario: Scenario, value: Reduction) -> Edit:
    """Return the edit that averages or adds the samples of a batch."""
    return _settled(f"Change batch loss to {spoken(value)}", replace(scenario, reduction=value))


def with_batch_size(scenario: Scenario, value: int | None) -> Edit:
    """Return the edit that makes an update from this many samples; None is the whole data set."""
    if value is not None and value < 1:
        raise ScenarioError("A batch has at least 1 sample.")
    return _settled("Change batch size", replace(scenario, batch_size=value))


def with_shuffle(scenario: Scenario, value: bool) -> Edit:
    """Return the edit that shuffles the samples in every epoch, or does not."""
    return _settled("Shuffle" if value else "Do not shuffle", replace(scenario, shuffle=value))


def with_seed(scenario: Scenario, value: int) -> Edit:
    """Return the edit that shuffles, drops and chooses the test part by other random numbers."""
    seed = read_seed(value, "Seed")
    return _settled("Change training seed", replace(scenario, seed=seed, data=replace(scenario.data, seed=seed)))


def with_l1(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes the L1 penalty."""
    return _settled("Change L1 penalty", replace(scenario, l1=number(value, "L1 penalty", 0)))


def with_l2(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes the L2 penalty."""
    return _settled("Change L2 penalty", replace(scenario, l2=number(value, "L2 penalty", 0)))


def with_dropout(scenario: Scenario, value: float) -> Edit:
    """Return the edit that changes how likely hidden units are dropped."""
    return _settled("Change dropout", replace(scenario, dropout=number(value, "Dropout", 0, 1)))


def with_update_order(scenario: Scenario, value: UpdateOrder) -> Edit:
    """Return the edit that updates all layers at once, or one after the other."""
    return _settled(f"Update {spoken(value)}", replace(scenario, update_order=value))


# the network


def with_units(scenario: Scenario, layer: int, units: int) -> Edit:
    """Return the edit that makes a hidden layer wider or narrower."""
    shapes = shapes_of(scenario.network)
    shapes[layer] = shapes[layer]._replace(units=units)
    return _reshaped(f"Change units of layer {layer + 1} to {units}", scenario, shapes)


def with_added_layer(scenario: Scenario) -> Edit:
    """Return the edit that puts a hidden layer before the outputs, like the one below it if there is one."""
    shapes = shapes_of(scenario.network)
    below = shapes[-2] if len(shapes) > 2 else Shape(_NEW_LAYER_UNITS, _USUAL_ACTIVATION)
    shapes.insert(len(shapes) - 1, below._replace(was=NEW))
    return _reshaped("Add hidden layer", scenario, shapes)


def without_layer(scenario: Scenario, layer: int) -> Edit:
    """Return the edit that takes a hidden layer away."""
    shapes = shapes_of(scenario.network)
    del shapes[layer]
    return _reshaped(f"Remove layer {layer + 1}", scenario, shapes)


def _reshaped(text: str, scenario: Scenario, shapes: Sequence[Shape]) -> Edit:
    said = "Layers of a new shape got new starting weights; training starts again at update 1."
    return _settled(text, reshaped(scenario, shapes))._replace(said=said)


def with_biases(scenario: Scenario, biases: Biases) -> Edit:
    """Return the edit that gives biases another rule; weights and, as far as they can, biases stay."""
    changed = reshaped(scenario, shapes_of(scenario.network), biases)
    return _settled(f"Change biases to {spoken(biases)}", changed)


def with_init(scenario: Scenario, **changes: Any) -> Edit:
    """Return the edit that draws other starting weights: `scheme`, `epsilon` or `seed` are others."""
    now = scenario.init
    init: Initialiser = read_init({"scheme": now.scheme, "epsilon": now.epsilon, "seed": now.seed, **changes})
    text = f"Draw starting weights ({spoken(init.scheme)}, seed {init.seed})"
    return _settled(text, drawn(scenario, init))._replace(said="New starting weights were drawn.")


# the data


def with_data(scenario: Scenario, data: Data, text: str) -> Edit:
    """Return the edit that trains on other data, prepared as before; the input and output layer get as many units as
    these need."""
    now = scenario.data
    data = replace(data, scale=now.scale, test_fraction=now.test_fraction, seed=scenario.seed)
    changed = fitted(scenario, data)
    losses = [_Companion({"loss": loss}, f"the loss is now {spoken(loss)}") for loss in LOSSES]
    outputs = _with_activation(changed, -1, _USUAL_ACTIVATION)
    plain = _Companion(
        {"loss": Scenario.loss, "network": outputs}, f"the loss is now {spoken(Scenario.loss)} with sigmoid outputs"
    )
    edit = _settled(text, changed, *losses, plain)
    return edit._replace(said=" ".join(filter(None, (_resized(scenario, changed), edit.said))))


def _resized(before: Scenario, after: Scenario) -> str:
    old, new = before.network.layers, after.network.layers
    said = []
    for end, what in ((0, "inputs"), (-1, "outputs")):
        if old[end].units != new[end].units:
            said.append(f"{new[end].units} {what} instead of {old[end].units}")
    return f"The network now has {' and '.join(said)}." if said else ""


def with_scale(scenario: Scenario, scale: Scale) -> Edit:
    """Return the edit that scales inputs in another way."""
    return _settled(f"Change scale to {spoken(scale)}", scenario.with_data(replace(scenario.data, scale=scale)))


def with_test_fraction(scenario: Scenario, value: float) -> Edit:
    """Return the edit that keeps another part of the data for testing."""
    fraction = number(value, "Test part", 0, 1)
    return _settled("Change test part", scenario.with_data(replace(scenario.data, test_fraction=fraction)))


def with_target(scenario: Scenario, row: int, unit: int, value: float) -> Edit:
    """Return the edit that changes one target of the row of the data set; where the targets of a sample are shares
    of 1, its others make up the rest."""
    data = scenario.data
    text = f"Change target of {scenario.network.layers[-1].names[unit]}"
    if LOSSES[scenario.loss].activation != "softmax":
        return _settled(text, scenario.with_data(data.with_target(row, unit, value)))
    if not 0 <= value <= 1:
        raise ScenarioError("These targets are the shares of the classes: write a number from 0 to 1.")
    targets = data.targets.copy()
    targets[row] = _shared(targets[row], unit, value)
    changed = scenario.with_data(data.with_numbers(data.inputs, targets))
    return _settled(text, changed)._replace(said="The targets of a sample add up to 1, so its others were scaled.")


def _shared(shares: Any, unit: int, value: float) -> Any:
    """Return shares of 1 with one of them changed and the others in the proportion they had."""
    others = np.delete(shares, unit)
    if not others.size:
        raise ScenarioError("With a single class its target is 1.")
    weights = others / others.sum() if others.sum() > 0 else np.full(others.size, 1 / others.size)
    return np.insert((1 - value) * weights, unit, value)


def _settled(text: str, scenario: Scenario, *companions: _Companion) -> Edit:
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
