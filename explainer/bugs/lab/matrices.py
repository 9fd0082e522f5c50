"""The numbers of a check as matrices in the shape of the weights and biases of each layer."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from explainer.bugs.lab.parts import CheckPart, LabCheck
from explainer.engine.arrays import Array
from explainer.engine.scenario.network import Layer


class Shown(StrEnum):
    """Which numbers of the check are shown; a is the gradient of the program, n the slope that small steps find."""

    RATIO = "a / n"
    DIFFERENCE = "a − n"
    BY_PARAMETER = "(a − n) / parameter"
    ANALYTIC = "a"
    NUMERIC = "n"


class CheckMatrix(NamedTuple):
    """Of one layer: a row for each receiving unit, a column for each sending one, and one for the biases where there
    are trained ones. `fails` tells which fail, and `is_checked` which are checked at all."""

    layer: Layer
    sources: tuple[str, ...]
    numbers: Array
    fails: NDArray[np.bool_]
    is_checked: NDArray[np.bool_]
    has_biases: bool


def numbers_of(check: LabCheck, part: CheckPart, shown: Shown) -> Array:
    """Return the numbers that are shown, as long as theta."""
    of = {
        Shown.RATIO: check.ratio,
        Shown.DIFFERENCE: check.difference,
        Shown.BY_PARAMETER: check.by_parameter,
        Shown.ANALYTIC: check.analytic,
        Shown.NUMERIC: check.numeric,
    }
    return of[shown](part)


def matrices(check: LabCheck, part: CheckPart, shown: Shown) -> list[CheckMatrix]:
    """Return the matrices of all layers, the first first."""
    network = check.scenario.network
    numbers, fails = numbers_of(check, part, shown), check.fails(part)
    found = []
    for below, layer in zip(network.layers, network.layers[1:], strict=False):
        has_biases = network.trains_biases
        index = np.arange(layer.start, layer.bias_start).reshape(layer.units, layer.sources)
        if has_biases:
            biases = np.array([layer.bias(unit) for unit in range(layer.units)])
            index = np.column_stack([index, biases])
        found.append(
            CheckMatrix(layer, below.names, numbers[index], fails[index], check.whole.checked[index], has_biases)
        )
    return found
