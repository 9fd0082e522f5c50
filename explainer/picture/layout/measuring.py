"""Measures how wide the texts of a picture get, so that it can be arranged before they are written."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from explainer.engine.scenario.network import Network, Parameter
from explainer.picture.label_text import widest_number
from explainer.picture.layout.forms import Widths
from explainer.picture.layout.layout import MeasuredNetwork
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.numbers_of_line import Facts
from explainer.picture.numbers.status_line import status_widths

_MOST_NAME, _CHIP_PAD, _BIAS_TIPS = 60.0, 17.0, 8.0


def shape_of(facts: Facts, metrics: LabelMetrics) -> MeasuredNetwork:
    """Return what the layout depends on: the network, and how wide its texts get as they are written."""
    network = facts.network
    one_bias = (facts.scenario.has_one_bias_per_layer,) * (len(network.layers) - 1)
    number = widest_number(facts.writing.digits)
    plain, bold = metrics.width(number), metrics.width(number, True)
    weights, biases = (
        [metrics.width(label) for label in _labels(facts, metrics, is_bias)] for is_bias in (False, True)
    )
    widths = Widths(
        number=plain,
        result=bold,
        weight=max(weights) + plain + _CHIP_PAD,
        bias=0 if all(one_bias) else min(max(biases), _MOST_NAME) + plain + _CHIP_PAD + _BIAS_TIPS,
        name=_widest_name(network, metrics),
        status=status_widths(facts, metrics),
    )
    return MeasuredNetwork(network, one_bias, widths)


def _labels(facts: Facts, metrics: LabelMetrics, is_bias: bool) -> Iterator[str]:
    """Go through labels of which one is the widest: their numbers only grow, and else it is the unit's name."""
    return (facts.label(parameter) for parameter in _widest(facts.network, metrics, is_bias))


@lru_cache(maxsize=16)
def _widest(network: Network, metrics: LabelMetrics, is_bias: bool) -> tuple[Parameter, ...]:
    """The parameters, of each layer the last one and that of the unit with the widest name."""
    indices: set[int] = set()
    for layer in network.layers[1:]:
        widest = max(range(layer.units), key=lambda unit: metrics.width(layer.names[unit]))
        units = (widest, layer.units - 1)
        indices |= {layer.bias(unit) if is_bias else layer.weight(unit, layer.sources - 1) for unit in units}
    return tuple(network.parameter(index) for index in sorted(indices))


@lru_cache(maxsize=16)
def _widest_name(network: Network, metrics: LabelMetrics) -> float:
    return min(max(metrics.width(name) for layer in network.layers for name in layer.names), _MOST_NAME)
