"""Data sets that a formula makes for the units of a network, with coordinates of about -1 to 1.

Samples of all classes follow each other in turn and are in random order otherwise, so that any stretch of them is a
fair batch.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from types import MappingProxyType
from typing import Any, NamedTuple

import numpy as np
from numpy.random import Generator as Rng
from numpy.typing import NDArray

from explainer.engine.arrays import Array, frozen
from explainer.engine.scenario.data import Data
from explainer.engine.scenario.network import Network
from explainer.files.checks import MOST_DATA_NUMBERS, ScenarioError, choice, number, seed_number, whole
from explainer.files.wording import counted

_GATE_INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])


class Drawn(NamedTuple):
    """Inputs, of shape (samples, inputs), and to each an answer: the number of its class, or a value."""

    inputs: Array
    answers: NDArray[Any]


class Generator(NamedTuple):
    """One entry of GENERATORS.

    `draw` gets the number of samples, the number of classes and where its random numbers come from. `classes` is 0
    where answers are real numbers, and None where there are as many classes as the network tells apart.
    """

    title: str
    inputs: int
    classes: int | None
    samples: int
    draw: Callable[[int, int, Rng], Drawn]


def _gate(answers: tuple[int, ...], samples: int, classes: int, rng: Rng) -> Drawn:
    """Return the four rows of a truth table over and over."""
    rows = np.arange(samples) % len(answers)
    return Drawn(_GATE_INPUTS[rows], np.array(answers)[rows])


def _in_turn(points: Callable[[int, int, int, Rng], Array], samples: int, classes: int, rng: Rng) -> Drawn:
    """Return points of each class in turn; `points` gets the class, how many there are, how many points, and rng."""
    inputs, labels = np.empty((samples, 2)), np.arange(samples) % classes
    for label in range(min(classes, samples)):
        inputs[label::classes] = points(label, classes, len(labels[label::classes]), rng)
    return Drawn(inputs, labels)


def _circles(label: int, classes: int, count: int, rng: Rng) -> Array:
    """Class 0 is around class 1, at twice its distance from the middle."""
    return _polar(1.0 - 0.5 * label, 2 * np.pi * _positions(count, rng))


def _moons(label: int, classes: int, count: int, rng: Rng) -> Array:
    """Two half circles, each reaching with one end into the other; class 1 is class 0 turned by half a turn."""
    half = (_polar(1.0, np.pi * _positions(count, rng)) - (0.5, 0.25)) / 1.5
    return half if label == 0 else -half


def _spiral(label: int, classes: int, count: int, rng: Rng) -> Array:
    """Two arms, each of one and three quarter turns; class 1 is class 0 turned by half a turn."""
    position = _positions(count, rng)
    arm = _polar(0.1 + 0.9 * position, 2 * np.pi * 1.75 * position)
    return arm if label == 0 else -arm


def _blobs(label: int, classes: int, count: int, rng: Rng) -> Array:
    """Clouds with their middles on a circle of radius 0.7 and a standard deviation of 0.15."""
    middle = _polar(0.7, np.array([2 * np.pi * label / classes + np.pi / 4]))
    return middle + rng.normal(0.0, 0.15, (count, 2))


def _curve(value: Callable[[Array], Array], samples: int, classes: int, rng: Rng) -> Drawn:
    """Return values of a function at evenly spread places between -1 and 1."""
    x = 2 * _positions(samples, rng) - 1
    return Drawn(x[:, np.newaxis], value(x))


def _polar(radius: Array | float, angle: Array) -> Array:
    """Return points, of shape (points, 2), in Cartesian coordinates."""
    return np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])


def _positions(count: int, rng: Rng) -> Array:
    """Return the middles of `count` equal parts of 0 … 1, in random order."""
    return (rng.permutation(count) + 0.5) / count


GENERATORS = {
    "and": Generator("AND: 1 when both inputs are 1", 2, 2, 4, partial(_gate, (0, 0, 0, 1))),
    "or": Generator("OR: 1 when an input is 1", 2, 2, 4, partial(_gate, (0, 1, 1, 1))),
    "xor": Generator("XOR: 1 when the inputs differ", 2, 2, 4, partial(_gate, (0, 1, 1, 0))),
    "circles": Generator("A circle around another", 2, 2, 200, partial(_in_turn, _circles)),
    "moons": Generator("Two half moons", 2, 2, 200, partial(_in_turn, _moons)),
    "spiral": Generator("Two arms of a spiral", 2, 2, 200, partial(_in_turn, _spiral)),
    "blobs": Generator("A cloud of points for each class", 2, None, 200, partial(_in_turn, _blobs)),
    "line": Generator("A line: 0.5 x + 0.2", 1, 0, 200, partial(_curve, lambda x: 0.5 * x + 0.2)),
    "parabola": Generator("A parabola: x²", 1, 0, 200, partial(_curve, np.square)),
    "sine": Generator("A sine wave: sin πx", 1, 0, 200, partial(_curve, lambda x: np.sin(np.pi * x))),
}


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
    seed_number(seed, "data.seed")
    units = network.layers[0].units, network.layers[-1].units
    _check_units(name, generator, *units)
    if samples * sum(units) > MOST_DATA_NUMBERS:
        most = f"more than the {MOST_DATA_NUMBERS:,} numbers that a data set may have"
        raise ScenarioError(f"data.samples: that would be {most}")
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
