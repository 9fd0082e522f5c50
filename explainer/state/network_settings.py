"""Edits of the network: its layers, activations and biases, and the weights that it starts from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from explainer.engine.activations import ACTIVATIONS
from explainer.engine.losses import LOSSES
from explainer.engine.network import Biases
from explainer.engine.scenario import Scenario
from explainer.files.training_part import read_init
from explainer.state.reshaping import NEW, Shape, activated, drawn, reshaped, shapes_of
from explainer.state.settings import USUAL_ACTIVATION, Companion, Edit, settled
from explainer.state.words import spoken

_ONLY_OUTPUTS = {"softmax"}
_NEW_LAYER_UNITS = 2


def with_activation(scenario: Scenario, layer: int, name: str) -> Edit:
    """Return the edit that gives a layer another activation; outputs may take another loss with them."""
    network = activated(scenario.network, layer, name)
    losses = _losses_for(name) if network.layers[layer] is network.layers[-1] else []
    text = f"Change activation of layer {network.layers[layer].number} to {spoken(name)}"
    return settled(text, replace(scenario, network=network), *losses)


def hidden_activations() -> list[str]:
    """Return the activations that hidden layers can have."""
    return [name for name in ACTIVATIONS if name not in _ONLY_OUTPUTS]


def _losses_for(activation: str) -> list[Companion]:
    """Return the losses that go with outputs of this activation, those made for it first."""
    made = [name for name, loss in LOSSES.items() if loss.activation == activation]
    plain = [name for name, loss in LOSSES.items() if not loss.activation and activation not in _ONLY_OUTPUTS]
    return [Companion({"loss": name}, f"the loss is now {spoken(name)}") for name in (*made, *plain)]


def with_units(scenario: Scenario, layer: int, units: int) -> Edit:
    """Return the edit that makes a hidden layer wider or narrower."""
    shapes = shapes_of(scenario.network)
    shapes[layer] = shapes[layer]._replace(units=units)
    return _reshaped(f"Change units of layer {layer + 1} to {units}", scenario, shapes)


def with_added_layer(scenario: Scenario) -> Edit:
    """Return the edit that puts a hidden layer before the outputs, like the one below it if there is one."""
    shapes = shapes_of(scenario.network)
    below = shapes[-2] if len(shapes) > 2 else Shape(_NEW_LAYER_UNITS, USUAL_ACTIVATION)
    shapes.insert(len(shapes) - 1, below._replace(was=NEW))
    return _reshaped("Add hidden layer", scenario, shapes)


def without_layer(scenario: Scenario, layer: int) -> Edit:
    """Return the edit that takes a hidden layer away."""
    shapes = shapes_of(scenario.network)
    del shapes[layer]
    return _reshaped(f"Remove layer {layer + 1}", scenario, shapes)


def _reshaped(text: str, scenario: Scenario, shapes: Sequence[Shape]) -> Edit:
    said = "Layers of a new shape got new starting weights; training starts again at update 1."
    return settled(text, reshaped(scenario, shapes))._replace(said=said)


def with_biases(scenario: Scenario, biases: Biases) -> Edit:
    """Return the edit that gives biases another rule; weights and, as far as they can, biases stay."""
    changed = reshaped(scenario, shapes_of(scenario.network), biases)
    return settled(f"Change biases to {spoken(biases)}", changed)


def with_init(scenario: Scenario, **changes: Any) -> Edit:
    """Return the edit that draws other starting weights: `scheme`, `epsilon` or `seed` are others."""
    now = scenario.init
    init = read_init({"scheme": now.scheme, "epsilon": now.epsilon, "seed": now.seed, **changes})
    text = f"Draw starting weights ({spoken(init.scheme)}, seed {init.seed})"
    return settled(text, drawn(scenario, init))._replace(said="New starting weights were drawn.")
