"""The `frozen` of a scenario file: names of single parameters that training leaves as they are."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from difflib import get_close_matches

from explainer.engine.scenario.network import Network, Parameter
from explainer.files.checks import ScenarioError
from explainer.files.wording import quoted

_FEW = 2000
"""Of how many names the nearest is looked for."""


def with_frozen(network: Network, names: Sequence[str]) -> Network:
    """Return the network with these parameters frozen. Raises ScenarioError where there is none of a name."""
    if not names:
        return network
    indices = {_name(network, parameter): parameter.index for parameter in network.parameters()}
    for position, name in enumerate(names):
        if name not in indices:
            raise ScenarioError(f"frozen[{position}]: {_unknown(name, list(indices))}")
        if name in names[:position]:
            raise ScenarioError(f"frozen[{position}]: {quoted(name)} is there twice")
        if not network.trains_biases and network.parameter(indices[name]).is_bias:
            raise ScenarioError(f'frozen[{position}]: {quoted(name)} is frozen already, since "biases" is "frozen"')
    return replace(network, frozen=tuple(sorted(indices[name] for name in names)))


def frozen_names(network: Network) -> list[str]:
    """Return the names of the parameters that are frozen."""
    return [_name(network, network.parameter(index)) for index in network.frozen]


def _unknown(name: str, known: list[str]) -> str:
    near = get_close_matches(name, known, n=1) if len(known) <= _FEW else []
    biases = [other for other in known if other.startswith("b")]
    called = f"weights are w1 to w{len(known) - len(biases)}{f', biases {biases[0]} …' if biases else ''}"
    hint = f"did you mean {quoted(near[0])}?" if near else called
    return f"{quoted(name)} is no weight or bias of this network; {hint}"


def _name(network: Network, parameter: Parameter) -> str:
    """w5, b_h1, or b1 of a bias that the first layer with weights has in common."""
    if not parameter.is_bias:
        return f"w{network.weight_number(parameter)}"
    if parameter.unit < 0:
        return f"b{parameter.layer}"
    return f"b_{network.layers[parameter.layer].names[parameter.unit]}"
