"""A data set from a generator, for the units of a network."""

from __future__ import annotations

from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray

from explainer.engine.arrays import frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.files.base.checks import choice, number, whole
from explainer.files.base.errors import ScenarioError
from explainer.files.base.limits import MOST_DATA_NUMBERS
from explainer.files.base.wording import counted
from explainer.files.data.generators import GENERATORS, Drawn, Generator
from explainer.files.scenario.training_part import read_seed

_MOST_NOISE = 1e300


def generated(name: str, samples: int | None, noise: float, seed: int, network: Network) -> Data:
    """Return `samples` samples (None: as many as the generator makes by default) for the units of the network.

    `noise` is the standard deviation of what is added: to the inputs where targets are classes, else to the targets.
    One output unit has the targets 0 and 1 for two classes, several have a 1 for the class and 0 for the others.
    Raises ScenarioError when there is no such generator, or when its numbers or the network do not fit.
    """
    generator = GENERATORS[choice(name, GENERATORS, "a generator", "data.generator")]
    samples = generator.samples if samples is None else whole(samples, "data.samples", 1)
    number(noise, "data.noise", 0, _MOST_NOISE)
    read_seed(seed, "data.seed")
    units = network.layers[0].units, network.layers[-1].units
    _check_units(name, generator, *units)
    if samples * sum(units) > MOST_DATA_NUMBERS:
        most = f"more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have"
        raise ScenarioError(f"data.samples: so many have {most}")
    drawn = _drawn(generator, samples, noise, units[1], np.random.default_rng(seed))
    source = MappingProxyType({"generator": name, "samples": samples, "noise": noise, "seed": seed})
    return Data(frozen(drawn.inputs), frozen(drawn.answers), source=source)


def _check_units(name: str, generator: Generator, inputs: int, outputs: int) -> None:
    if inputs != generator.inputs:
        needed = f"{name} has {counted(generator.inputs, 'input')} and needs {counted(generator.inputs, 'input unit')}"
        raise ScenarioError(f"data.generator: {needed}, the network has {inputs}")
    if generator.classes is not None and outputs > max(generator.classes, 1):
        needed = f"two classes and needs 1 or 2 output units, the network has {outputs}"
        if not generator.classes:
            needed = f"one target and needs 1 output unit, the network has {outputs}"
        raise ScenarioError(f"data.generator: {name} has {needed}")


def _drawn(generator: Generator, samples: int, noise: float, outputs: int, rng: np.random.Generator) -> Drawn:
    """Return inputs and targets, of shape (samples, outputs)."""
    inputs, answers = generator.draw(samples, max(outputs, 2), rng)
    if generator.classes == 0:
        return Drawn(inputs, (answers + noise * rng.normal(size=samples))[:, np.newaxis])
    return Drawn(inputs + noise * rng.normal(size=inputs.shape), _targets(answers, outputs))


def _targets(labels: NDArray[Any], outputs: int) -> NDArray[Any]:
    if outputs == 1:
        return labels[:, np.newaxis]
    targets = np.zeros((len(labels), outputs))
    targets[np.arange(len(labels)), labels] = 1
    return targets
