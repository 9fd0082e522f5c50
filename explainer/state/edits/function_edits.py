"""Edits of the functions that people write themselves: where one is used, taken for a place, and removed again."""

from __future__ import annotations

from dataclasses import replace

from explainer.engine.scenario.scenario import Scenario
from explainer.functions.own.definition import definition_in, name_of
from explainer.state.edits.choice_names import spoken
from explainer.state.edits.edit import USUAL_ACTIVATION, Edit
from explainer.state.edits.network_edits import with_activation
from explainer.state.edits.reshaping import activated
from explainer.state.edits.training_edits import with_loss

OF_THE_LOSS = 0
"""The place of the loss; that of an activation is the index of its layer, and inputs have none."""
_USUAL_LOSS = "half_squared_error"


def function_at(scenario: Scenario, place: int) -> str:
    """Return the function of a place, by name or by definition."""
    return scenario.network.layers[place].activation if place else scenario.loss


def own_activations(scenario: Scenario) -> list[str]:
    """Return the definitions of the activations that are not built in, from the first layer on."""
    used = (layer.activation for layer in scenario.network.layers[1:])
    return [*dict.fromkeys(activation for activation in used if definition_in(activation))]


def with_function(scenario: Scenario, place: int, text: str) -> Edit:
    """Return the edit that takes a function, by name or by definition, for a place.

    A name has one formula: layers with another one of this name have the new one, too.
    """
    if not place:
        return with_loss(scenario, text)
    changed = scenario.network
    for index, layer in enumerate(changed.layers):
        if definition_in(text) and definition_in(layer.activation) and name_of(layer.activation) == name_of(text):
            changed = activated(changed, index, text)
    return with_activation(replace(scenario, network=changed), place, text)


def without_own(scenario: Scenario, place: int) -> Edit:
    """Return the edit that takes the usual function for a place that has one of one's own."""
    own, usual = spoken(function_at(scenario, place)), USUAL_ACTIVATION if place else _USUAL_LOSS
    return with_function(scenario, place, usual)._replace(text=f"Remove {own}")
