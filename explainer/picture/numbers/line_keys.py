"""What is said of the lines between units, in words under the network: of those that an update has."""

from __future__ import annotations

from collections.abc import Iterator
from enum import StrEnum

import numpy as np

from explainer.engine.update.update_pass import Pass
from explainer.picture.metrics import LabelMetrics
from explainer.picture.numbers.status_line import AFTER, BETWEEN

SAMPLE = 24.0
"""How long the line before its words is."""


class LineKey(StrEnum):
    """A kind of line, as it is called."""

    NEGATIVE = "negative weight"
    BLAME = "blame: wider is more"
    NEGATIVE_BLAME = "negative blame"


def key_widths(of: Pass, metrics: LabelMetrics) -> Iterator[tuple[LineKey, float]]:
    """Go through the kinds of line that there will be in an update, and the room that each takes with its words."""
    for key in _kinds(of):
        yield key, SAMPLE + BETWEEN + metrics.width(key.value) + AFTER


def _kinds(of: Pass) -> Iterator[LineKey]:
    layers = of.scenario.network.layers[1:]
    if any((layer.weights(theta) < 0).any() for layer in layers for theta in (of.theta_before, of.theta_after)):
        yield LineKey.NEGATIVE
    if len(layers) > 1:
        yield LineKey.BLAME
        if any(_is_some_blame_negative(of, layer) for layer in range(2, len(layers) + 1)):
            yield LineKey.NEGATIVE_BLAME


def _is_some_blame_negative(of: Pass, layer: int) -> bool:
    """Tell whether any delta of a layer and weight into it differ in sign."""
    deltas, weights = of.layer(layer).delta, of.scenario.network.layers[layer].weights(of.theta_in_backward)
    highest, lowest = (part(deltas, axis=0)[:, None] for part in (np.max, np.min))
    return bool(((highest > 0) & (weights < 0) | (lowest < 0) & (weights > 0)).any())
