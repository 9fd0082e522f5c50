"""Kinks: corners of relu and leaky_relu, the jump of step, and the corner of |w|, where an objective has no slope."""

from __future__ import annotations

import numpy as np

from explainer.engine.scenario.network import Parameter
from explainer.engine.update.update_arrays import Arrays


def sides_of_kinks(arrays: Arrays, parameter: Parameter) -> bytes:
    """Return on which side of every kink the numbers of a working space are: net inputs, and under l1 the parameter.

    Two calls that return the same have no kink between them, as far as that can be told from their ends.
    """
    sides = [np.sign(layer.z) for layer in arrays.layers if layer.activation.has_kink]
    if arrays.scenario.l1 and not parameter.is_bias:
        sides.append(np.sign(arrays.theta[parameter.index : parameter.index + 1]))
    return b"".join(side.tobytes() for side in sides)
