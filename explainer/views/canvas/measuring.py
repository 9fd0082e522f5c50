"""Measures how wide the texts of a picture get, so that it can be arranged before they are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from explainer.engine.network import Network, Parameter
from explainer.views.canvas.facts import Facts
from explainer.views.canvas.forms import Widths
from explainer.views.canvas.layout import Shape
from explainer.views.canvas.status_cards import status_widths
from explainer.views.canvas.writing import widest_number, width_of

_MOST_NAME, _CHIP_PAD, _BIAS_TIPS = 60.0, 17.0, 8.0


def shape_of(facts: Facts) -> Shape:
    """Return what the layout depends on: the network, and how wide its texts get as they are written."""
    network = facts.network
    one_bias = (facts.scenario.has_one_bias_per_layer,) * (len(network.layers) - 1)
    number = widest_number(facts.writing.digits)
    plain, bold = width_of(number), width_of(number, True)
    weights, biases = ([width_of(label) for label in _labels(facts, is_bias)] for is_bias in (False, True))
    widths = Widths(
        number=plain,
        result=bold,
        weight=max(weights) + plain + _CHIP_PAD,
        bias=0 if all(one_bias) else min(max(biases), _MOST_NAME) + plain + _CHIP_PAD + _BIAS_TIPS,
        name=_widest_name(network),
        status=status_widths(facts),
    )
    return Shape(network, one_bias, widths)


def _labels(facts: Facts, is_bias: bool) -> Iterator[str]:
    """Go through labels of which one is the widest: their numbers only grow, and else it is the unit's name."""
    return (facts.label(parameter) for parameter in _widest(facts.network, is_bias))


@lru_cache(maxsize=16)
def _widest(network: Network, is_bias: bool) -> tuple[Parameter, ...]:
    """The parameters, of each layer the last one and that of the unit with the widest name."""
    indices: set[int] = set()
    for layer in network.layers[1:]:
        widest = max(range(layer.units), key=lambda unit: width_of(layer.names[unit]))
        units = (widest, layer.units - 1)
        indices |= {layer.bias(unit) if is_bias else layer.weight(unit, layer.sources - 1) for unit in units}
    return tuple(network.parameter(index) for index in sorted(indices))


@lru_cache(maxsize=16)
def _widest_name(network: Network) -> float:
    return min(max(width_of(name) for layer in network.layers for name in layer.names), _MOST_NAME)
