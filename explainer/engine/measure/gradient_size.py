"""How large the gradient is, layer by layer: what vanishes or explodes on its way back through a network."""

from __future__ import annotations

import numpy as np

from explainer.engine.arrays import Array
from explainer.engine.update.update_pass import Pass


def gradient_sizes(p: Pass) -> Array:
    """Return the sizes of the gradient that an update uses, shape (2, layers above the input).

    The first row is the root mean square over each layer's trained parameters, the second the largest of their
    absolute values. The squares are taken of numbers made at most 1, so that neither tiny nor huge ones are lost.
    """
    network, gradient = p.scenario.network, np.abs(p.arrays.gradient)
    parts = [gradient[trained.start : trained.stop] for trained in map(network.trained, network.layers[1:])]
    largest = np.array([part.max() for part in parts])
    scaled = [part / (most or 1.0) for part, most in zip(parts, largest, strict=True)]
    return np.array([largest * [np.sqrt(np.mean(part * part)) for part in scaled], largest])
