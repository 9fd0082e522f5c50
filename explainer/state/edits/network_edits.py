"""Edits of the network: its layers, activations and biases, the weights that it starts from, and each weight."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from explainer.engine.scenario.initialisers import drawn
from explainer.engine.scenario.network import Biases, Parameter
from explainer.engine.scenario.scenario import Scenario
from explainer.files.checks import MOST_LAYERS, ScenarioError
from explainer.files.scenario.scenario_json import read_init
from explainer.files.scenario.unit_names import why_not_named
from explainer.files.wording import counted
from explainer.functions.activations import ACTIVATIONS
from explainer.functions.losses import LOSSES
from explainer.state.edits.choice_names import spoken, spoken_biases
from explainer.state.edits.edit import USUAL_ACTIVATION, Companion, Edit, settled
from explainer.state.edits.reshaping import NEW, NewShape, activated, check_sizes, reshaped, shapes_of
from explainer.trace.notations.naming import parameter_name

_NEW_LAYER_UNITS = 2
GIVEN_BY_DATA = "Inputs and outputs come with the data: see Data."


def with_activation(scenario: Scenario, layer: int, name: str) -> Edit:
    """Return the edit that gives a layer another activation; outputs may take another loss with them."""
    network = activated(scenario.network, layer, name)
    losses = _losses_for(name) if network.layers[layer] is network.layers[-1] else []
    text = f"Change activation of layer {network.layers[layer].number} to {spoken(name)}"
    return settled(text, replace(scenario, network=network), *losses)


def hidden_activations() -> list[str]:
    """Return the activations that hidden layers can have."""
    return [name for name, activation in ACTIVATIONS.items() if activation.slope is not None]


def _losses_for(activation: str) -> list[Companion]:
    """Return the losses that go with outputs of this activation, those made for it first."""
    made = [name for name, loss in LOSSES.items() if loss.activation == activation]
    plain = [name for name, loss in LOSSES.items() if not loss.activation and ACTIVATIONS[activation].slope is not None]
    return [Companion({"loss": name}, f"the loss is now {spoken(name)}") for name in (*made, *plain)]


def with_units(scenario: Scenario, layer: int, units: int) -> Edit:
    """Return the edit that makes a hidden layer wider or narrower, at its end."""
    shapes = _hidden(scenario, layer)
    check_sizes(scenario, [units if index == layer else shape.units for index, shape in enumerate(shapes)])
    shapes[layer] = shapes[layer].resized(units)
    return _reshaped(f"Change units of layer {layer + 1} to {units}", scenario, shapes)


def with_added_unit(scenario: Scenario, layer: int) -> Edit:
    """Return the edit that adds a unit to a hidden layer."""
    shapes = _hidden(scenario, layer)
    shapes[layer] = shapes[layer].resized(shapes[layer].units + 1)
    edit = _reshaped("", scenario, shapes)
    return edit._replace(text=f"Add {edit.scenario.network.layers[layer].names[-1]}")


def without_unit(scenario: Scenario, layer: int, unit: int) -> Edit:
    """Return the edit that takes one unit of a hidden layer away, with its weights; the others keep theirs."""
    shapes, name = _hidden(scenario, layer), scenario.network.layers[layer].names[unit]
    if shapes[layer].units == 1:
        raise ScenarioError("A layer has at least 1 unit; the whole layer can be removed instead.")
    shapes[layer] = shapes[layer].without(unit)
    return _reshaped(f"Remove {name}", scenario, shapes)


def with_added_layer(scenario: Scenario, before: int | None = None) -> Edit:
    """Return the edit that puts a hidden layer before the layer of index `before`, the outputs where it is left out;
    it is like the hidden layer below it, if there is one, else like the one above."""
    shapes = shapes_of(scenario.network)
    place = len(shapes) - 1 if before is None else before
    if not 0 < place < len(shapes):
        raise ScenarioError("A hidden layer is between the inputs and the outputs.")
    if len(shapes) >= MOST_LAYERS:
        raise ScenarioError(f"A network may have {MOST_LAYERS:,} layers.")
    likes = [shapes[at] for at in (place - 1, place) if 0 < at < len(shapes) - 1]
    units, activation = (likes[0].units, likes[0].activation) if likes else (_NEW_LAYER_UNITS, USUAL_ACTIVATION)
    shapes.insert(place, NewShape((), activation).anew(units))
    return _reshaped(f"Add layer {place + 1}", scenario, shapes)


def without_layer(scenario: Scenario, layer: int) -> Edit:
    """Return the edit that takes a hidden layer away."""
    shapes = _hidden(scenario, layer)
    del shapes[layer]
    return _reshaped(f"Remove layer {layer + 1}", scenario, shapes)


def with_name(scenario: Scenario, layer: int, unit: int, name: str) -> Edit:
    """Return the edit that gives a unit another name. Raises ScenarioError with what is wrong with the name."""
    old, names = scenario.network.names[layer][unit], [list(names) for names in scenario.network.names]
    names[layer][unit] = name
    changed = scenario.renamed(names)
    if why := why_not_named(changed.network, layer, unit):
        raise ScenarioError(why)
    return Edit(f"Rename {old} to {name}", changed)


def _hidden(scenario: Scenario, layer: int) -> list[NewShape]:
    """Return the layers as they are. Raises ScenarioError if this one is no hidden layer."""
    shapes = shapes_of(scenario.network)
    if not 0 < layer < len(shapes) - 1:
        raise ScenarioError(GIVEN_BY_DATA)
    return shapes


def _reshaped(text: str, scenario: Scenario, shapes: Sequence[NewShape]) -> Edit:
    changed, drawn = reshaped(scenario, shapes)
    return settled(text, changed)._replace(said=_kept_and_drawn(scenario, shapes, changed, drawn))


def _kept_and_drawn(before: Scenario, shapes: Sequence[NewShape], after: Scenario, drawn: int) -> str:
    """Say which weights stayed and which were drawn, and that units which stayed may count anew."""
    count = sum(layer.units * layer.sources for layer in after.network.layers)
    if not drawn:
        weights = "The weights that are left are the starting weights"
    elif drawn == count:
        weights = "All weights were drawn anew"
    else:
        stayed = count - drawn
        others = "the other 1 is a starting weight" if stayed == 1 else f"the other {stayed:,} are the starting weights"
        weights = f"{counted(drawn, 'new weight')} drawn, {others}"
    said = f"{weights}; training starts again at update 1."
    return " ".join(filter(None, (said, _renumbered(before, shapes, after))))


def _renumbered(before: Scenario, shapes: Sequence[NewShape], after: Scenario) -> str:
    """Say which units that stayed have another name now; of several only the first."""
    renamed = [
        (before.network.names[shape.was][was], name)
        for shape, names in zip(shapes, after.network.names, strict=True)
        for was, name in zip(shape.kept, names, strict=True)
        if was != NEW and before.network.names[shape.was][was] != name
    ]
    if not renamed:
        return ""
    (old, new), *more = renamed
    return f"{old} is now {new}{', and so on' if more else ''}."


def with_biases(scenario: Scenario, biases: Biases) -> Edit:
    """Return the edit that gives biases another rule; weights and, as far as they can, biases stay."""
    changed = reshaped(scenario, shapes_of(scenario.network), biases).scenario
    return settled(f"Change biases to {spoken_biases(biases)}", changed)


def with_frozen(scenario: Scenario, parameter: Parameter, is_frozen: bool) -> Edit:
    """Return the edit that has training leave a weight or bias as it is, or change it again."""
    network, name = scenario.network, parameter_name(scenario, parameter)
    frozen = {*network.frozen, parameter.index} if is_frozen else {*network.frozen} - {parameter.index}
    changed = replace(scenario, network=replace(network, frozen=tuple(sorted(frozen))))
    return settled(f"{'Freeze' if is_frozen else 'Train'} {name}", changed)


def with_init(scenario: Scenario, **changes: Any) -> Edit:
    """Return the edit that draws other starting weights: with another `scheme`, `epsilon` or `seed`."""
    now = scenario.init
    init = read_init({"scheme": now.scheme, "epsilon": now.epsilon, "seed": now.seed, **changes})
    text = f"Draw starting weights ({spoken(init.scheme)}, seed {init.seed})"
    return settled(text, drawn(scenario, init))._replace(said="New starting weights were drawn.")


def with_parameter(scenario: Scenario, parameter: Parameter, value: float) -> Edit:
    """Return the edit that changes one weight or bias."""
    return Edit(f"Change {parameter_name(scenario, parameter)}", scenario.with_parameter(parameter, value))


def with_parameters(scenario: Scenario, values: Mapping[Parameter, float]) -> Edit:
    """Return the edit that changes several weights or biases at once."""
    changed, names = scenario, [parameter_name(scenario, parameter) for parameter in values]
    for parameter, value in values.items():
        changed = changed.with_parameter(parameter, value)
    return Edit(f"Change {' and '.join(names)}", changed)
