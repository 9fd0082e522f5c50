"""Which signs the numbers of an update have: what there is room for in a picture of it, before they are there."""

from __future__ import annotations

import numpy as np

from explainer.engine.update.update_pass import Pass
from explainer.trace.lines.trace import Trace


def has_negative_weight(trace: Trace) -> bool:
    """Tell whether some weight is below 0, before the update or after it."""
    of, layers = trace.of, trace.scenario.network.layers[1:]
    return any((layer.weights(theta) < 0).any() for layer in layers for theta in (of.theta_before, of.theta_after))


def has_negative_contribution(trace: Trace) -> bool:
    """Tell whether some blame that comes back to a hidden unit is below 0."""
    return any(_is_some_below(trace.of, layer) for layer in range(2, trace.scenario.network.top + 1))


def _is_some_below(of: Pass, layer: int) -> bool:
    """Tell whether a delta of a layer and a weight into it differ in sign."""
    deltas, weights = of.layer(layer).delta, of.weights_back(layer - 1)
    highest, lowest = (part(deltas, axis=0)[:, None] for part in (np.max, np.min))
    return bool(((highest > 0) & (weights < 0) | (lowest < 0) & (weights > 0)).any())
