"""The handwritten digits that come with the app: 1,797 pictures of 8 × 8 dots. `assets/data/README.md` says whose."""

from __future__ import annotations

from functools import cache
from types import MappingProxyType

import numpy as np

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.files.assets import asset_path
from explainer.files.checks import ScenarioError
from explainer.files.wording import counted

_INPUTS, _CLASSES = 64, 10


def digits(network: Network) -> Data:
    """Return the digits: 64 inputs from 0 to 16 each, row by row, and a target of 1 for the digit, of 0 for others.

    Raises ScenarioError when the network has not 64 input and 10 output units.
    """
    _check_units("inputs", _INPUTS, "input", network.layers[0].units)
    _check_units("classes", _CLASSES, "output", network.layers[-1].units)
    inputs, targets = _arrays()
    return Data(inputs, targets, source=MappingProxyType({"builtin": "digits"}))


def _check_units(what: str, count: int, side: str, units: int) -> None:
    if units != count:
        needed = f"the digits have {count} {what} and need {counted(count, f'{side} unit')}"
        raise ScenarioError(f"data.builtin: {needed}, the network has {units}")


@cache
def _arrays() -> tuple[Array, Array]:
    with np.load(asset_path("data/digits.npz")) as file:
        return frozen(file["pixels"]), frozen(np.eye(_CLASSES)[file["digits"]])
